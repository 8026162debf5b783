"""How does Tantivy count? The raw counts of facets, each under its own filter, exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tantivy import Query, Searcher

from marketplace.creators.creator import Number
from marketplace.creators.fields import FIELDS
from marketplace.creators.table import Field, Kind
from marketplace.creators.topics import parent
from marketplace.embedded.compile import every, keyword
from marketplace.search.facets import Raw, RawRanges, RawValues, ranges_of

NO_CUT = 2**31
"""Values a segment keeps while counting: all, so that the sum over segments is exact."""


@dataclass(frozen=True)
class Counter:
    """Counts the creators of one query; of open sets the `limit` most frequent values."""

    searcher: Searcher
    query: Query
    limit: int
    today: int

    def count(self, selected: Mapping[str, tuple[str, ...]]) -> dict[str, Raw]:
        """The raw counts of the facets of these names, the selected values of each among them."""
        missing = dict(self.searcher.terms_with_prefix("absent", "", self.query))
        return {
            name: self._raw(FIELDS[name], missing.get(name, 0), selected=values) for name, values in selected.items()
        }

    def _raw(self, field: Field, missing: int, *, selected: tuple[str, ...]) -> Raw:
        if field.numeric:
            return self._ranges(field, missing)
        if field.closed:
            return self._closed(field, missing)
        return self._open(field, missing, selected=selected)

    def _closed(self, field: Field, missing: int) -> RawValues:
        """Every value, from the terms: ten times cheaper than an aggregation where values are few."""
        counts = dict(self.searcher.terms_with_prefix(field.name, "", self.query))
        tops = (count for value, count in counts.items() if field.kind is not Kind.TREE or not parent(value))
        return RawValues(counts, sum(tops), missing)

    def _open(self, field: Field, missing: int, *, selected: tuple[str, ...]) -> RawValues:
        """The most frequent values, and as many more as tie with the last: Tantivy orders ties as it likes."""
        size = self.limit + 1
        while True:
            counted = self._aggregate({"terms": {"field": field.name, "size": size, "segment_size": NO_CUT}})
            buckets = counted["buckets"]
            if len(buckets) < size or buckets[-1]["doc_count"] < buckets[self.limit - 1]["doc_count"]:
                break
            size *= 4
        total = sum(bucket["doc_count"] for bucket in buckets) + counted["sum_other_doc_count"]
        ordered = sorted(buckets, key=lambda bucket: (-bucket["doc_count"], bucket["key"]))
        counts = {bucket["key"]: bucket["doc_count"] for bucket in ordered[: self.limit]}
        for value in selected:
            if value not in counts:
                counts[value] = number_of(self.searcher, every([self.query, keyword(field.name, value)]))
        return RawValues(counts, total, missing)

    def _ranges(self, field: Field, missing: int) -> RawRanges:
        edges = [
            {key: float(edge) for key, edge in (("from", start), ("to", end)) if edge is not None}
            for start, end in ranges_of(field, self.today)
        ]
        counted = self.searcher.aggregate(
            self.query,
            {
                "ranges": {"range": {"field": field.name, "ranges": edges}},
                "least": {"min": {"field": field.name}},
                "greatest": {"max": {"field": field.name}},
            },
        )
        counts = tuple(bucket["doc_count"] for bucket in counted["ranges"]["buckets"])
        least, greatest = (_number(field, counted[name]["value"]) for name in ("least", "greatest"))
        return RawRanges(counts, least, greatest, missing)

    def _aggregate(self, aggregation: dict[str, Any]) -> dict[str, Any]:
        counted: dict[str, Any] = self.searcher.aggregate(self.query, {"it": aggregation})
        return dict(counted["it"])


def number_of(searcher: Searcher, query: Query) -> int:
    """How many creators a query finds."""
    return searcher.search(query, 1).count or 0  # type: ignore[attr-defined] # its stubs forget it


def _number(field: Field, value: float | None) -> Number | None:
    """Aggregations answer in doubles: whole numbers up to 2⁵³ are kept exactly."""
    return value if value is None or field.kind is Kind.NUMBER else int(value)
