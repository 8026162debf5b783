"""How is an older build of a market published again? `python -m indexer rollback`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TypeVar

import click

from indexer.changes import Changes
from indexer.console import JSON, market_among, say, terminable
from indexer.keeping import KeptBuild, Reopened
from indexer.ports import IndexWriter
from indexer.standing import UNKNOWN, ended
from indexer.state import SyncState
from indexer.wiring import wired
from marketplace.creators.markets import codes
from marketplace.creators.times import format_time
from marketplace.errors import SyncError

BATCH = 1_000
Item = TypeVar("Item")


@dataclass(frozen=True)
class RolledBack:
    """What was published in place of what; how many creators of it were `ended` since and are not shown again."""

    market: str
    replaced: str
    build: str
    state: SyncState
    ended: int


def roll_back(writer: IndexWriter, market: str, *, to: str | None = None) -> RolledBack:
    """Publish a build again that was replaced, the newest one unless it is named; the caller holds the lock.

    What happened since to whom it holds is applied before it is shown. Raises SyncError when there is no such build.
    """
    current, target = _chosen([one for one in writer.builds() if one.market == market], market, to=to)
    with writer.changes() as changes, writer.reopened(target) as build:
        since = _Since(changes)
        since.apply(build)
        if any(len(build.held(ids)) < len(ids) for ids in _batches(writer.ids(market))):
            # whom the replaced build had taken from another market is nowhere until that one's feed is read again
            others = [one for one in writer.states().values() if one.market != market and not one.outdated]
            changes.commit([replace(one, fingerprint="") for one in others])
        state = _state(current, target, creators=build.count())
        if any(one.hidden and one.hidden.market == market for _, one in writer.hidden()):
            # what is kept of them is of the feed that is rolled back from, and would be shown with their hiding's end
            state = replace(state, fingerprint="")
        build.publish(state, {other: tuple(ids) for other, ids in since.taken.items()})
    return RolledBack(market, current.name, target.name, state, since.ended)


def _chosen(builds: list[KeptBuild], market: str, *, to: str | None) -> tuple[KeptBuild, KeptBuild]:
    current = next((one for one in builds if one.published), None)
    if current is None:
        raise SyncError(f"{market} is not published: sync it")
    others = [one for one in builds if not one.published]
    if not others:
        raise SyncError(f"there is nothing to roll {market} back to: {current.name} is its only build")
    target = next((one for one in others if to in (None, one.name)), None)
    if target is None:
        names = ", ".join(one.name for one in others)
        raise SyncError(f"{market} can't be rolled back to {to}: there are {names}; {current.name} is published")
    return current, target


def _state(current: KeptBuild, target: KeptBuild, *, creators: int) -> SyncState:
    """That of then; the feed that lies there now is refused, unless its build is what is gone forward to."""
    forward, now = target.name > current.name, current.state
    refused = target.state.refused if forward else now.refused or now.feed or now.fingerprint
    return replace(target.state, creators=creators, refused=refused)


@dataclass
class _Since:
    """What happened since a build was replaced; `taken` are those whom it shows in a newer profile than others."""

    changes: Changes
    taken: dict[str, list[str]] = field(default_factory=dict)
    ended: int = 0

    def apply(self, build: Reopened) -> None:
        """Remove from the build who is not to be shown again."""
        for batch in _batches(build.versions()):
            known = self.changes.standing([one for one, _ in batch])
            gone = [one for one, stored in batch if ended(stored, known.get(one, UNKNOWN))]
            build.remove(gone)
            self.ended += len(gone)
            for one, stored in batch:
                shown = known.get(one, UNKNOWN).shown
                if shown and shown.market != stored.market and one not in gone:
                    self.taken.setdefault(shown.market, []).append(one)


def _batches(items: Iterator[Item]) -> Iterator[list[Item]]:
    while batch := list(islice(items, BATCH)):
        yield batch


@click.command()
@click.option("--market", type=market_among(codes), metavar="CODE", required=True, help="Which market.")
@click.option("--to", metavar="BUILD", help="The build, as `status --json` names it, not the newest that was replaced.")
@JSON
def rollback(*, market: str, to: str | None, machine: bool) -> None:
    """Publish a build of a market again that was replaced, if it was not pruned.

    Who left, moved or was hidden since is not shown again. The feed that is rolled back from is not read again before
    it has changed, or by `sync --rebuild`; a live feed tells all that has changed since then.

    \b
    Exit codes:
      0    done
      1    there is no such build, or the engine is away
      2    wrong usage or settings
      3    a sync or watch of the index is running
      130  interrupted (143 when terminated); what was published before still is
    """
    wiring, settings = wired()
    writer = wiring.writer(settings)
    with terminable(), writer.lock():
        done = roll_back(writer, market, to=to)
    say(_json(done) if machine else [_line(done)])


def _line(done: RolledBack) -> str:
    told = f"{done.state.creators:,} creators, feed of {format_time(done.state.as_of)}"
    return f"{done.market:<3}  {done.build} is published, not {done.replaced}: {told}; {done.ended:,} ended since"


def _json(done: RolledBack) -> dict[str, object]:
    return {
        "market": done.market,
        "build": done.build,
        "replaced": done.replaced,
        "creators": done.state.creators,
        "as_of": format_time(done.state.as_of),
        "ended_since": done.ended,
    }
