"""Are accounts and keys kept alike in memory, in SQLite and in PostgreSQL?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from marketplace.accounts.account import Client, Status
from marketplace.accounts.making import Wanted
from marketplace.accounts.ports import Records
from marketplace.accounts.roles import SCOPES, Role, Scope
from marketplace.errors import Conflict, Forbidden, InvalidInput, NotFound, Stale
from marketplace.store.records import SqlRecords
from tests.accounts import SECOND, Office
from tests.records import MemoryRecords


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def office(request: pytest.FixtureRequest) -> Office:
    """The services over an empty database of each kind."""
    if request.param == "memory":
        records: Records = MemoryRecords()
    else:
        records = SqlRecords(request.getfixturevalue(f"{request.param}_databases")(wait_seconds=60))
    return Office(records)


def test_an_account_is_kept_with_its_first_key(office: Office) -> None:
    clients = (Client("cli_1", "Näh & Co"), Client("cli_2", "Zwei"))
    account, made = office.open(Role.AGENCY, clients=clients, email="a@b.example", language="de")

    assert office.accounts.get(account.id) == account
    assert (account.clients, account.status, account.version) == (clients, Status.ACTIVE, 1)
    with office.records.reading() as records:
        assert records.keys.get(made.key.id) == made.key
        secret = records.keys.secret(made.key.id)
        assert secret
        assert made.text.is_of(secret.digest)
        assert office.vault.decrypt(secret.signing_key) == made.text.signing_key
    assert made.key.scopes == SCOPES[Role.AGENCY]


def test_a_creator_has_one_account(office: Office) -> None:
    office.open(Role.CREATOR, creator_id="c7")

    with pytest.raises(Conflict, match="the creator c7 has an account"):
        office.open(Role.CREATOR, creator_id="c7")
    assert len(office.accounts.page(limit=10)) == 1


def test_accounts_come_page_by_page_and_by_role(office: Office) -> None:
    made = [office.open(role)[0] for role in (Role.BRAND, Role.OPERATOR, Role.BRAND)]

    first = office.accounts.page(limit=2)
    assert [*first, *office.accounts.page(after=first[-1].id, limit=2)] == made
    assert office.accounts.page(limit=9, role=Role.BRAND) == [made[0], made[2]]


def test_a_change_is_a_new_version_and_a_stale_one_is_refused(office: Office) -> None:
    account, _ = office.open()
    office.time.passes(5)

    after = office.accounts.change(account.id, {"name": "Another"}, expected=1)

    assert after == replace(account, name="Another", version=2, updated_at=account.created_at + 5 * SECOND)
    with pytest.raises(Stale, match='version "2"'):
        office.accounts.change(account.id, {"name": "Third"}, expected=1)
    assert office.accounts.get(account.id) == after
    assert office.accounts.change(account.id, {"name": "Another"}) == after


def test_a_change_that_is_wrong_changes_nothing(office: Office) -> None:
    account, _ = office.open()

    with pytest.raises(InvalidInput, match="clients: can't be of an account of the role brand"):
        office.accounts.change(account.id, {"clients": (Client("cli_1", "x"),)})
    with pytest.raises(NotFound, match="there is no account acc_0"):
        office.accounts.change("acc_0", {"name": "x"})
    assert office.accounts.get(account.id) == account


def test_keys_are_made_listed_and_revoked(office: Office) -> None:
    boss = office.caller()
    made = office.keys.make(Wanted(name="shop", scopes=frozenset({Scope.SEARCH})), by=boss)

    assert office.keys.page(by=boss, limit=10) == [boss.key, made.key]
    revoked = office.keys.revoke(made.key.id, by=boss)
    assert (revoked.revoked_at, revoked.version, revoked.is_good(office.time())) == (office.time(), 2, False)
    assert office.keys.revoke(made.key.id, by=boss) == revoked
    assert office.keys.get(made.key.id, by=boss) == revoked


def test_a_key_that_is_rotated_is_taken_as_long_as_was_said(office: Office) -> None:
    boss = office.caller()
    old = office.keys.make(Wanted(name="shop", scopes=frozenset({Scope.DEALS})), by=boss).key

    new = office.keys.rotate(old.id, overlap_seconds=60, by=boss).key

    rotated = office.keys.get(old.id, by=boss)
    assert (new.name, new.scopes, new.id != old.id) == ("shop", old.scopes, True)
    assert [rotated.is_good(office.time() + seconds * SECOND) for seconds in (0, 59, 60)] == [True, True, False]
    with pytest.raises(Conflict, match="revoked or has expired"):
        office.keys.rotate(old.id, overlap_seconds=60, by=boss)


def test_no_key_makes_one_that_may_do_more(office: Office) -> None:
    boss = office.caller(scopes=frozenset({Scope.SEARCH, Scope.ADMIN}))

    with pytest.raises(Forbidden, match="has not the scopes deals itself"):
        office.keys.make(Wanted(name="more", scopes=frozenset({Scope.DEALS, Scope.SEARCH})), by=boss)
    assert office.keys.make(Wanted(name="as much"), by=boss).key.scopes == boss.key.scopes
    weak = replace(boss, key=replace(boss.key, scopes=frozenset({Scope.SEARCH})))
    for forbidden in (
        lambda: office.keys.make(Wanted(name="x"), by=weak),
        lambda: office.keys.page(by=weak, limit=1),
        lambda: office.keys.revoke(boss.key.id, by=weak),
        lambda: office.keys.rotate(boss.key.id, overlap_seconds=0, by=weak),
    ):
        with pytest.raises(Forbidden, match="the key has not the scope admin: it has search"):
            forbidden()


def test_a_key_of_a_client_manages_the_keys_of_that_client_alone(office: Office) -> None:
    boss = office.caller(Role.AGENCY, clients=(Client("cli_1", "One"), Client("cli_2", "Two")))
    one = replace(boss, key=office.keys.make(Wanted(name="one", client_id="cli_1"), by=boss).key)

    with pytest.raises(Forbidden, match="bound to the client cli_1"):
        office.keys.make(Wanted(name="other", client_id="cli_2"), by=one)
    with pytest.raises(InvalidInput, match="client_id: is no client of the account"):
        office.keys.make(Wanted(name="none", client_id="cli_3"), by=boss)
    with pytest.raises(NotFound, match="there is no key"):
        office.keys.revoke(boss.key.id, by=one)
    assert office.keys.make(Wanted(name="mine"), by=one).key.client_id == "cli_1"
    assert {key.client_id for key in office.keys.page(by=one, limit=10)} == {"cli_1"}


def test_another_accounts_keys_are_as_if_they_were_not_there(office: Office) -> None:
    mine, other = office.caller(), office.caller()

    for asked in (
        lambda: office.keys.get(other.key.id, by=mine),
        lambda: office.keys.revoke(other.key.id, by=mine),
        lambda: office.keys.rename(other.key.id, "x", expected=1, by=mine),
        lambda: office.keys.rotate(other.key.id, overlap_seconds=0, by=mine),
    ):
        with pytest.raises(NotFound, match=f"there is no key {other.key.id}"):
            asked()
    assert office.keys.get(other.key.id, by=other) == other.key


def test_what_is_done_is_audited_and_what_fails_is_not(office: Office) -> None:
    boss = replace(office.caller(), acting_user="Eva")
    key = office.keys.make(Wanted(name="shop"), by=boss).key
    office.keys.revoke(key.id, by=boss)
    office.accounts.suspend(boss.account.id)
    with pytest.raises(InvalidInput):
        office.keys.make(Wanted(name=" "), by=boss)

    with office.records.reading() as records:
        entries = records.audit.page(boss.account.id, limit=10)
    told = [(one.action, one.key_id, one.actor_key_id, one.acting_user) for one in reversed(entries)]
    assert told == [
        ("account.opened", boss.key.id, None, None),
        ("key.made", key.id, boss.key.id, "Eva"),
        ("key.revoked", key.id, boss.key.id, "Eva"),
        ("account.changed", None, None, None),
    ]
