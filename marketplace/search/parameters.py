"""Which parameters does a search take, and to which field does each belong? All derived from the field table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache

from marketplace.creators.fields import FIELDS
from marketplace.creators.table import Field, Kind, Role


class Operator(Enum):
    """What a parameter asks of its field; the value is what its name ends in."""

    ANY = ""
    ALL = "_all"
    NOT = "_not"
    MIN = "_min"
    MAX = "_max"
    BELOW = "_below"
    MISSING = "_missing"
    SHARE = "="
    """At least a share of a group: `audience_countries=DE:0.3`; its name is the group's."""

    CURRENCY = "_currency"


SCALARS = frozenset({Operator.MIN, Operator.MAX, Operator.BELOW, Operator.MISSING, Operator.CURRENCY})


@dataclass(frozen=True)
class FilterParameter:
    """One parameter that filters."""

    field: Field
    operator: Operator

    @property
    def name(self) -> str:
        """The parameter's name in a URL and in a body."""
        return self.field.name + ("" if self.operator is Operator.SHARE else self.operator.value)

    @property
    def repeated(self) -> bool:
        """Whether it takes a list."""
        return self.operator not in SCALARS


@cache
def filter_parameters() -> Mapping[str, FilterParameter]:
    """All parameters that filter, by name, in the table's order."""
    made = (
        FilterParameter(field, operator) for field in FIELDS.with_role(Role.FILTER) for operator in _operators(field)
    )
    return {parameter.name: parameter for parameter in made}


def _operators(field: Field) -> tuple[Operator, ...]:
    if field.kind is Kind.SHARES:
        return (Operator.SHARE,)
    if field.kind is Kind.MONEY:
        return (Operator.MIN, Operator.MAX, Operator.CURRENCY)
    if field.numeric:
        return (Operator.ANY, Operator.NOT, Operator.MIN, Operator.MAX, Operator.BELOW, Operator.MISSING)
    return (Operator.ANY, *((Operator.ALL,) if field.many else ()), Operator.NOT, Operator.MISSING)


@cache
def facet_names() -> tuple[str, ...]:
    """The fields that facet."""
    return tuple(field.name for field in FIELDS.with_role(Role.FACET))


@cache
def sort_names() -> tuple[str, ...]:
    """The fields that sort."""
    return tuple(field.name for field in FIELDS.with_role(Role.SORT))


@cache
def projection_names() -> tuple[str, ...]:
    """The fields that `fields` can ask for."""
    return tuple(field.name for field in FIELDS.document)
