"""Does a creator that leaves leave nothing of itself, on every database?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from marketplace.accounts.account import Account, HiddenFor, Status
from marketplace.accounts.caller import Caller
from marketplace.accounts.claims import Claim, ClaimKey
from marketplace.accounts.leaving import LeavingService
from marketplace.accounts.making import Wanted
from marketplace.accounts.own_side import OwnChanges
from marketplace.accounts.ports import AccountRecords
from marketplace.accounts.roles import Role, Scope
from marketplace.errors import Conflict, Forbidden, Stale, StoreUnavailable
from tests.accounts import Office

SAID = OwnChanges(
    said={"price": {"amount": "1.00", "currency": "EUR"}}, hidden=True, blocked_account_ids=(f"acc_{7:032x}",)
)


def creator_of(office: Office) -> Caller:
    """A creator who has said things, and has a second key."""
    creator = office.caller(Role.CREATOR, email="ann@b.example")
    office.accounts.change_own({"name": "Ann"}, own=SAID, expected=1, by=creator)
    office.keys.make(Wanted(name="Ann's phone"), by=creator)
    return creator


def test_of_who_left_stay_an_empty_account_and_that_it_is_hidden(office: Office) -> None:
    creator = creator_of(office)
    with office.records.writing() as records:
        records.overlays.change("c1", {"response_hours": 2.5})
        records.claims.put(Claim(ClaimKey(creator.account.id, "", "POST /v1/keys", "k"), b"", office.time()))
    office.time.passes(5)

    office.leaving.erase(expected=2, by=creator)

    left = office.accounts.get(creator.account.id)
    assert (left.name, left.email, left.status, left.version) == ("erased", None, Status.ERASED, 3)
    with office.records.reading() as records:
        assert records.overlays.of(["c1"])["c1"].fields == {"hidden": True}
        assert (list(records.blocks.of("c1")), HiddenFor.ERASED in records.hidings.of("c1")) == ([], True)
        keys = records.keys.page(left.id, client_id=None, after="", limit=9)
        assert [(one.name, one.revoked_at) for one in keys] == [("erased", office.time())] * 2
        assert records.claims.get(ClaimKey(left.id, "", "POST /v1/keys", "k")) is None
        assert records.audit.page(left.id, limit=1)[0].action == "account.erased"


def test_who_left_is_hidden_for_ever_and_comes_back_by_nobody(office: Office) -> None:
    creator, operator = creator_of(office), office.caller(Role.OPERATOR)
    office.hidings.hide("c1", by=operator)
    office.leaving.erase(by=creator)

    office.hidings.unhide("c1", by=operator)
    for change in (office.accounts.suspend, office.accounts.reinstate):
        with pytest.raises(Conflict, match="is erased: nothing of it can be changed any more"):
            change(creator.account.id)
    with pytest.raises(Conflict, match="is erased"):
        office.accounts.change_own({}, own=OwnChanges(hidden=False), expected=None, by=creator)
    with pytest.raises(Conflict, match="is erased"):
        office.leaving.erase(by=creator)
    with pytest.raises(Conflict, match="the creator c1 has an account"):
        office.open(Role.CREATOR)
    with office.records.reading() as records:
        assert records.overlays.of(["c1"])["c1"].hidden


def test_a_key_that_had_ended_before_keeps_its_end(office: Office) -> None:
    creator = creator_of(office)
    other = office.keys.make(Wanted(name="old"), by=creator).key
    ended = office.keys.revoke(other.id, by=creator).revoked_at
    office.time.passes(5)

    office.leaving.erase(by=creator)

    with office.records.reading() as records:
        key = records.keys.get(other.id)
    assert (key.name, key.revoked_at, key.version) == ("erased", ended, 3)


def test_what_is_open_with_a_creator_is_ended_in_the_same_transaction(office: Office) -> None:
    creator, seen = creator_of(office), []

    def end(records: AccountRecords, account: Account, *, by: Caller) -> None:
        seen.append((account.name, by.account.id))
        records.blocks.replace("c2", [account.id], at=1)

    def fail(*_: object, **__: object) -> None:
        raise StoreUnavailable("the database is away")

    with pytest.raises(StoreUnavailable):
        LeavingService(office.records, office.time, leaving=[end, fail]).erase(by=creator)
    with office.records.reading() as records:
        assert (list(records.blocks.of("c2")), len(records.blocks.of("c1"))) == ([], 1)
    LeavingService(office.records, office.time, leaving=[end]).erase(by=creator)
    with office.records.reading() as records:
        assert (seen, list(records.blocks.of("c2"))) == ([("Ann", creator.account.id)] * 2, [creator.account.id])


@pytest.mark.parametrize("role", [Role.BRAND, Role.AGENCY, Role.OPERATOR])
def test_only_creators_leave_so(office: Office, role: Role) -> None:
    who = office.caller(role)

    with pytest.raises(Forbidden, match="creator can"):
        office.leaving.erase(by=who)
    assert office.accounts.get(who.account.id) == who.account


def test_a_stale_version_and_a_key_without_admin_erase_nothing(office: Office) -> None:
    creator = office.caller(Role.CREATOR)
    weak = replace(creator, key=replace(creator.key, scopes=frozenset({Scope.DEALS})))

    with pytest.raises(Stale):
        office.leaving.erase(expected=2, by=creator)
    with pytest.raises(Forbidden):
        office.leaving.erase(expected=1, by=weak)
    with office.records.reading() as records:
        assert records.overlays.of(["c1"]) == {}
    assert office.accounts.get(creator.account.id) == creator.account
