"""How does Tantivy count? The raw counts of facets, each under its own filter, exactly.

There are two ways. Creators are gone through once for all facets together, 10 ns a value; or the terms of the index are
counted field by field, 4 ms each at a million, whether all match or a tenth of them. That asks the query again for
each field, so it is for many creators of a query that costs nothing to ask: filters alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

from tantivy import Query, Searcher

from marketplace.creators.creator import Number
from marketplace.creators.fields import FIELDS
from marketplace.creators.table import TEMPORAL, Field, Kind
from marketplace.creators.topics import parent
from marketplace.embedded.clauses import every, keyword
from marketplace.embedded.schema import RANGE, range_term
from marketplace.search.facets import Raw, RawRanges, RawValues, ranges_of

NO_CUT = 2**31
"""Values a segment keeps while counting: all, so that the sum over segments is exact."""

MANY = 0.1
"""The share of all creators from which on terms are counted."""

MANY_FACETS = 16
"""Facets that are gone through by two threads; for fewer it is not worth waking the other."""

Counts = Mapping[str, Any]
"""Aggregations by name, as Tantivy answers them."""


@dataclass(frozen=True)
class Counter:
    """Counts the creators of one query, `plain` when that is cheap to ask; of open sets the `limit` most frequent.

    What takes long is shared out to `threads`: Tantivy counts without Python's lock.
    """

    searcher: Searcher
    query: Query
    plain: bool
    limit: int
    today: int
    threads: Executor

    def count(self, selected: Mapping[str, tuple[str, ...]]) -> dict[str, Raw]:
        """The raw counts of the facets of these names, the selected values of each among them."""
        fields = [FIELDS[name] for name in selected]
        if self.plain and number_of(self.searcher, self.query) > MANY * self.searcher.num_docs:
            return self._by_terms(fields, selected)
        if len(fields) < MANY_FACETS:
            return self._together(fields, selected)
        halves = self.threads.map(lambda half: self._together(half, selected), (fields[::2], fields[1::2]))
        return {name: raw for half in halves for name, raw in half.items()}

    def _together(self, fields: list[Field], selected: Mapping[str, tuple[str, ...]]) -> dict[str, Raw]:
        asked: dict[str, Any] = {"absent": _terms("absent", len(FIELDS.indexed))}
        for field in fields:
            asked |= self._range_counts(field) if field.numeric else {field.name: _terms(field.name, self._size(field))}
        counted = self.searcher.aggregate(self.query, asked)
        missing = _counts(counted["absent"])
        return {
            field.name: _ranges(field, counted, missing=missing.get(field.name, 0))
            if field.numeric
            else self._values(
                field, counted[field.name], missing=missing.get(field.name, 0), selected=selected[field.name]
            )
            for field in fields
        }

    def _by_terms(self, fields: list[Field], selected: Mapping[str, tuple[str, ...]]) -> dict[str, Raw]:
        missing = self._terms_of("absent")
        raws = self.threads.map(
            lambda field: self._by_terms_of(field, missing.get(field.name, 0), selected=selected[field.name]), fields
        )
        return {field.name: raw for field, raw in zip(fields, raws, strict=True)}

    def _by_terms_of(self, field: Field, missing: int, *, selected: tuple[str, ...]) -> Raw:
        if field.numeric and field.kind not in TEMPORAL:
            return self._by_range_terms(field, missing)
        if field.numeric:
            return _ranges(field, self.searcher.aggregate(self.query, self._range_counts(field)), missing=missing)
        if field.closed:
            return _closed(field, self._terms_of(field.name), missing=missing)
        counted = self.searcher.aggregate(self.query, {field.name: _terms(field.name, self._size(field))})
        return self._values(field, counted[field.name], missing=missing, selected=selected)

    def _terms_of(self, column: str, prefix: str = "") -> dict[str, int]:
        return dict(self.searcher.terms_with_prefix(column, prefix, self.query))

    def _by_range_terms(self, field: Field, missing: int) -> RawRanges:
        """Each creator's range is a term; the least and the greatest value lie in the outermost ranges that are met."""
        terms = self._terms_of(RANGE, range_term(field.name, ""))
        counts = tuple(terms.get(range_term(field.name, place), 0) for place in range(len(field.buckets) + 1))
        met = [place for place, count in enumerate(counts) if count]
        if not met:
            return RawRanges(counts, None, None, missing)
        least, greatest = (self._edge(field, place, kind=kind) for place, kind in ((met[0], "min"), (met[-1], "max")))
        return RawRanges(counts, least, greatest, missing)

    def _edge(self, field: Field, place: int, *, kind: str) -> Number | None:
        within = every([keyword(RANGE, range_term(field.name, place)), self.query])
        return _number(field, self.searcher.aggregate(within, {"it": {kind: {"field": field.name}}})["it"]["value"])

    def _range_counts(self, field: Field) -> dict[str, Any]:
        edges = [
            {key: float(edge) for key, edge in (("from", start), ("to", end)) if edge is not None}
            for start, end in ranges_of(field, self.today)
        ]
        return {
            field.name: {"range": {"field": field.name, "ranges": edges}},
            f"{field.name}:edges": {"stats": {"field": field.name}},
        }

    def _size(self, field: Field) -> int:
        """One more than is listed shows whether the last one listed ties with the next."""
        return _vocabulary(field) if field.closed else self.limit + 1

    def _values(self, field: Field, counted: Counts, *, missing: int, selected: tuple[str, ...]) -> RawValues:
        """All values, or the most frequent and as many as tie with the last: Tantivy orders ties as it likes."""
        if field.closed:
            return _closed(field, _counts(counted), missing=missing)
        size, buckets = self.limit + 1, counted["buckets"]
        while len(buckets) == size and buckets[-1]["doc_count"] == buckets[self.limit - 1]["doc_count"]:
            size *= 4
            counted = self.searcher.aggregate(self.query, {"it": _terms(field.name, size)})["it"]
            buckets = counted["buckets"]
        total = sum(bucket["doc_count"] for bucket in buckets) + counted["sum_other_doc_count"]
        ordered = sorted(buckets, key=lambda bucket: (-bucket["doc_count"], bucket["key"]))
        counts = {bucket["key"]: bucket["doc_count"] for bucket in ordered[: self.limit]}
        for value in selected:
            if value not in counts:
                counts[value] = number_of(self.searcher, every([self.query, keyword(field.name, value)]))
        return RawValues(counts, total, missing)


def number_of(searcher: Searcher, query: Query) -> int:
    """How many creators a query finds."""
    return searcher.search(query, 1).count or 0  # type: ignore[attr-defined] # its stubs forget it


def _vocabulary(field: Field) -> int:
    return len(field.values()) if field.values else 2


def _terms(column: str, size: int) -> dict[str, Any]:
    return {"terms": {"field": column, "size": size, "segment_size": NO_CUT}}


def _counts(counted: Counts) -> dict[str, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in counted["buckets"]}


def _closed(field: Field, counts: dict[str, int], *, missing: int) -> RawValues:
    tops = (count for value, count in counts.items() if field.kind is not Kind.TREE or not parent(value))
    return RawValues(counts, sum(tops), missing)


def _ranges(field: Field, counted: Counts, *, missing: int) -> RawRanges:
    counts = tuple(bucket["doc_count"] for bucket in counted[field.name]["buckets"])
    least, greatest = (_number(field, counted[f"{field.name}:edges"][edge]) for edge in ("min", "max"))
    return RawRanges(counts, least, greatest, missing)


def _number(field: Field, value: float | None) -> Number | None:
    """Aggregations answer in doubles: whole numbers up to 2⁵³ are kept exactly."""
    return value if value is None or field.kind is Kind.NUMBER else int(value)
