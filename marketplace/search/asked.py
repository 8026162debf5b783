"""How do the parameters of a search, each of its type already, make a `CreatorQuery`?"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from marketplace.creators.fields import DEFAULT_FACETS, FIELDS
from marketplace.creators.markets import markets
from marketplace.creators.table import Field, Kind
from marketplace.errors import InvalidInput, Problem
from marketplace.search.cursor import continued
from marketplace.search.filters import FieldFilter, PriceRange, Value, lets_market
from marketplace.search.parameters import FilterParameter, Operator, filter_parameters, sort_names
from marketplace.search.query import DEFAULT_LIMIT, DEFAULT_SORT, RELEVANCE, CreatorQuery, Direction, Sort
from marketplace.search.reach import EVERYTHING, Reach
from marketplace.text.fold import fold
from marketplace.text.query import TextQuery, parse_text

PRICE_NAMES = ("price_min", "price_max", "price_currency")
DEFAULT_CURRENCY = "USD"

Asked = Mapping[str, Any]
"""Parameters by name: lists for those that repeat, numbers, booleans, microseconds for times, Decimal for amounts,
(key, share) pairs for audience groups."""


def query_from(asked: Asked, reach: Reach = EVERYTHING) -> CreatorQuery:
    """The query that these parameters make within a reach; raises InvalidInput naming what is wrong."""
    filters = filters_from(asked)
    text = _text(asked, (*filters, *reach.forced), reach=reach)
    query = CreatorQuery(
        text=text,
        typos=asked.get("typos", "auto") == "auto",
        highlight=asked.get("highlight", False),
        filters=filters,
        forced=reach.forced,
        exclude_ids=tuple(sorted(reach.without.union(asked.get("exclude_ids", ())))),
        left_out=None if reach.left_out is None else tuple(sorted(reach.left_out)),
        only=None if reach.only is None else tuple(sorted(reach.only)),
        lists=reach.lists,
        sort=_sort(asked.get("sort"), text, reach=reach),
        facets=_facets(asked.get("facets"), reach),
        fields=tuple(dict.fromkeys(asked.get("fields", ()))),
        facet_limit=asked.get("facet_limit", 50),
        limit=_limit(asked.get("limit"), reach),
        page=asked.get("page", 1),
    )
    if "cursor" not in asked:
        return query
    if "page" in asked:
        raise InvalidInput(Problem("page", "can't stand beside cursor: use one of them"))
    return continued(query, asked["cursor"])


def _text(asked: Asked, filters: tuple[FieldFilter, ...], *, reach: Reach) -> TextQuery | None:
    """What is typed, with the stems of the languages of the chosen markets; of all when none is chosen."""
    if not asked.get("q"):
        return None
    if not reach.to_words:
        raise InvalidInput(Problem("q", "can't be asked with this key: it hides a field whose words are looked for"))
    languages = _languages(tuple(one for one in filters if one.field == "market"))
    try:
        return parse_text(asked["q"], languages, as_you_type=asked.get("as_you_type", False))
    except ValueError as error:
        raise InvalidInput(Problem("q", str(error))) from None


@lru_cache(maxsize=1_024)
def _languages(chosen: tuple[FieldFilter, ...]) -> tuple[str, ...]:
    asked = (one for code, one in markets().items() if lets_market(chosen, code))
    return tuple(dict.fromkeys(language for one in asked for language in one.languages))


def _sort(name: str | None, text: TextQuery | None, *, reach: Reach) -> Sort:
    known = reach.left(sort_names())
    if name is None and not text and DEFAULT_SORT not in known:
        raise InvalidInput(Problem("sort", f"is needed with this key: sortable fields are {', '.join(known)}"))
    if name is None:
        return RELEVANCE if text else Sort()
    if name == "relevance":
        return RELEVANCE
    direction = Direction.DESCENDING if name.startswith("-") else Direction.ASCENDING
    field = name.removeprefix("-")
    if field not in known:
        near = get_close_matches(field, known, n=1)
        hint = f" (did you mean {near[0]}?)" if near else ""
        raise InvalidInput(Problem("sort", f"cannot sort by {name!r}{hint}: sortable fields are {', '.join(known)}"))
    return Sort(field, direction)


def _facets(names: list[str] | None, reach: Reach) -> tuple[str, ...]:
    if names is None:
        return reach.left(DEFAULT_FACETS)
    if "none" not in names:
        return tuple(dict.fromkeys(names))
    if set(names) != {"none"}:
        raise InvalidInput(Problem("facets", "none can't stand beside other names"))
    return ()


def _limit(limit: int | None, reach: Reach) -> int:
    if limit is not None and limit > reach.max_limit:
        raise InvalidInput(Problem("limit", f"must be 1 to {reach.max_limit} with this key, not {limit}"))
    return min(DEFAULT_LIMIT, reach.max_limit) if limit is None else limit


def filters_from(asked: Asked) -> tuple[FieldFilter, ...]:
    """One filter a field that is asked of, in the table's order; values sorted, so that their order doesn't matter."""
    price = _price(asked)
    by_field: dict[str, dict[str, Any]] = {"price_usd": {"price": price}} if price else {}
    for name, parameter in filter_parameters().items():
        if name in asked and parameter.field.kind is not Kind.MONEY:
            by_field.setdefault(parameter.field.name, {}).update(_part(parameter, asked[name]))
    return tuple(FieldFilter(field.name, **by_field[field.name]) for field in FIELDS if field.name in by_field)


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
