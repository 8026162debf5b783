"""Are accounts and keys kept alike in memory, in SQLite and in PostgreSQL?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from marketplace.accounts.account import Client, Status
from marketplace.accounts.making import Wanted
from marketplace.accounts.roles import SCOPES, Role
from marketplace.errors import Conflict, InvalidInput, NotFound, Stale
from tests.accounts import SECOND, Office


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


def test_of_two_accounts_of_one_creator_at_once_one_is_opened(office: Office) -> None:
    def open_it(_: int) -> bool:
        try:
            return bool(office.open(Role.CREATOR, creator_id="c7"))
        except Conflict:
            return False

    with ThreadPoolExecutor(8) as others:
        assert sum(others.map(open_it, range(16))) == 1
    assert len(office.accounts.page(limit=9)) == 1


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
