"""What does the embedded index know of creators, as of its last commit?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import orjson
import tantivy

from indexer.standing import NOTHING_WITHHELD, Standing, Stored, Withheld, withheld_from_json
from marketplace.creators.creator import Profile
from marketplace.embedded.clauses import every, keyword, keywords
from marketplace.embedded.compile import bounded
from marketplace.embedded.document import read_profile, read_version, withheld_id
from marketplace.embedded.schema import WITHHELD

IDS_AT_ONCE = 10_000
COPIES = 24
MOST_WITHHELD = 10_000_000


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
    hits = searcher.search(keyword("kind", WITHHELD), MOST_WITHHELD, count=False).hits
    return _withheld(searcher.doc(address) for _, address in hits)


def versions_of(searcher: tantivy.Searcher, market: str) -> Iterator[tuple[str, Stored]]:
    """All creators published for a market."""
    last = -1
    while True:
        query = every([keyword("market", market), bounded("tie", least=last, above=True)])
        hits = searcher.search(query, IDS_AT_ONCE, count=False, order_by_field="tie", order=tantivy.Order.Asc).hits
        for _, address in hits:
            document = searcher.doc(address)
            yield str(document.get_first("id")), Stored(*read_version(document))
        if len(hits) < IDS_AT_ONCE:
            return
        last = hits[-1][0]


def count_of(searcher: tantivy.Searcher, market: str) -> int:
    """How many creators are published for a market."""
    return searcher.search(keyword("market", market), 1).count or 0  # type: ignore[attr-defined] # its stubs forget it


def counts_of(searcher: tantivy.Searcher) -> dict[str, int]:
    """How many creators each market has."""
    return dict(searcher.terms_with_prefix("market", "", every(())))


def _documents(searcher: tantivy.Searcher, ids: Sequence[str]) -> list[tantivy.Document]:
    # more than one of an id is a fault, which must not hide somebody else
    most = COPIES * len(ids)
    hits = searcher.search(keywords("id", ids), most, count=False).hits if ids else ()
    return [searcher.doc(address) for _, address in hits]


def _withheld(documents: Iterator[tantivy.Document] | list[tantivy.Document]) -> Iterator[tuple[str, Withheld]]:
    for one in documents:
        creator_id = str(one.get_first("id")).removeprefix(withheld_id(""))
        yield creator_id, withheld_from_json(orjson.loads(bytes(one["document"][0])))
