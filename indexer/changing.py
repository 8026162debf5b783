"""How do records change what is published? Folded into what is known of each creator, batch by batch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from indexer.changes import Changes, Edit
from indexer.report import Tally
from indexer.standing import UNKNOWN, Standing, Stored, mended, told
from indexer.state import SyncState
from marketplace.creators.creator import Profile, Ready, Tombstone

MOST_PENDING = 10_000
"""Creators that are changed between two commits."""


class Changing:
    """Applies records to what is published; `touched` hears of every creator that is changed."""

    def __init__(self, changes: Changes, touched: Callable[[Iterable[str]], None] = lambda _: None) -> None:
        self._changes = changes
        self._touched = touched
        self._pending: set[str] = set()
        self._gained: Counter[str] = Counter()

    @property
    def pending(self) -> bool:
        """Whether there are changes that a commit would let be seen."""
        return bool(self._pending)

    def standing(self, ids: Sequence[str], *, likely: str | None = None) -> dict[str, Standing]:
        """What is known of these creators now; what was applied is committed first where it is about them.

        `likely` is the market where most of them are.
        """
        if not self._pending.isdisjoint(ids):
            self.commit()
        known = self._changes.standing(ids, likely=likely)
        return {one: known.get(one, UNKNOWN) for one in ids}

    def take(self, market: str, records: Sequence[Ready | Tombstone]) -> Tally:
        """Apply records of one market's feed, in whatever order; what became of them."""
        known = self.standing([found.id for found in records], likely=market)
        after, ready = {one: mended(now) for one, now in known.items()}, dict[str, Ready]()
        counts: Counter[str] = Counter()
        for found in records:
            before, after[found.id] = after[found.id], told(after[found.id], found, market=market)
            counts[_became(found, changed=after[found.id] != before)] += 1
            if after[found.id].shown is None:
                ready.pop(found.id, None)
            elif isinstance(found, Ready) and after[found.id] != before:
                ready[found.id] = found
        self.apply(Edit(one, known[one], now, ready.get(one)) for one, now in after.items() if now != known[one])
        return Tally(read=len(records), **counts)

    def apply(self, edits: Iterable[Edit]) -> None:
        """Make it so; seen at the next commit, or before."""
        made = list(edits)
        if made:
            self._touched(one.id for one in made)
            self._changes.apply(made)
            self._pending.update(one.id for one in made)
        for one in made:
            self._count(one)
        if len(self._pending) > MOST_PENDING:
            self.commit()

    def commit(self, states: Iterable[SyncState] = ()) -> None:
        """Let all be seen that was applied, then keep these states."""
        kept = list(states)
        if self._pending or kept:
            self._changes.commit(kept)
            self._pending.clear()

    def profiles(self, shown: Mapping[str, Stored]) -> Mapping[str, Profile]:
        """See `Changes.profiles`."""
        return self._changes.profiles(shown)

    def counted(self, states: Mapping[str, SyncState], *, before: Mapping[str, SyncState]) -> list[SyncState]:
        """Those of the states that are others than before, with whom their markets won or lost since asked last."""
        gained, self._gained = self._gained, Counter()
        counted = [replace(one, creators=one.creators + gained[market]) for market, one in states.items()]
        return [one for one in counted if one != before.get(one.market)]

    def _count(self, edit: Edit) -> None:
        if edit.before.shown:
            self._gained[edit.before.shown.market] -= 1
        if edit.after.shown:
            self._gained[edit.after.shown.market] += 1


def _became(found: Ready | Tombstone, *, changed: bool) -> str:
    """Where a record counts in the tally."""
    if not changed:
        return "unchanged"
    return "deleted" if isinstance(found, Tombstone) else "indexed"
