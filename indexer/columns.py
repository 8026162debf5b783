"""What do the engines keep of a document beside itself? Its columns, by field, and its words, by match class."""

from __future__ import annotations

from collections.abc import Mapping

from marketplace.creators.creator import Number
from marketplace.creators.fields import FIELDS
from marketplace.creators.markets import markets
from marketplace.creators.table import Field, Kind, MatchClass
from marketplace.creators.times import parse_moment
from marketplace.creators.topics import topics, with_roots
from marketplace.text.fold import fold
from marketplace.text.words import words

Document = Mapping[str, object]


def keywords(document: Document) -> dict[str, tuple[str, ...]]:
    """The exact values of each field that is no number."""
    found = {field.name: _keyword(field, document) for field in FIELDS.indexed if not field.numeric}
    return {name: values for name, values in found.items() if values}


def numbers(document: Document) -> dict[str, Number]:
    """The value of each numeric field; times in microseconds."""
    found = ((field, document.get(field.name)) for field in FIELDS.indexed if field.numeric)
    return {field.name: _number(value) for field, value in found if value is not None}


def shares(document: Document) -> dict[str, Mapping[str, float]]:
    """The shares of each audience group, by field name and key."""
    groups = {field.name: _group(field, document) for field in FIELDS.shares}
    return {name: group for name, group in groups.items() if group}


def texts(document: Document) -> dict[MatchClass, tuple[str, ...]]:
    """The words by match class, space-joined, one string a value: a phrase never reaches over two values."""
    found: dict[MatchClass, tuple[str, ...]] = {}
    for field in FIELDS.worded:
        assert field.words
        joined = [" ".join(words(text)) for text in _texts(field, document)]
        found[field.words] = (*found.get(field.words, ()), *filter(None, joined))
    return found


def _keyword(field: Field, document: Document) -> tuple[str, ...]:
    if field.within:
        group = _group(field, document)
        return (_largest(field, group),) if group else ()
    value = document.get(field.name)
    if value is None:
        return ()
    if isinstance(value, bool):
        return ("true",) if value else ("false",)
    values = tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)
    if field.folded:
        return tuple(dict.fromkeys(filter(None, map(fold, values))))
    return with_roots(values) if field.kind is Kind.TREE else values


def _largest(field: Field, group: Mapping[str, float]) -> str:
    """The key of the largest share; among equals the first in the field's own order."""
    most = max(group.values())
    largest = [key for key, share in group.items() if share == most]
    if len(largest) == 1 or field.values is None:
        return largest[0]
    return next(key for key in field.values() if key in largest)


def _number(value: object) -> Number:
    if isinstance(value, str):
        return parse_moment(value)
    assert isinstance(value, (int, float))
    return value


def _group(field: Field, document: Document) -> Mapping[str, float]:
    parent = document.get(field.within)
    return parent.get(field.key, {}) if isinstance(parent, dict) else {}


def _texts(field: Field, document: Document) -> tuple[str, ...]:
    value = document.get(field.name, ())
    values = tuple(str(item) for item in value) if isinstance(value, list) else (str(value),) if value else ()
    return _labels(values, document) if field.kind is Kind.TREE else values


def _labels(chosen: tuple[str, ...], document: Document) -> tuple[str, ...]:
    """The names of the topics in English and the creator's languages (else the market's), each name once."""
    languages = document.get("languages") or markets()[str(document["market"])].languages
    assert isinstance(languages, list | tuple)
    labels = (topics()[topic].labels for topic in chosen)
    return tuple(
        dict.fromkeys(named[language] for named in labels for language in ("en", *languages) if language in named)
    )
