"""What can be asked? A `CreatorQuery`: frozen, and valid because it exists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from marketplace.creators.creator import Number
from marketplace.creators.fields import DEFAULT_FACETS, FIELDS
from marketplace.creators.table import BEST_FIRST, WRITTEN, Kind, MatchClass
from marketplace.errors import InvalidInput, Problem
from marketplace.search.by_id import ById
from marketplace.search.filters import FieldFilter, lets_market
from marketplace.search.parameters import facet_names, projection_names, sort_names
from marketplace.text.query import TextQuery

DEFAULT_LIMIT = 20
MAX_LIMIT = 200
MAX_FACET_LIMIT = 1_000
MAX_EXCLUDED_IDS = 10_000
RANK = "rank"
"""What orders the creators of one match class: see `creators/rank.py`."""

DEFAULT_SORT = "followers"

MAX_PAGED = 10_000
"""page × limit: as deep as page numbers go; cursors go on without end."""


class Direction(Enum):
    """Which way a sort goes."""

    ASCENDING = ""
    DESCENDING = "-"


@dataclass(frozen=True)
class Sort:
    """By one field, missing values last, ties by the creators' tie; `field` is empty for relevance."""

    field: str = DEFAULT_SORT
    direction: Direction = Direction.DESCENDING

    @property
    def by_relevance(self) -> bool:
        """Whether match classes come first."""
        return not self.field

    @property
    def column(self) -> str:
        """The field whose values order the hits, of each match class where there are any."""
        return self.field or RANK

    @property
    def whole(self) -> bool:
        """Whether its values are whole numbers."""
        return self.by_relevance or FIELDS[self.field].kind is not Kind.NUMBER

    @property
    def complete(self) -> bool:
        """Whether every creator has a value."""
        return self.by_relevance or FIELDS[self.field].required

    @property
    def descending(self) -> bool:
        """Whether the greatest value comes first."""
        return self.direction is Direction.DESCENDING

    @property
    def name(self) -> str:
        """The sort as a parameter's value."""
        return f"{self.direction.value}{self.field}" if self.field else "relevance"


RELEVANCE = Sort("", Direction.DESCENDING)


@dataclass(frozen=True)
class Position:
    """Where a hit stands in an order: its match class (0 without one), sort value (None: it has none), and tie."""

    match_class: int
    value: Number | None
    tie: int


@dataclass(frozen=True, kw_only=True)
class CreatorQuery(ById):
    """A search of creators. Raises InvalidInput when it is made of what can't be asked.

    `forced` are filters of the caller's key: joined with AND to all others, and kept by every count. `page` counts from
    1. `after` is the position that the page follows. `fields` is empty for whole creators.
    `typos` when the text may be tried with typos, should nothing be found without. `ById` has
    those who are named by their ids.
    """

    text: TextQuery | None = None
    typos: bool = True
    highlight: bool = False
    filters: tuple[FieldFilter, ...] = ()
    forced: tuple[FieldFilter, ...] = ()
    sort: Sort = field(default_factory=Sort)
    facets: tuple[str, ...] = DEFAULT_FACETS
    facet_limit: int = 50
    fields: tuple[str, ...] = ()
    limit: int = DEFAULT_LIMIT
    after: Position | None = None
    page: int = 1

    def __post_init__(self) -> None:
        if len(self._by_field) != len(self.filters):
            raise _invalid("filters", "a field has one filter")
        if not 1 <= self.limit <= MAX_LIMIT:
            raise _invalid("limit", f"must be 1 to {MAX_LIMIT}")
        if not 1 <= self.facet_limit <= MAX_FACET_LIMIT:
            raise _invalid("facet_limit", f"must be 1 to {MAX_FACET_LIMIT}")
        if len(self.exclude_ids) > MAX_EXCLUDED_IDS:
            raise _invalid("exclude_ids", f"has {len(self.exclude_ids)} ids: at most {MAX_EXCLUDED_IDS}")
        if self.page < 1:
            raise _invalid("page", "must be at least 1")
        if self.page > 1 and self.page * self.limit > MAX_PAGED:
            raise _invalid("page", f"times limit must be at most {MAX_PAGED}: go on by cursor")
        if self.page > 1 and self.after:
            raise _invalid("page", "can't stand beside cursor: use one of them")
        self._check_names()

    def _check_names(self) -> None:
        if self.sort.by_relevance and self.text is None:
            raise _invalid("sort", "relevance needs q: name a field to sort by")
        if self.sort.field and self.sort.field not in sort_names():
            raise _invalid("sort", f"cannot sort by {self.sort.field!r}: sortable fields are {', '.join(sort_names())}")
        for name, asked, known in (
            ("facets", self.facets, facet_names()),
            ("fields", self.fields, projection_names()),
        ):
            for one in asked:
                if one not in known:
                    raise _invalid(name, f"has no field {one!r}: fields here are {', '.join(known)}")

    def asked_of(self, markets: Iterable[str]) -> list[str]:
        """Those of these markets whose creators are wanted."""
        return [code for code in markets if lets_market(self.every_filter, code)]

    @cached_property
    def match_classes(self) -> tuple[MatchClass, ...]:
        """The classes in which the wanted words can be found, the best first; none when no word is wanted."""
        if self.text is None or not self.text.wanted:
            return ()
        possible = {*WRITTEN}
        for sought in self.text.wanted:
            possible |= {MatchClass.STEM} if sought.stems else set()
            possible |= {MatchClass.PREFIX} if sought.begins else set()
            possible |= {MatchClass.TYPO} if self.text.forgiving and sought.edits else set()
        return tuple(one for one in BEST_FIRST if one in possible)

    @property
    def widest_class(self) -> MatchClass:
        """The class that the least of the hits has."""
        return self.match_classes[-1] if self.match_classes else MatchClass.BIO

    @property
    def offset(self) -> int:
        """How many hits the pages before this one hold."""
        return (self.page - 1) * self.limit

    @property
    def every_filter(self) -> tuple[FieldFilter, ...]:
        """Those asked for and those forced, of which all must hold; a field may have two."""
        return (*self.filters, *self.forced)

    def filter_of(self, name: str) -> FieldFilter | None:
        """What is asked of a field, if anything; what is forced is not asked."""
        return self._by_field.get(name)

    @cached_property
    def _by_field(self) -> dict[str, FieldFilter]:
        return {one.field: one for one in self.filters}


def _invalid(name: str, detail: str) -> InvalidInput:
    return InvalidInput(Problem(name, detail))
