"""Which texts of a creator are searched, and in which languages do they speak?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from marketplace.creators.markets import markets
from marketplace.creators.table import Field, Kind
from marketplace.creators.topics import topics

Document = Mapping[str, object]


def texts_of(field: Field, document: Document) -> tuple[str, ...]:
    """The texts of one field of a creator's document; of topics their names, not their ids."""
    value = document.get(field.name, ())
    values = tuple(map(str, value)) if isinstance(value, list) else (str(value),) if value else ()
    return _labels(values, document) if field.kind is Kind.TREE else values


def languages_of(document: Document) -> tuple[str, ...]:
    """The languages that a creator names, else those of the market."""
    named = document.get("languages")
    return tuple(named) if isinstance(named, list) and named else markets()[str(document["market"])].languages


def _labels(chosen: tuple[str, ...], document: Document) -> tuple[str, ...]:
    """The names of the topics in English and the creator's languages, each name once."""
    spoken = languages_of(document)
    return tuple(dict.fromkeys([name for topic in chosen for name in _names(topic, spoken)]))


@lru_cache(maxsize=4_096)
def _names(topic: str, spoken: tuple[str, ...]) -> tuple[str, ...]:
    labels = topics()[topic].labels
    return tuple(labels[language] for language in ("en", *spoken) if language in labels)
