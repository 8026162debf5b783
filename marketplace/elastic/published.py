"""What is published? The indices behind the alias, with the state that each keeps in its mapping."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError

from marketplace.creators.markets import markets
from marketplace.creators.money import Rates
from marketplace.elastic.errors import Response, translated
from marketplace.elastic.mapping import mapping_hash
from marketplace.elastic.names import IndexName, market_alias, parse_index_name
from marketplace.errors import EngineUnavailable
from marketplace.search.page import Published, PublishedMarket

KEPT_SECONDS = 1.0
"""How long a process goes on with what was published before: a sync is seen after at most this long."""


@dataclass(frozen=True)
class LiveIndex:
    """A published build, and the state that its publication wrote.

    `outdated` when another release made it: its columns may be others. `hides` are creators who moved away, whom its
    aliases hide and a sync that was cut off has not deleted. `replaced` when a release that isn't its own has published
    the market since.
    """

    name: IndexName
    state: Mapping[str, Any]
    outdated: bool
    hides: tuple[str, ...] = ()
    replaced: bool = False


@dataclass(frozen=True)
class Live:
    """All that the alias stands for: by market the build that counts, and the names of indices that are none of ours.

    `others` are the builds of other releases, of markets too that have one of this release.
    """

    indices: Mapping[str, LiveIndex]
    foreign: tuple[str, ...]
    others: tuple[LiveIndex, ...] = ()

    @cached_property
    def own(self) -> Live:
        """Without the markets that only another release has published: all that a writer reads and changes."""
        return replace(self, indices={code: index for code, index in self.indices.items() if not index.outdated})

    @cached_property
    def aliases(self) -> Mapping[str, str]:
        """What to ask for each market: its alias, which goes over to a new build at once and hides who has moved."""
        return {market: market_alias(index.name) for market, index in self.indices.items()}

    @cached_property
    def published(self) -> Published:
        """What can be searched; `creators` as many as each build had when it was published."""
        states = {market: index.state for market, index in self.indices.items()}
        newest = max(states.values(), key=lambda state: int(state["synced_at"]), default=None)
        return Published(
            {
                market: PublishedMarket(market, state["creators"], state["as_of"], state["synced_at"])
                for market, state in states.items()
            },
            Rates.from_json(newest["rates"]) if newest else None,
        )


def read_live(client: Elasticsearch, prefix: str) -> Live:
    """What is published under a prefix, in one call; nothing while nobody published anything."""
    with translated():
        try:
            found = client.indices.get(
                index=prefix, features="aliases,mappings", filter_path=["*.aliases", "*.mappings._meta", "error.type"]
            )
        except NotFoundError as error:
            if error.error != "index_not_found_exception":
                raise
            return Live({}, ())
    # nothing published is a 404: an empty answer, or one that is no JSON object, is somebody else's
    if not isinstance(found.body, dict) or not found.body:
        raise EngineUnavailable("something else than elasticsearch answers: see ELASTICSEARCH_URL")
    return parse_live(found.body, prefix)


def parse_live(found: Response, prefix: str) -> Live:
    """The indices of an answer; of two builds of a market that of this release counts, then the newer.

    Two of the same release are none that a sync leaves: the next one takes the older away.
    """
    ours, foreign, current = list[LiveIndex](), list[str](), mapping_hash()
    for name in sorted(found):
        parsed, meta = parse_index_name(name, prefix), found[name].get("mappings", {}).get("_meta", {})
        if parsed is None or meta.get("state") is None:
            foreign.append(name)
        elif parsed.market in markets():  # else of a market that is no more: neither searched nor in the way of others
            outdated, replaced = parsed.mapping != current, bool(meta.get("replaced_at"))
            ours.append(LiveIndex(parsed, meta["state"], outdated, _hidden(found[name]), replaced))
    ours.sort(key=lambda one: (one.name.market, not one.outdated, one.name.build))
    others = tuple(one for one in ours if one.outdated)
    return Live({one.name.market: one for one in ours}, tuple(foreign), others)  # the last of each market


def _hidden(found: Response) -> tuple[str, ...]:
    filters = [alias.get("filter", {}) for alias in found.get("aliases", {}).values()]
    clauses = [clause for one in filters for clause in one.get("bool", {}).get("must_not", [])]
    return tuple(sorted({creator_id for clause in clauses for creator_id in clause["ids"]["values"]}))


class Kept:
    """What is published, read again when it is older than a second; `clock` gives seconds that never go back."""

    def __init__(self, read: Callable[[], Live], clock: Callable[[], float]) -> None:
        self._read = read
        self._clock = clock
        self._kept: tuple[float, Live] | None = None

    def get(self) -> Live:
        """What is published, as of a second ago at most."""
        kept, now = self._kept, self._clock()
        if kept is None or now - kept[0] >= KEPT_SECONDS:
            # the time before reading: what is published while it is read may be missed
            kept = self._kept = (now, self._read())
        return kept[1]

    def forget(self) -> None:
        """Read again at the next question."""
        self._kept = None
