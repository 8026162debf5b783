"""Which parameters are there for whom a field is hidden from? All others: its own are as unknown as if it were not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

import marshmallow

from marketplace.api.parameters import Parameter
from marketplace.api.schemas import narrowed, parameters_of
from marketplace.api.value_types import choice_of
from marketplace.search.parameters import filter_parameters

_NAMING = frozenset({"facets", "fields"})
"""Parameters whose values are names of fields; those of `sort` are looked at when the query is made."""


@lru_cache(maxsize=256)
def without(schema: marshmallow.Schema, hidden: frozenset[str]) -> marshmallow.Schema:
    """A schema of an endpoint's parameters without what these fields are asked by."""
    return narrowed(schema, tuple(_left(parameters_of(schema).values(), hidden)))


def _left(parameters: Iterable[Parameter], hidden: frozenset[str]) -> Iterator[Parameter]:
    for parameter in parameters:
        filtering = filter_parameters().get(parameter.name)
        if parameter.name in _NAMING:
            names = tuple(name for name in parameter.value.schema["enum"] if name not in hidden)
            yield replace(parameter, value=choice_of(names))
        elif filtering is None or filtering.field.name not in hidden:
            yield parameter
