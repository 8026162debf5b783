"""Whom do searches newly find among some creators? Kept to be told of, with the marks behind them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import orjson

from marketplace.saved.changes import Chunk
from marketplace.saved.keeping import Pair, Saved, SavedRecords
from marketplace.saved.preparing import Prepared
from marketplace.saved.sieving import Sieve
from marketplace.search.page import Document, StoredDocument
from marketplace.search.percolator import Percolator

ROWS = 2_000
"""Of one transaction: others who write wait for it."""

MOST_SEEN = 200_000
"""Creators of whom is remembered what was looked at."""

Found = Mapping[Prepared, Sequence[str]]


class Looking:
    """Looks at creators; `renew` is called within each transaction that writes."""

    def __init__(self, records: Saved, percolator: Percolator[Any], *, renew: Callable[[SavedRecords], None]) -> None:
        self._records = records
        self._percolator = percolator
        self._renew = renew
        self._seen: OrderedDict[str, int] = OrderedDict()

    def look(self, chunk: Chunk, searches: Sequence[Prepared], *, sieve: Sieve) -> int:
        """Keep whom the searches find among some creators and are not known to find, then the marks; how many."""
        new = {str(one["id"]): one for one in chunk.documents if self._is_new(one)}
        found = self._found([*new.values()], searches) if new and searches else {}
        with self._records.reading() as records:
            known: dict[str, set[str]] = {}
            asked = {creator for ids in found.values() for creator in ids}
            for search_id, creator_id in records.matches.known(asked) if found else ():
                known.setdefault(search_id, set()).add(creator_id)
            left = {
                one: sieve.kept(records, one.search, ids=[i for i in ids if i not in known.get(one.search.id, ())])
                for one, ids in found.items()
            }
        count = self.keep(left, marks=chunk.marks)
        refused = count < sum(map(len, left.values()))  # who is hidden now may not be later, and is then looked at
        waiting = {creator for ids in left.values() for creator in ids} if refused else set()
        self._remember({one: document for one, document in new.items() if one not in waiting})
        return count

    def forget(self, creator_ids: Iterable[str]) -> None:
        """Look at creators again whatever they were: whom a search found is not kept any more."""
        for one in creator_ids:
            self._seen.pop(one, None)

    def forget_all(self) -> None:
        """Look at everybody again: another one has looked meanwhile, and may have left out whom we saw."""
        self._seen.clear()

    def keep(self, found: Found, *, marks: Mapping[str, int]) -> int:
        """Keep whom searches found, to be told of, and the marks in the last transaction; how many are kept."""
        versions = {one.search.id: one.search.version for one in found}
        count = 0
        pairs = [*_parts([(one.search.id, creator) for one, ids in found.items() for creator in ids])] or [[]]
        for n, some in enumerate(pairs, start=1):
            with self._records.writing() as records:
                kept = _kept(records, some, versions=versions)
                records.matches.add_all(kept)
                if n == len(pairs):
                    records.marks.move(marks)
                self._renew(records)
            count += len(kept)
        return count

    def _found(self, documents: Sequence[Document], searches: Sequence[Prepared]) -> Found:
        markets = {str(one["market"]) for one in documents}
        batch = self._percolator.batch(documents)
        asked = (one for one in searches if not one.markets.isdisjoint(markets))
        return {one: ids for one in asked if (ids := batch.matching(one.compiled))}

    def _is_new(self, document: Document) -> bool:
        return self._seen.get(str(document["id"])) != _digest(document)

    def _remember(self, documents: Mapping[str, Document]) -> None:
        self._seen |= {one: _digest(document) for one, document in documents.items()}
        while len(self._seen) > MOST_SEEN:
            self._seen.popitem(last=False)


def _kept(records: SavedRecords, pairs: Sequence[Pair], *, versions: Mapping[str, int]) -> Sequence[Pair]:
    """Without the searches that were changed since they were asked, and the creators who are hidden."""
    if not pairs:
        return []
    held = records.searches.held({search for search, _ in pairs})
    hidden = records.hidings.among({creator for _, creator in pairs})
    return [one for one in pairs if held.get(one[0]) == versions[one[0]] and one[1] not in hidden]


def _parts(pairs: Sequence[Pair]) -> Iterator[Sequence[Pair]]:
    return (pairs[n : n + ROWS] for n in range(0, len(pairs), ROWS))


def _digest(document: Document) -> int:
    return hash(document.raw if isinstance(document, StoredDocument) else orjson.dumps(dict(document)))
