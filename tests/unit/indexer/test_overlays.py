"""Does what the marketplace says get into the index, whatever else is known and happens there?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import pytest

from indexer.applying import Applying
from indexer.overlays import OverlayPass
from indexer.standing import Withheld
from marketplace.creators.creator import Version
from marketplace.creators.overlays import RESTORED, Overlay
from marketplace.errors import EngineUnavailable
from tests.creators import NOW
from tests.fakes import Clock, MemoryWriter, as_it_is, feed_record
from tests.overlays import MemoryOverlays
from tests.unit.indexer.syncs import Shared, Syncs

LATER = Version(NOW, "")


@dataclass
class Overlays(MemoryOverlays):
    """`MemoryOverlays` of which something happens, `meanwhile`, once all changes are read and applied."""

    meanwhile: list[Callable[[], object]] = field(default_factory=list)

    def changes(self, after: int, limit: int) -> Sequence[Overlay]:
        found = super().changes(after, limit)
        while self.meanwhile and not found:
            self.meanwhile.pop()()
        return found


@pytest.fixture
def overlays() -> Overlays:
    return Overlays()


@pytest.fixture
def writer(syncs: Syncs) -> MemoryWriter:
    """DE with c1 and FR with f1, published."""
    syncs.feed(feed_record("c1"))
    syncs.feed(feed_record("f1", market="FR"), market="FR")
    return syncs.writer


def passed(writer: MemoryWriter, overlays: Overlays, applying: Applying | None = None) -> dict[str, int]:
    """The version of the overlay that each creator shows after a pass."""
    OverlayPass(overlays, applying or Shared(writer), as_it_is, Clock()).run()
    return {one.id: one.overlay for creators in writer.published.values() for one in creators.values()}


@pytest.mark.parametrize("told", [Withheld(left={"DE": LATER}), Withheld(passed=LATER)])
def test_who_is_published_although_they_were_told_to_have_left_is_hidden_and_shown_again(
    writer: MemoryWriter, overlays: Overlays, told: Withheld
) -> None:
    writer.withheld["c1"] = told

    overlays.change("c1", {"hidden": True})
    assert passed(writer, overlays) == {"f1": 0}
    overlays.change("c1", {"hidden": False})
    assert passed(writer, overlays) == {"c1": 2, "f1": 0}


def test_what_is_said_after_a_restore_is_shown_and_its_market_is_built_anew_all_the_same(
    writer: MemoryWriter, overlays: Overlays
) -> None:
    for available in (True, False):
        overlays.change("c1", {"available": available})
    assert passed(writer, overlays) == {"c1": 2, "f1": 0}
    overlays.kept, overlays.base = {}, 1 + RESTORED
    overlays.change("f1", {"hidden": True})

    assert passed(writer, overlays) == {"c1": 2}
    assert {market: state.overlay for market, state in writer.kept_states.items()} == {"DE": 2, "FR": 2}


def test_a_market_of_another_release_is_passed_over_until_it_is_built_anew(
    writer: MemoryWriter, overlays: Overlays
) -> None:
    writer.kept_states["DE"] = replace(writer.kept_states["DE"], inputs="")
    overlays.change("c1", {"available": True})
    overlays.change("f1", {"available": True})

    assert passed(writer, overlays) == {"c1": 0, "f1": 2}
    assert {market: state.overlay for market, state in writer.kept_states.items()} == {"DE": 0, "FR": 2}


def test_a_build_that_is_published_meanwhile_is_given_the_overlays_by_the_next_pass(
    syncs: Syncs, writer: MemoryWriter, overlays: Overlays
) -> None:
    shared = Shared(writer)
    overlays.change("c1", {"available": True})
    overlays.meanwhile = [
        lambda: setattr(shared, "publications", 1),
        lambda: syncs.feed(feed_record("c1", followers=9)),
    ]

    assert passed(writer, overlays, shared) == {"c1": 0, "f1": 0}
    assert passed(writer, overlays, shared) == {"c1": 1, "f1": 0}


def test_no_state_moves_on_where_what_was_applied_was_dropped_meanwhile(
    writer: MemoryWriter, overlays: Overlays
) -> None:
    shared = Shared(writer)
    overlays.change("c1", {"available": True})
    overlays.meanwhile = [lambda: setattr(shared, "losses", 1)]

    with pytest.raises(EngineUnavailable):
        passed(writer, overlays, shared)

    assert {state.overlay for state in writer.kept_states.values()} == {0}
