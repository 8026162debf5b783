"""Is a creator hidden for as long as there is a reason, on every database?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from marketplace.accounts.account import HiddenFor
from marketplace.accounts.hiding import hide, unhide
from marketplace.accounts.roles import Role
from marketplace.creators.overlays import Overlay
from marketplace.errors import Conflict, Forbidden, InvalidInput, NotFound
from marketplace.store.overlays import SqlOverlays
from marketplace.store.own_side import SqlHidings
from marketplace.store.records import SqlRecords
from tests.accounts import Office
from tests.databases import Databases

REASONS = tuple(HiddenFor)


def told(office: Office, creator_id: str = "c1") -> Overlay | None:
    """What search hears of a creator."""
    with office.records.reading() as records:
        return records.overlays.of([creator_id]).get(creator_id)


def test_an_operator_hides_a_creator_and_shows_them_again(office: Office) -> None:
    operator = office.caller(Role.OPERATOR)

    office.hidings.hide("c1", by=operator)
    office.hidings.hide("c1", by=operator)
    assert told(office) == Overlay("c1", 1, {"hidden": True})
    office.hidings.unhide("c1", by=operator)
    assert told(office) == Overlay("c1", 2, {})
    with pytest.raises(NotFound, match="the creator c1 is not hidden by an operator"):
        office.hidings.unhide("c1", by=operator)


def test_a_creator_stays_hidden_until_the_last_reason_is_gone(office: Office) -> None:
    with office.records.writing() as records:
        assert [hide(records, "c1", reason=one, at=1) for one in REASONS] == [True] * len(REASONS)
        assert not hide(records, "c1", reason=REASONS[0], at=2)

    for reason in REASONS:
        assert told(office) == Overlay("c1", 1, {"hidden": True})
        with office.records.writing() as records:
            assert unhide(records, "c1", reason=reason)
            assert not unhide(records, "c1", reason=reason)
    assert told(office) == Overlay("c1", 2, {})


def test_hiding_leaves_what_else_is_said_alone(office: Office) -> None:
    with office.records.writing() as records:
        records.overlays.change("c1", {"available": True})
        hide(records, "c1", reason=HiddenFor.OWN, at=1)
        unhide(records, "c1", reason=HiddenFor.OWN)

    assert told(office) == Overlay("c1", 3, {"available": True})


def test_the_creator_of_a_suspended_account_is_hidden_meanwhile(office: Office) -> None:
    account, _ = office.open(Role.CREATOR)
    brand, _ = office.open()
    office.hidings.hide("c1", by=office.caller(Role.OPERATOR))

    office.accounts.suspend(account.id)
    office.accounts.suspend(brand.id)
    with office.records.reading() as records:
        assert records.hidings.of("c1") == {HiddenFor.OPERATOR, HiddenFor.SUSPENDED}
        assert records.overlays.newest() == 1
    office.accounts.reinstate(account.id)
    with office.records.reading() as records:
        assert (records.hidings.of("c1"), told(office)) == ({HiddenFor.OPERATOR}, Overlay("c1", 1, {"hidden": True}))


@pytest.mark.parametrize("role", [Role.BRAND, Role.AGENCY, Role.CREATOR])
def test_nobody_else_hides_a_creator(office: Office, role: Role) -> None:
    who = office.caller(role)

    with pytest.raises(Forbidden, match="operator can"):
        office.hidings.hide("c1", by=who)
    with pytest.raises(Forbidden, match="operator can"):
        office.hidings.unhide("c1", by=who)
    assert told(office) is None


def test_what_could_be_no_creator_is_not_hidden(office: Office) -> None:
    with pytest.raises(InvalidInput, match="could be no creator's"):
        office.hidings.hide("lookup", by=office.caller(Role.OPERATOR))


def test_who_hid_whom_is_audited_with_the_creator_or_else_with_the_operator(office: Office) -> None:
    operator, creator = office.caller(Role.OPERATOR), office.open(Role.CREATOR)[0]
    for one in ("c1", "c2"):
        office.hidings.hide(one, by=operator)
    office.hidings.unhide("c1", by=operator)

    with office.records.reading() as records:
        of_creator, of_operator = (records.audit.page(one, limit=2) for one in (creator.id, operator.account.id))
    assert [(one.action, one.detail) for one in of_creator] == [
        ("creator.unhidden", "creator c1"),
        ("creator.hidden", "creator c1"),
    ]
    assert (of_operator[0].detail, of_operator[0].actor_key_id) == ("creator c2", operator.key.id)


def test_nobody_is_shown_whom_somebody_else_hides_at_that_moment(
    databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    records, read, of = SqlRecords(databases(wait_seconds=60)), Event(), SqlHidings.of
    monkeypatch.setattr(SqlHidings, "of", lambda *asked: (of(*asked), read.set())[0])
    with records.writing() as opened:
        hide(opened, "c1", reason=HiddenFor.OPERATOR, at=1)

    with ThreadPoolExecutor(1) as others:
        with records.writing() as opened:
            hide(opened, "c1", reason=HiddenFor.OWN, at=2)
            read.clear()
            shown = others.submit(take_back, records, HiddenFor.OPERATOR)
            assert not read.wait(0.3)
        assert shown.result()
    with records.reading() as opened:
        assert (opened.hidings.of("c1"), opened.overlays.of(["c1"])["c1"].hidden) == ({HiddenFor.OWN}, True)


def take_back(records: SqlRecords, reason: HiddenFor) -> bool:
    """Take a reason back, in a transaction of its own."""
    with records.writing() as opened:
        return unhide(opened, "c1", reason=reason)


def test_the_console_hides_as_an_operator_and_shows_nobody_whom_others_hide(databases: Databases) -> None:
    records, console = SqlRecords(databases()), SqlOverlays(databases())
    console.change("c1", {"hidden": True, "available": True})
    with records.writing() as opened:
        assert opened.hidings.of("c1") == {HiddenFor.OPERATOR}
        hide(opened, "c1", reason=HiddenFor.OWN, at=1)

    with pytest.raises(Conflict, match="the creator c1 stays hidden: own"):
        console.clear("c1", ["hidden"])
    with pytest.raises(Conflict, match="the creator c1 stays hidden: own"):
        console.change("c1", {"hidden": False})
    with records.writing() as opened:
        unhide(opened, "c1", reason=HiddenFor.OWN)
    assert console.clear("c1", ["hidden"]).fields == {"available": True}
    with records.reading() as opened:
        assert opened.hidings.of("c1") == frozenset()
