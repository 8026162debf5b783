"""How is a page of creators written in JSON? Hits as they are stored, facets with labels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from flask import Response

from marketplace.creators.creator import Number
from marketplace.creators.fields import FIELDS
from marketplace.creators.labels import label
from marketplace.creators.table import Kind
from marketplace.creators.times import format_date, format_time
from marketplace.search.cursor import write_cursor
from marketplace.search.match import Match
from marketplace.search.page import Document, Facet, FacetRange, FacetValue, RangesFacet, StoredDocument, ValuesFacet
from marketplace.search.service import Found

Json = dict[str, Any]


def answer(content: Mapping[str, Any]) -> Response:
    """A JSON object as a response."""
    return Response(orjson.dumps(content, default=_as_stored), mimetype="application/json")


def _as_stored(document: object) -> orjson.Fragment:
    if isinstance(document, StoredDocument):
        return orjson.Fragment(document.raw)
    raise TypeError(f"{type(document).__name__} has no form in JSON")


def sparse(creator: Document, fields: tuple[str, ...]) -> Document:
    """A creator with these fields only, and the id; whole when none is named."""
    if not fields:
        return creator
    return {name: value for name, value in creator.items() if name == "id" or name in fields}


def page_content(found: Found, *, language: str, took_ms: int) -> Json:
    """What a search found as the API gives it."""
    query, page = found.query, found.page
    following = page.next_position
    return {
        "total": page.total,
        "creators": _hits(found),
        "facets": {name: _facet(name, facet, language=language) for name, facet in page.facets.items()},
        **({"corrections": dict(found.corrections)} if found.corrections else {}),
        "next_cursor": write_cursor(query, following) if following else None,
        "took_ms": took_ms,
        **({"as_of": format_time(page.as_of)} if page.as_of is not None else {}),
    }


def _hits(found: Found) -> list[Document | orjson.Fragment]:
    creators = [sparse(creator, found.query.fields) for creator in found.page.creators]
    if not found.matches:
        return [*creators]
    return [_hit(creator, match) for creator, match in zip(creators, found.matches, strict=True)]


def _hit(creator: Document, match: Match) -> Document | orjson.Fragment:
    if isinstance(creator, StoredDocument):  # one more key at the end of what is passed through
        return orjson.Fragment(b'%b,"match":%b}' % (creator.raw[:-1], orjson.dumps(_match(match))))
    return {**creator, "match": _match(match)}


def _match(match: Match) -> Json:
    return {
        "words": match.words,
        **({"class": match.match_class.name.lower()} if match.match_class else {}),
        **({"highlights": match.highlights} if match.highlights else {}),
    }


def _facet(field: str, facet: Facet, *, language: str) -> Json:
    return _ranges(field, facet) if isinstance(facet, RangesFacet) else _values(field, facet, language=language)


def _values(field: str, facet: ValuesFacet, *, language: str) -> Json:
    return {
        "values": [_value(field, value, language=language) for value in facet.values],
        "other": facet.other,
        "missing": facet.missing,
        "exact": facet.exact,
    }


def _value(field: str, value: FacetValue, *, language: str) -> Json:
    key = str(value.value).lower() if isinstance(value.value, bool) else value.value
    return {
        "value": value.value,
        "label": label(field, key, language=language),
        "count": value.count,
        "selected": value.selected,
        **({"children": [_value(field, one, language=language) for one in value.children]} if value.children else {}),
        **({"other": value.other} if value.other else {}),
    }


def _ranges(field: str, facet: RangesFacet) -> Json:
    return {
        "ranges": [_range(field, one) for one in facet.ranges],
        **_present(field, min=facet.least, max=facet.greatest),
        "missing": facet.missing,
    }


def _range(field: str, one: FacetRange) -> Json:
    return {**_present(field, **{"from": one.start, "to": one.end}), "count": one.count, "selected": one.selected}


def _present(field: str, **bounds: Number | None) -> Json:
    """The bounds there are, as the field's values are written outside."""
    return {name: _written(FIELDS[field].kind, bound) for name, bound in bounds.items() if bound is not None}


def _written(kind: Kind, number: Number) -> Number | str:
    if kind is Kind.TIME:
        return format_time(int(number))
    if kind is Kind.DATE:
        return format_date(int(number))
    return int(number) if kind is Kind.INTEGER else number
