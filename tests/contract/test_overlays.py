"""Are overlays kept alike in memory, in SQLite and in PostgreSQL?"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from time import monotonic

import pytest

from marketplace.creators.overlays import Overlay, Overlays
from marketplace.errors import InvalidInput
from marketplace.store.overlays import SqlOverlays
from tests.overlays import MemoryOverlays

Opened = Callable[..., Overlays]
PRICE = {"amount": "120.00", "currency": "EUR", "negotiable": True}


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def opened(request: pytest.FixtureRequest) -> Opened:
    """Opens the same overlays again, as another process would; with a clock of one's own."""
    if request.param == "memory":
        return partial(replace, MemoryOverlays())
    databases = request.getfixturevalue(f"{request.param}_databases")
    return lambda **clock: SqlOverlays(databases(wait_seconds=60), **clock)


@pytest.fixture
def overlays(opened: Opened) -> Overlays:
    return opened()


def test_nothing_is_said_at_first(overlays: Overlays) -> None:
    assert (overlays.newest(), list(overlays.changes(0, 10)), overlays.of(["c1"])) == (0, [], {})


def test_a_change_adds_to_what_was_said(overlays: Overlays) -> None:
    overlays.change("c1", {"available": False, "price": PRICE})

    changed = overlays.change("c1", {"available": True, "badges": [], "response_hours": 1.5})

    said = {"available": True, "price": PRICE, "badges": None, "response_hours": 1.5}
    assert changed == Overlay("c1", 2, said)
    assert overlays.of(["c1"]) == {"c1": changed}


def test_what_is_cleared_is_left_to_the_feed_and_readers_hear_of_it(overlays: Overlays) -> None:
    overlays.change("c1", {"available": False, "hidden": True})

    assert overlays.clear("c1", ["available", "price"]) == Overlay("c1", 2, {"hidden": True})
    assert overlays.clear("c1", iter(["hidden"])) == Overlay("c1", 3, {})
    assert overlays.changes(2, 10) == [Overlay("c1", 3, {})]


def test_a_change_that_changes_nothing_takes_no_version(overlays: Overlays) -> None:
    first = overlays.change("c1", {"available": False, "price": PRICE})

    assert overlays.change("c1", {"price": dict(reversed(PRICE.items()))}) == first
    assert overlays.clear("c1", ["badges"]) == first
    assert overlays.change("c2", {}) == overlays.clear("c2", ["hidden"]) == Overlay("c2", 0, {})
    assert overlays.change("c2", {"hidden": True}).version == 2
    assert overlays.of(["c1", "c2"]).keys() == {"c1", "c2"}


def test_versions_count_over_all_creators_and_each_is_told_once_as_it_is_now(overlays: Overlays) -> None:
    versions = [overlays.change(one, {"response_hours": n}).version for n, one in enumerate(("c1", "c2", "c1", "c3"))]

    assert versions == [1, 2, 3, 4]
    assert [(one.creator_id, one.version) for one in overlays.changes(0, 10)] == [("c2", 2), ("c1", 3), ("c3", 4)]
    assert [one.version for one in overlays.changes(0, 2)] == [2, 3]
    assert [one.version for one in overlays.changes(3, 2)] == [4]
    assert overlays.newest() == 4


def test_thousands_are_found_at_once_and_what_is_no_id_has_none(overlays: Overlays) -> None:
    for one in ("c1", "c999", "c2999"):
        overlays.change(one, {"hidden": True})

    found = overlays.of([*(f"c{n}" for n in range(3_000)), "c1", "", "a\0b", "\ud800", "é", "c" * 65])

    assert {one: overlay.version for one, overlay in found.items()} == {"c1": 1, "c999": 2, "c2999": 3}
    assert overlays.of([]) == {}


@pytest.mark.parametrize("wrong", [{"available": "yes"}, {"followers": 5}, {"badges": ["best"]}])
def test_a_wrong_change_changes_nothing(overlays: Overlays, wrong: dict[str, object]) -> None:
    before = overlays.change("c1", {"available": False})

    with pytest.raises(InvalidInput):
        overlays.change("c1", {"hidden": True, **wrong})
    with pytest.raises(InvalidInput, match="followers: is no field that the marketplace speaks of"):
        overlays.clear("c1", ["available", "followers"])

    assert (overlays.newest(), overlays.of(["c1"])) == (1, {"c1": before})


@pytest.mark.parametrize("wrong", ["", " c1", "-c1", "c/1", "c1\n", "c\0", "é", "\ud800", "c" * 65, "lookup"])
def test_what_could_be_no_id_is_refused(overlays: Overlays, wrong: str) -> None:
    with pytest.raises(InvalidInput, match=r"^creator_id: .* could be no creator's"):
        overlays.change(wrong, {"hidden": True})
    with pytest.raises(InvalidInput, match=r"^creator_id: .* could be no creator's"):
        overlays.clear(wrong, ["hidden"])


def test_a_change_that_breaks_off_changes_nothing_and_takes_no_version(opened: Opened) -> None:
    def stopped() -> int:
        raise RuntimeError("the clock stopped")

    opened().change("c1", {"hidden": True})
    with pytest.raises(RuntimeError):
        opened(clock=stopped).change("c1", {"hidden": False})

    assert opened().of(["c1"]) == {"c1": Overlay("c1", 1, {"hidden": True})}
    assert opened().change("c2", {"hidden": True}).version == 2


def test_everything_is_there_after_a_restart(opened: Opened) -> None:
    opened().change("c" * 64, {"away_until": "2026-12-24", "price": PRICE})

    assert opened().changes(0, 1) == [Overlay("c" * 64, 1, {"away_until": "2026-12-24", "price": PRICE})]


def test_a_reader_beside_four_writers_skips_nothing(opened: Opened) -> None:
    def write(number: int) -> None:
        overlays = opened()
        for n in range(40):
            overlays.change(f"c{(number + n) % 10}", {"response_hours": number * 100 + n})

    with ThreadPoolExecutor(5) as threads:
        writers = [threads.submit(write, number) for number in range(4)]
        seen = followed(opened(), until=160)

    assert [writer.result() for writer in writers] == [None] * 4
    ids = [f"c{n}" for n in range(10)]
    assert {one: seen[one] for one in ids} == opened().of(ids)


def followed(overlays: Overlays, *, until: int) -> dict[str, Overlay]:
    """What a reader has seen of each creator who asks for no version twice, until the last."""
    seen: dict[str, Overlay] = {}
    after = 0
    deadline = monotonic() + 60
    while after < until and monotonic() < deadline:
        for overlay in overlays.changes(after, 3):
            seen[overlay.creator_id] = overlay
            after = overlay.version
    return seen
