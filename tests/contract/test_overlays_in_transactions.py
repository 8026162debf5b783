"""Is an overlay changed in the transaction of whatever else is done, on every database?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from marketplace.accounts.ports import AuditEntry
from marketplace.creators.overlays import Overlay
from marketplace.errors import InvalidInput, StoreUnavailable
from marketplace.store.overlays import SqlOverlays
from marketplace.store.records import SqlRecords
from tests.accounts import Office
from tests.databases import Databases

ENTRY = AuditEntry(at=1, action="tested", account_id="acc_1")


def test_a_change_that_changes_nothing_leaves_the_rest_of_its_transaction_alone(office: Office) -> None:
    with office.records.writing() as records:
        first = records.overlays.change("c1", {"available": True})
    with office.records.writing() as records:
        records.audit.add(ENTRY)
        assert records.overlays.change("c1", {"available": True}) == first
        assert records.overlays.clear("c2", ["available"]) == Overlay("c2", 0, {})

    with office.records.reading() as records:
        assert (records.audit.page("acc_1", limit=2), records.overlays.newest()) == ([ENTRY], 1)


def test_what_fails_after_a_change_takes_the_change_and_its_version_back(office: Office) -> None:
    def say_and_fail() -> None:
        with office.records.writing() as records:
            records.overlays.change("c1", {"available": True})
            records.overlays.change("c1", {"available": "perhaps"})

    with pytest.raises(InvalidInput):
        say_and_fail()

    with office.records.writing() as records:
        assert records.overlays.of(["c1"]) == {}
        assert records.overlays.change("c2", {"available": False}).version == 1


def test_a_transaction_reads_what_it_said_and_others_hear_of_it_in_the_end(databases: Databases) -> None:
    with SqlRecords(databases()).writing() as records:
        said = records.overlays.change("c1", {"available": True})
        assert (records.overlays.of(["c1"]), SqlOverlays(databases()).newest()) == ({"c1": said}, 0)

    assert SqlOverlays(databases()).changes(0, 5) == [said]


def test_nobody_overtakes_a_change_in_a_longer_transaction(databases: Databases) -> None:
    late = SqlOverlays(databases(wait_seconds=0.3))
    with SqlRecords(databases()).writing() as records:
        records.overlays.change("c1", {"available": True})
        with pytest.raises(StoreUnavailable, match=r"locked|timeout"):
            late.change("c2", {"available": True})

    assert late.change("c2", {"available": True}).version == 2


def test_of_two_who_change_one_overlay_at_once_neither_undoes_the_other(databases: Databases) -> None:
    records = SqlRecords(databases(wait_seconds=60))
    fields = [{"available": True}, {"response_hours": 1.5}, {"away_until": "2026-12-24"}, {"badges": ["responsive"]}]

    def say(said: dict[str, object]) -> None:
        with records.writing() as opened:
            opened.overlays.change("c1", said)

    with ThreadPoolExecutor(4) as others:
        list(others.map(say, fields))

    assert SqlOverlays(databases()).of(["c1"])["c1"] == Overlay("c1", 4, {k: v for f in fields for k, v in f.items()})
