"""Is a creator's own side kept, and told to search, in the transaction of its account, on every database?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from marketplace.accounts.own_side import NOTHING, OwnChanges, OwnSide
from marketplace.accounts.roles import Role
from marketplace.creators.overlays import Overlay
from marketplace.errors import InvalidInput, Stale
from tests.accounts import Office

PRICE = {"amount": "120.00", "currency": "EUR", "negotiable": True}
BRANDS = tuple(f"acc_{n:032x}" for n in (7, 8, 9))
EMPTY = OwnSide(said={}, blocked_account_ids=(), hidden=False)


def told(office: Office) -> Overlay | None:
    """What search hears of c1."""
    with office.records.reading() as records:
        return records.overlays.of(["c1"]).get("c1")


def test_a_creator_says_things_above_its_feed_and_takes_them_back(office: Office) -> None:
    creator = office.caller(Role.CREATOR)
    assert office.accounts.own(creator.account.id)[1] == EMPTY

    said = OwnChanges(said={"price": PRICE, "available": False})
    account, side = office.accounts.change_own({}, own=said, expected=1, by=creator)
    assert (account.version, side) == (2, replace(EMPTY, said=said.said))
    assert told(office) == Overlay("c1", 1, said.said)
    cleared = OwnChanges(cleared=frozenset({"price", "away_until"}))
    account, side = office.accounts.change_own({}, own=cleared, expected=2, by=creator)
    assert (account.version, told(office)) == (3, Overlay("c1", 2, {"available": False}))


def test_what_operators_say_of_the_creator_stays(office: Office) -> None:
    creator = office.caller(Role.CREATOR)
    with office.records.writing() as records:
        records.overlays.change("c1", {"badges": ["responsive"], "price": None})

    office.accounts.change_own({}, own=OwnChanges(said={"available": True}), expected=None, by=creator)
    assert told(office) == Overlay("c1", 2, {"badges": ["responsive"], "price": None, "available": True})
    office.accounts.change_own({}, own=OwnChanges(cleared=frozenset({"price"})), expected=None, by=creator)
    assert told(office) == Overlay("c1", 3, {"badges": ["responsive"], "available": True})


def test_a_creator_blocks_accounts_whether_there_are_such_or_not(office: Office) -> None:
    creator = office.caller(Role.CREATOR)

    blocks = OwnChanges(blocked_account_ids=(BRANDS[1], BRANDS[0], BRANDS[1]))
    assert office.accounts.change_own({}, own=blocks, expected=1, by=creator)[1].blocked_account_ids == BRANDS[:2]
    with office.records.reading() as records:
        assert records.blocks.is_blocked(["c1", "c2"], BRANDS[0]) == {"c1"}
    none = OwnChanges(cleared=frozenset({"blocked_account_ids"}))
    account, side = office.accounts.change_own({}, own=none, expected=2, by=creator)
    assert (account.version, side, told(office)) == (3, EMPTY, None)


def test_a_creator_hides_itself_and_shows_itself_but_not_where_an_operator_hides_it(office: Office) -> None:
    creator, operator = office.caller(Role.CREATOR), office.caller(Role.OPERATOR)

    side = office.accounts.change_own({}, own=OwnChanges(hidden=True), expected=1, by=creator)[1]
    office.hidings.hide("c1", by=operator)
    assert (side.hidden, told(office)) == (True, Overlay("c1", 1, {"hidden": True}))
    side = office.accounts.change_own({}, own=OwnChanges(hidden=False), expected=2, by=creator)[1]
    assert (side.hidden, told(office)) == (False, Overlay("c1", 1, {"hidden": True}))
    office.hidings.unhide("c1", by=operator)
    assert told(office) == Overlay("c1", 2, {})


def test_one_change_of_both_sides_is_one_version_and_one_entry(office: Office) -> None:
    creator = office.caller(Role.CREATOR)
    own = OwnChanges(said={"available": True}, hidden=True, blocked_account_ids=BRANDS)

    account, _ = office.accounts.change_own({"name": "Ann"}, own=own, expected=1, by=creator)

    assert (account.version, account.name) == (2, "Ann")
    with office.records.reading() as records:
        entry = records.audit.page(account.id, limit=1)[0]
    assert (entry.action, entry.detail) == ("account.changed", "available, blocked_account_ids, hidden, name")
    assert office.accounts.change_own({"name": "Ann"}, own=own, expected=2, by=creator)[0] == account


@pytest.mark.parametrize(
    ("own", "detail"),
    [
        (OwnChanges(said={"available": True, "price": {"amount": "1"}}), "price: has a currency without a rate"),
        (OwnChanges(said={"away_until": "tomorrow"}), "away_until: must be a date like"),
        (OwnChanges(hidden=True, blocked_account_ids=("acc_1",)), "blocked_account_ids: has 'acc_1', which is no id"),
        (OwnChanges(blocked_account_ids=BRANDS * 334), "blocked_account_ids: has 1002 values: at most 1000"),
        (OwnChanges(said={"price": PRICE}, cleared=frozenset({"price"})), "clear: names price, which is given too"),
    ],
)
def test_what_is_wrong_changes_nothing_of_either_side(office: Office, own: OwnChanges, detail: str) -> None:
    creator = office.caller(Role.CREATOR)

    with pytest.raises(InvalidInput, match=f"^{detail}"):
        office.accounts.change_own({"name": "Ann"}, own=own, expected=1, by=creator)
    assert (office.accounts.own(creator.account.id), told(office)) == ((creator.account, EMPTY), None)


@pytest.mark.parametrize("role", [Role.BRAND, Role.AGENCY, Role.OPERATOR])
def test_nobody_but_creators_has_an_own_side(office: Office, role: Role) -> None:
    who = office.caller(role)

    for own in (OwnChanges(said={"available": True}), OwnChanges(hidden=False), OwnChanges(cleared=frozenset("x"))):
        with pytest.raises(InvalidInput, match=f"is unknown for an account of the role {role}"):
            office.accounts.change_own({}, own=own, expected=None, by=who)
    assert office.accounts.change_own({}, own=NOTHING, expected=None, by=who) == (who.account, None)


def test_a_stale_version_changes_nothing(office: Office) -> None:
    creator = office.caller(Role.CREATOR)
    office.accounts.change_own({}, own=OwnChanges(hidden=True), expected=1, by=creator)

    with pytest.raises(Stale):
        office.accounts.change_own({}, own=OwnChanges(hidden=False), expected=1, by=creator)
    assert told(office) == Overlay("c1", 1, {"hidden": True})
