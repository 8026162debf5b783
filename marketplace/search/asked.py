"""How do the parameters of a search, each of its type already, make a `CreatorQuery`?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from marketplace.creators.fields import DEFAULT_FACETS, FIELDS
from marketplace.creators.markets import markets
from marketplace.creators.table import Field, Kind
from marketplace.errors import InvalidInput, Problem
from marketplace.search.cursor import continued
from marketplace.search.filters import FieldFilter, PriceRange, Value
from marketplace.search.parameters import FilterParameter, Operator, filter_parameters, sort_names
from marketplace.search.query import RELEVANCE, CreatorQuery, Direction, Sort
from marketplace.text.fold import fold
from marketplace.text.query import TextQuery, parse_text

PRICE_NAMES = ("price_min", "price_max", "price_currency")
DEFAULT_CURRENCY = "USD"

Asked = Mapping[str, Any]
"""Parameters by name: lists for those that repeat, numbers, booleans, microseconds for times, Decimal for amounts,
(key, share) pairs for audience groups."""


def query_from(asked: Asked) -> CreatorQuery:
    """The query that these parameters make; raises InvalidInput naming every parameter that is wrong."""
    filters = tuple(_filters(asked))
    text = _text(asked, filters)
    query = CreatorQuery(
        text=text,
        typos=asked.get("typos", "auto") == "auto",
        highlight=asked.get("highlight", False),
        filters=filters,
        exclude_ids=tuple(sorted(set(asked.get("exclude_ids", ())))),
        sort=_sort(asked.get("sort"), text),
        facets=_facets(asked.get("facets")),
        fields=tuple(dict.fromkeys(asked.get("fields", ()))),
        facet_limit=asked.get("facet_limit", 50),
        limit=asked.get("limit", 20),
        page=asked.get("page", 1),
    )
    if "cursor" not in asked:
        return query
    if "page" in asked:
        raise InvalidInput(Problem("page", "can't stand beside cursor: use one of them"))
    return continued(query, asked["cursor"])


def _text(asked: Asked, filters: tuple[FieldFilter, ...]) -> TextQuery | None:
    """What is typed, with the stems of the languages of the chosen markets; of all when none is chosen."""
    if not asked.get("q"):
        return None
    chosen = next((one for one in filters if one.field == "market"), None)
    try:
        return parse_text(
            asked["q"], _languages(chosen) if chosen else _languages(), as_you_type=asked.get("as_you_type", False)
        )
    except ValueError as error:
        raise InvalidInput(Problem("q", str(error))) from None


@lru_cache(maxsize=1_024)
def _languages(chosen: FieldFilter | None = None) -> tuple[str, ...]:
    asked = (one for code, one in markets().items() if chosen is None or chosen.lets_market(code))
    return tuple(dict.fromkeys(language for one in asked for language in one.languages))


def _sort(name: str | None, text: TextQuery | None) -> Sort:
    if name is None:
        return RELEVANCE if text else Sort()
    if name == "relevance":
        return RELEVANCE
    direction = Direction.DESCENDING if name.startswith("-") else Direction.ASCENDING
    field = name.removeprefix("-")
    if field not in sort_names():
        near = get_close_matches(field, sort_names(), n=1)
        hint = f" (did you mean {near[0]}?)" if near else ""
        known = ", ".join(sort_names())
        raise InvalidInput(Problem("sort", f"cannot sort by {name!r}{hint}: sortable fields are {known}"))
    return Sort(field, direction)


def _facets(names: list[str] | None) -> tuple[str, ...]:
    if names is None:
        return DEFAULT_FACETS
    if "none" not in names:
        return tuple(dict.fromkeys(names))
    if set(names) != {"none"}:
        raise InvalidInput(Problem("facets", "none can't stand beside other names"))
    return ()


def _filters(asked: Asked) -> Iterable[FieldFilter]:
    """One filter a field that is asked of, in the table's order; values sorted, so that their order doesn't matter."""
    price = _price(asked)
    by_field: dict[str, dict[str, Any]] = {"price_usd": {"price": price}} if price else {}
    for name, parameter in filter_parameters().items():
        if name in asked and parameter.field.kind is not Kind.MONEY:
            by_field.setdefault(parameter.field.name, {}).update(_part(parameter, asked[name]))
    return (FieldFilter(field.name, **by_field[field.name]) for field in FIELDS if field.name in by_field)


_PARTS = {
    Operator.ANY: "any_of",
    Operator.ALL: "all_of",
    Operator.NOT: "none_of",
    Operator.MIN: "at_least",
    Operator.MAX: "at_most",
    Operator.BELOW: "below",
    Operator.MISSING: "missing",
    Operator.SHARE: "shares",
}


def _part(parameter: FilterParameter, value: Any) -> dict[str, Any]:
    if parameter.operator in (Operator.ANY, Operator.ALL, Operator.NOT):
        value = tuple(sorted({_indexed(parameter.field, one) for one in value}))
    elif parameter.operator is Operator.SHARE:
        value = tuple(sorted({(key, least + 0) for key, least in value}))
    elif parameter.operator is not Operator.MISSING:
        value = _indexed(parameter.field, value)
    return {_PARTS[parameter.operator]: value}


def _indexed(field: Field, value: Value) -> Value:
    """A value as the index keeps it; -0.0 becomes 0.0, as in profiles."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return fold(value) if field.folded else value
    return value + 0


def _price(asked: Asked) -> PriceRange | None:
    least, most = asked.get("price_min"), asked.get("price_max")
    if least is None and most is None:
        if "price_currency" in asked:
            raise InvalidInput(Problem("price_currency", "needs price_min or price_max beside it"))
        return None
    bounds = (None if bound is None else bound + 0 for bound in (least, most))
    return PriceRange(asked.get("price_currency", DEFAULT_CURRENCY), *bounds)
