"""What does Elasticsearch know of creators, shown or not?"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

import orjson
from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan

from indexer.standing import NOTHING_WITHHELD, Standing, Stored, Withheld, withheld_from_json, withheld_to_json
from marketplace.creators.creator import Profile, Version
from marketplace.elastic.asking import multi_search
from marketplace.elastic.errors import translated
from marketplace.elastic.lookups import VERSIONS, compile_market_counts, compile_profiles, compile_versions
from marketplace.elastic.parse import market_counts
from marketplace.elastic.published import Live, read_live
from marketplace.elastic.withheld import WithheldIndex

IDS_AT_ONCE = 5_000
"""Ids in one page of a walk through an index."""


class Reading:
    """Asks what this release has published, and keeps what is withheld; every method raises EngineUnavailable.

    What another release shows is its own: nobody moves away from there. `now` gives microseconds since 1970.
    """

    def __init__(self, client: Elasticsearch, prefix: str, *, now: Callable[[], int]) -> None:
        self._client = client
        self._prefix = prefix
        self.now = now
        self._withheld = WithheldIndex(client, prefix)

    def standing(
        self, ids: Sequence[str], *, aliases: Collection[str] | None = None, first: str | None = None
    ) -> dict[str, Standing]:
        """What is known of these creators, shown as of the last refresh, withheld as of now.

        `aliases` are those of all markets that this release has published, where they are known; who is not behind the
        `first` of them alone is looked for behind the others: to ask one more market costs as much again.
        """
        shown, withheld = self._shown(ids, aliases=(first,)) if first else {}, self.withheld(ids)
        if left := [one for one in ids if one not in shown]:
            shown |= self._shown(left, aliases=aliases)
        return {one: Standing(shown.get(one), withheld.get(one, NOTHING_WITHHELD)) for one in {*shown, *withheld}}

    def withheld(self, ids: Sequence[str]) -> dict[str, Withheld]:
        """What is withheld of these creators, as of now."""
        found = self._withheld.find(ids).items()
        return {one: withheld_from_json(what, place=place) for one, (what, place) in found}

    def hidden(self) -> Iterator[tuple[str, Withheld]]:
        """The creators whose profile is kept but not shown."""
        return ((one, withheld_from_json(what, place=place)) for one, what, place in self._withheld.hidden())

    def profiles(self, shown: Mapping[str, Stored]) -> dict[str, Profile]:
        """The profiles of creators who are shown."""
        aliases = self._aliases()
        by_market: dict[str, list[str]] = {}
        for one, stored in shown.items():
            by_market.setdefault(stored.market, []).append(one)
        asked = [compile_profiles(aliases[market], ids) for market, ids in by_market.items() if market in aliases]
        responses = multi_search(self._client, asked)
        return {hit["_id"]: _profile(hit) for answer in responses if answer for hit in answer["hits"]["hits"]}

    def counts(self, live: Live) -> Mapping[str, int]:
        """How many creators each market has, as of the last refresh."""
        if not live.aliases:
            return {}
        (response,) = multi_search(self._client, [compile_market_counts(live.aliases.values())])
        return market_counts(response) if response else {}

    def withhold(self, withheld: Mapping[str, Withheld]) -> None:
        """Replace what is withheld of creators, each where it was read."""
        kept = {one: withheld_to_json(what) for one, what in withheld.items()}
        self._withheld.keep(kept, {one: what.place for one, what in withheld.items()}, told_at=self.now())

    def forget(self, *, told_before: int) -> int:
        """See `WithheldIndex.forget`."""
        return self._withheld.forget(told_before=told_before)

    def versions(self, market: str) -> Iterator[tuple[str, Stored]]:
        """All creators who are shown in a market."""
        if index := self._aliases().get(market):
            yield from self.walk(index)

    def walk(self, index: str) -> Iterator[tuple[str, Stored]]:
        """All creators in an index, or behind an alias."""
        asked = {"_source": False, "docvalue_fields": list(VERSIONS)}
        with translated():
            for hit in scan(self._client, index=index, query=asked, size=IDS_AT_ONCE):
                yield hit["_id"], Stored(*_versions(hit["fields"]))

    def count(self, market: str) -> int:
        """How many creators are shown in a market."""
        index = self._aliases().get(market)
        with translated():
            return int(self._client.count(index=index)["count"]) if index else 0

    def copies(self, ids: Sequence[str], *, aliases: Collection[str] | None = None) -> dict[str, Sequence[Stored]]:
        """Each profile of these creators that is shown, the newest first."""
        names = tuple(self._aliases().values() if aliases is None else aliases)
        found: dict[str, list[Stored]] = {}
        for response in multi_search(self._client, compile_versions(names, ids)):
            for hit in response["hits"]["hits"] if response else ():
                found.setdefault(hit["_id"], []).append(_stored(hit))
        return {one: sorted(stored, key=lambda each: each.age, reverse=True) for one, stored in found.items()}

    def _aliases(self) -> Mapping[str, str]:
        return read_live(self._client, self._prefix).own.aliases

    def _shown(self, ids: Sequence[str], *, aliases: Collection[str] | None) -> dict[str, Stored]:
        """Of a creator in two markets the newer."""
        return {one: stored[0] for one, stored in self.copies(ids, aliases=aliases).items()}


def _stored(hit: Mapping[str, Any]) -> Stored:
    """Market and version from the columns; the index of an older release may have kept no digest and no overlay."""
    market, version, overlay = _versions(hit["fields"])
    return Stored(market, version, overlay, place=(hit["_seq_no"], hit["_primary_term"]))


def _versions(columns: Mapping[str, Sequence[str | int]]) -> tuple[str, Version, int]:
    (digest,) = columns.get("digest", ("",))
    (overlay,) = columns.get("overlay", (0,))
    return str(columns["market"][0]), Version(int(columns["updated_at"][0]), str(digest)), int(overlay)


def _profile(hit: Mapping[str, Any]) -> Profile:
    source = hit["_source"]
    return Profile(*_versions(hit["fields"]), orjson.dumps(source["document"]), source.get("feed", {}))
