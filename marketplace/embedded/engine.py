"""The embedded index as an `Engine`: files in a folder, searched inside the process."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import cast

import orjson
from tantivy import Document as Stored
from tantivy import Query

from marketplace.creators.fields import FIELDS
from marketplace.creators.money import configured_rates
from marketplace.creators.table import TEMPORAL
from marketplace.embedded.clauses import every, keyword, keywords
from marketplace.embedded.compile import matching, passing, stages
from marketplace.embedded.facets import Counter, number_of
from marketplace.embedded.folder import CURRENT, is_anothers
from marketplace.embedded.schema import schema_hash
from marketplace.embedded.snapshot import Snapshot, opened_snapshot
from marketplace.embedded.sweep import swept
from marketplace.embedded.walk import Found, Walk
from marketplace.errors import EngineUnavailable
from marketplace.search.facets import Raw, build_facets, facet_groups, nothing_counted, selected_values
from marketplace.search.filters import FieldFilter
from marketplace.search.page import CreatorPage, Document, Documents, Published, StoredDocument, Told
from marketplace.search.query import CreatorQuery

MAX_KEPT_HITS = 100
"""Hits of a page that is remembered; deeper ones are seldom asked for twice."""

MAX_HANDLES = 1_000


class EmbeddedEngine:
    """Searches the index in a folder; sees what another process commits at its next search."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._snapshot: Snapshot | None = None

    def search(self, query: CreatorQuery, *, today: int) -> CreatorPage:
        """See `Engine.search`."""
        snapshot = self._current()
        if snapshot is None:
            return _empty(query, today)
        with _translated():
            searcher = snapshot.searcher
            found, total = _hits(snapshot, query)
            page = found[query.offset :][: query.limit]
            stored = [searcher.doc(one.address) for one in page]
            return CreatorPage(
                total=total,
                creators=tuple(map(_document, stored)),
                facets=build_facets(query, _counts(snapshot, query, today=today), today=today, rates=snapshot.rates),
                next_position=page[-1].position if len(found) > query.offset + query.limit else None,
                as_of=snapshot.published.as_of(query),
                told=tuple(_told(*one) for one in zip(stored, page, strict=True)) if query.text else (),
            )

    def get(self, ids: Sequence[str], forced: tuple[FieldFilter, ...] = ()) -> Mapping[str, Document]:
        """See `Engine.get`."""
        found = self._documents([keywords("id", ids)], len(ids), forced=forced) if ids else ()
        return {str(document["id"]): document for document in found}

    def by_handle(self, handle: str, market: str | None, *, forced: tuple[FieldFilter, ...] = ()) -> Documents:
        """See `Engine.by_handle`."""
        in_market = [keyword("market", market)] if market else []
        return self._documents([keyword("handle", handle), *in_market], MAX_HANDLES, forced=forced)

    def of_market(self, market: str, *, fields: tuple[str, ...]) -> Iterator[Documents]:  # noqa: ARG002
        """See `Engine.of_market`; a document is stored, and passed through, as a whole."""
        snapshot = self._current()
        if snapshot is not None:
            with _translated():
                for some in swept(snapshot, market):
                    yield tuple(map(_document, some))

    def published(self) -> Published:
        """See `Engine.published`."""
        snapshot = self._current()
        return snapshot.published if snapshot else Published()

    def _documents(self, asked: list[Query], limit: int, *, forced: tuple[FieldFilter, ...]) -> Documents:
        snapshot = self._current()
        if snapshot is None:
            return ()
        with _translated():
            must, without = passing(forced, snapshot.rates)
            query = every([*asked, every(()), *must], without)
            hits = snapshot.searcher.search(query, limit, count=False).hits
            return tuple(_document(snapshot.searcher.doc(address)) for _, address in hits)

    def _current(self) -> Snapshot | None:
        """The newest commit; two `stat` calls tell whether there is another (3 ms to open it).

        When the index of another release has taken its place, the last one of this release goes on being searched: its
        files are open. Whoever starts then is refused.
        """
        stamp = self._stamp()
        if stamp is None:
            return None
        snapshot = self._snapshot
        if snapshot is not None and snapshot.stamp != stamp and is_anothers(self._folder):
            return snapshot
        if snapshot is None or snapshot.stamp != stamp:
            with self._lock:
                snapshot = self._snapshot
                if snapshot is None or snapshot.stamp != stamp:
                    with _translated():
                        snapshot = self._snapshot = opened_snapshot(self._folder, stamp)
        return snapshot

    def _stamp(self) -> tuple[int, ...] | None:
        try:
            pointer = (self._folder / CURRENT).stat()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise EngineUnavailable(f"the index folder {self._folder} can't be read: {error.strerror}") from None
        try:
            meta = (self._folder / schema_hash() / "meta.json").stat()
        except OSError:  # opening it says what is wrong
            return (pointer.st_mtime_ns, pointer.st_ino)
        # both files are replaced, never written to: another inode tells even within one tick of the clock
        return (pointer.st_mtime_ns, pointer.st_ino, meta.st_mtime_ns, meta.st_ino)


def _hits(snapshot: Snapshot, query: CreatorQuery) -> tuple[list[Found], int]:
    """The hits up to one beyond the page, and how many there are in all."""
    size = query.offset + query.limit + 1
    key = ("hits", query.text, query.filters, query.forced, query.sort, query.after, size)
    kept = None if query.by_id else snapshot.find(key)
    if kept is not None:
        return cast("tuple[list[Found], int]", kept)
    total = number_of(snapshot.searcher, matching(query, snapshot.rates))
    walk = Walk(snapshot.searcher, query.sort)
    found = walk.page(stages(query, snapshot.rates), after=query.after, size=size) if total else []
    if size <= MAX_KEPT_HITS and not query.by_id:
        snapshot.keep({key: (found, total)})
    return found, total


def _counts(snapshot: Snapshot, query: CreatorQuery, *, today: int) -> dict[str, Raw]:
    """The raw counts of the facets asked; on an unchanged index each is counted once."""
    counts: dict[str, Raw] = {}
    for group in facet_groups(query):
        counted = group.query
        # thousands of ids are a key of a megabyte that nobody asks for again
        names = () if counted.by_id else group.names
        keys = {name: _kept_under(name, counted, query=query, today=today) for name in names}
        counts |= {name: cast("Raw", kept) for name, key in keys.items() if (kept := snapshot.find(key))}
        new = {name: selected_values(query, name) for name in group.names if name not in counts}
        if new:
            plain = not (counted.text or counted.by_id)
            asked = matching(counted, snapshot.rates)
            counter = Counter(snapshot.searcher, asked, plain, query.facet_limit, today, snapshot.threads)
            counts |= counter.count(new)
            snapshot.keep({key: counts[name] for name, key in keys.items() if name in new})
    return counts


def _kept_under(name: str, counted: CreatorQuery, *, query: CreatorQuery, today: int) -> Hashable:
    """What the raw counts of a facet depend on; of a closed set all values are counted, whatever is listed."""
    field = FIELDS[name]
    listed = () if field.numeric or field.closed else (query.facet_limit, selected_values(query, name))
    under = (counted.text, counted.filters, counted.forced)
    return name, under, listed, today if field.kind in TEMPORAL else 0


def _document(stored: Stored) -> Document:
    return StoredDocument(bytes(stored["document"][0]))


def _told(stored: Stored, found: Found) -> Told:
    return Told(found.position.match_class, orjson.loads(bytes(stored["reading"][0])))


def _empty(query: CreatorQuery, today: int) -> CreatorPage:
    facets = build_facets(query, nothing_counted(query.facets, today), today=today, rates=configured_rates())
    return CreatorPage(0, (), facets, None, None)


@contextmanager
def _translated() -> Iterator[None]:
    """Tantivy's errors are ValueErrors, whatever is the matter."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise EngineUnavailable(f"the embedded index did not answer: {error}") from error
