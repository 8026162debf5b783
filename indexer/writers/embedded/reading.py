"""What does the embedded index know of creators, as of its last commit?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import orjson
import tantivy

from indexer.standing import NOTHING_WITHHELD, Standing, Stored, Withheld, withheld_from_json
from indexer.state import SyncState, state_from_json
from marketplace.creators.creator import Profile
from marketplace.embedded.clauses import every, keyword, keywords
from marketplace.embedded.compile import bounded
from marketplace.embedded.document import build_id, read_profile, read_version, withheld_id
from marketplace.embedded.schema import STATE, WITHHELD

IDS_AT_ONCE = 10_000
COPIES = 24
MOST_WITHHELD = 10_000_000
NAMELESS = "0"
"""The build that was published by a release which gave them no names: older than all others."""


def standing_of(searcher: tantivy.Searcher, ids: Sequence[str]) -> dict[str, Standing]:
    """What is known of these creators; nobody unknown is in it."""
    shown = {one: stored[0] for one, stored in copies_of(searcher, ids).items()}
    kept = dict(_withheld(_documents(searcher, [withheld_id(one) for one in ids])))
    return {one: Standing(shown.get(one), kept.get(one, NOTHING_WITHHELD)) for one in {*shown, *kept}}


def copies_of(searcher: tantivy.Searcher, ids: Sequence[str]) -> dict[str, Sequence[Stored]]:
    """Each profile of these creators that is shown, the newest first."""
    found: dict[str, list[Stored]] = {}
    for one in _documents(searcher, ids):
        found.setdefault(str(one.get_first("id")), []).append(Stored(*read_version(one)))
    return {one: sorted(stored, key=lambda each: each.age, reverse=True) for one, stored in found.items()}


def profiles_of(searcher: tantivy.Searcher, ids: Sequence[str]) -> dict[str, Profile]:
    """The profiles of those of these creators who are shown."""
    return {str(one.get_first("id")): read_profile(one) for one in _documents(searcher, ids)}


def all_withheld(searcher: tantivy.Searcher) -> Iterator[tuple[str, Withheld]]:
    """What is withheld of every creator, by id."""
    return _withheld(_of_kind(searcher, WITHHELD))


def versions_of(searcher: tantivy.Searcher, market: str) -> Iterator[tuple[str, Stored]]:
    """All creators published for a market."""
    return ((str(one.get_first("id")), Stored(*read_version(one))) for one in _shown(searcher, market))


def shown_of(searcher: tantivy.Searcher, market: str) -> Iterator[Profile]:
    """The profiles of all creators published for a market."""
    return map(read_profile, _shown(searcher, market))


def states_of(searcher: tantivy.Searcher) -> dict[str, SyncState]:
    """The sync states by market, as they were written."""
    kept = (_kept(one) for one in _of_kind(searcher, STATE))
    return {one["market"]: state_from_json(one) for one in kept}


def build_of(searcher: tantivy.Searcher, market: str) -> str:
    """The name of a market's published build."""
    return next((str(_kept(one)["name"]) for one in _documents(searcher, [build_id(market)])), NAMELESS)


def count_of(searcher: tantivy.Searcher, market: str) -> int:
    """How many creators are published for a market."""
    return searcher.search(keyword("market", market), 1).count or 0  # type: ignore[attr-defined] # its stubs forget it


def counts_of(searcher: tantivy.Searcher) -> dict[str, int]:
    """How many creators each market has."""
    return dict(searcher.terms_with_prefix("market", "", every(())))


def _shown(searcher: tantivy.Searcher, market: str) -> Iterator[tantivy.Document]:
    last = -1
    while True:
        query = every([keyword("market", market), bounded("tie", least=last, above=True)])
        hits = searcher.search(query, IDS_AT_ONCE, count=False, order_by_field="tie", order=tantivy.Order.Asc).hits
        yield from (searcher.doc(address) for _, address in hits)
        if len(hits) < IDS_AT_ONCE:
            return
        last = hits[-1][0]


def _of_kind(searcher: tantivy.Searcher, kind: str) -> Iterator[tantivy.Document]:
    hits = searcher.search(keyword("kind", kind), MOST_WITHHELD, count=False).hits
    return (searcher.doc(address) for _, address in hits)


def _documents(searcher: tantivy.Searcher, ids: Sequence[str]) -> list[tantivy.Document]:
    # more than one of an id is a fault, which must not hide somebody else
    most = COPIES * len(ids)
    hits = searcher.search(keywords("id", ids), most, count=False).hits if ids else ()
    return [searcher.doc(address) for _, address in hits]


def _withheld(documents: Iterator[tantivy.Document] | list[tantivy.Document]) -> Iterator[tuple[str, Withheld]]:
    for one in documents:
        creator_id = str(one.get_first("id")).removeprefix(withheld_id(""))
        yield creator_id, withheld_from_json(_kept(one))


def _kept(document: tantivy.Document) -> dict[str, Any]:
    kept: dict[str, Any] = orjson.loads(bytes(document["document"][0]))
    return kept
