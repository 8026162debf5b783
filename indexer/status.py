"""What is published, said in a line a market, or as JSON?"""

from __future__ import annotations

from collections.abc import Mapping

from indexer.state import SyncState
from marketplace.creators.markets import codes
from marketplace.creators.times import format_time


def status_lines(states: Mapping[str, SyncState]) -> list[str]:
    """A line a published market, and one that names the others."""
    lines = [_line(states[market]) for market in codes() if market in states]
    missing = _unpublished(states)
    return [*lines, f"not published: {' '.join(missing)}"] if missing else lines


def status_json(states: Mapping[str, SyncState]) -> dict[str, object]:
    """The same for machines; times in RFC 3339."""
    return {
        "markets": [_object(states[market]) for market in codes() if market in states],
        "not_published": _unpublished(states),
    }


def _unpublished(states: Mapping[str, SyncState]) -> list[str]:
    return [market for market in codes() if market not in states]


def _line(state: SyncState) -> str:
    times = f"feed of {format_time(state.as_of)}  synced {format_time(state.synced_at)}"
    return f"{state.market:<3}  {state.creators:>9,} creators  {state.rejected:>7,} rejected  {times}"


def _object(state: SyncState) -> dict[str, object]:
    return {
        "market": state.market,
        "creators": state.creators,
        "as_of": format_time(state.as_of),
        "synced_at": format_time(state.synced_at),
        "rejected": state.rejected,
    }
