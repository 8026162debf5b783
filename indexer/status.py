"""What is published, said in a line a market, or as JSON?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from indexer.keeping import KeptBuild
from indexer.state import SyncState
from marketplace.creators.markets import codes
from marketplace.creators.times import MICROSECONDS, format_time


def status_lines(states: Mapping[str, SyncState], *, now: int) -> list[str]:
    """A line a published market, and one that names the others; `now` is in microseconds."""
    lines = [_line(states[market], now) for market in codes() if market in states]
    missing = _unpublished(states)
    return [*lines, f"not published: {' '.join(missing)}"] if missing else lines


def status_json(states: Mapping[str, SyncState], builds: Sequence[KeptBuild], *, now: int) -> dict[str, object]:
    """The same for machines; times in RFC 3339."""
    return {
        "markets": [
            {**_object(states[market], now), "builds": [_build(one) for one in builds if one.market == market]}
            for market in codes()
            if market in states
        ],
        "not_published": _unpublished(states),
    }


def _unpublished(states: Mapping[str, SyncState]) -> list[str]:
    return [market for market in codes() if market not in states]


def _line(state: SyncState, now: int) -> str:
    times = f"feed of {format_time(state.as_of)}  synced {format_time(state.synced_at)}"
    counts = f"{state.creators:>9,} creators  {_rejected(state):>7,} rejected"
    return f"{state.market:<3}  {counts}  {_lag(state, now):>9,.0f} s behind  {times}"


def _rejected(state: SyncState) -> int:
    """As many as the two files of a market list."""
    return state.rejected + state.rejected_changes


def _lag(state: SyncState, now: int) -> float:
    """Seconds since the feed was as it is searched."""
    return max(0, now - state.as_of) / MICROSECONDS


def _object(state: SyncState, now: int) -> dict[str, object]:
    return {
        "market": state.market,
        "creators": state.creators,
        "as_of": format_time(state.as_of),
        "lag_seconds": round(_lag(state, now), 3),
        "synced_at": format_time(state.synced_at),
        "rejected": _rejected(state),
    }


def _build(build: KeptBuild) -> dict[str, object]:
    as_of = format_time(build.state.as_of)
    return {"name": build.name, "creators": build.state.creators, "as_of": as_of, "published": build.published}
