"""Which builds of Elasticsearch can go? Those that nobody goes back to, reads, or is making."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby, pairwise

from indexer.keeping import KeptBuild, Retention
from indexer.state import state_from_json
from marketplace.elastic.kept import KeptIndex


def kept_builds(kept: Sequence[KeptIndex]) -> list[KeptBuild]:
    """Those that this release has published, or had and can again, the newest first."""
    return [
        KeptBuild(one.name.market, one.name.build, state_from_json(one.state), published=one.published)
        for one in reversed(kept)
        if one.state and not one.unfinished and one.own
    ]


def droppable(kept: Iterable[KeptIndex], retention: Retention, *, running: Collection[str]) -> list[KeptIndex]:
    """Of builds, those of a market that were made first at the beginning, what a crash left and what is too old."""
    by_market = groupby(sorted(kept, key=_market), key=_market)
    return [one for _, builds in by_market for one in _droppable(list(builds), retention, running=running)]


def counted(kept: Iterable[KeptIndex], dropped: Collection[KeptIndex]) -> dict[str, tuple[int, int]]:
    """Of each market how many of its builds stay and how many are dropped."""
    by_market = groupby(sorted(kept, key=_market), key=_market)
    gone = {market: [one in dropped for one in builds] for market, builds in by_market}
    return {market: (len(those) - sum(those), sum(those)) for market, those in gone.items()}


def _market(one: KeptIndex) -> str:
    return one.name.market


def _droppable(builds: Sequence[KeptIndex], retention: Retention, *, running: Collection[str]) -> list[KeptIndex]:
    finished = [one for one in builds if not one.unfinished]
    has_own = any(one.published and one.own for one in finished)
    # what another release searches stays as long as this one has nothing in its place, or nobody has told that it has
    others = [one for one in finished if not one.published or (has_own and not one.own and one.replaced_at)]
    replaced_at = _times(finished)
    spare = retention.spare([(one, replaced_at[str(one.name)]) for one in others])
    return [*(one for one in builds if one.unfinished and str(one.name) not in running), *spare]


def _times(finished: Iterable[KeptIndex]) -> dict[str, int]:
    """When each was replaced, or a time before that where it was not kept: then the next one was made."""
    kept = list(finished)
    next_made = {str(one.name): after.name.made_at for one, after in pairwise(kept)}
    return {str(one.name): one.replaced_at or next_made.get(str(one.name), one.name.made_at) for one in kept}
