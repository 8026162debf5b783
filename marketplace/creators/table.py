"""What is a field, and what makes a table of fields sound?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

MAX_INTEGER = 2**53 - 1
"""The greatest whole number that every JSON reader keeps exactly."""


class Kind(Enum):
    """What a field's values are."""

    KEYWORD = "keyword"
    TREE = "tree"
    TEXT = "text"
    URL = "url"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    NUMBER = "number"
    TIME = "time"
    DATE = "date"
    MONEY = "money"
    SHARES = "shares"
    OBJECT = "object"


class Role(Enum):
    """What a field is used for, beside being part of the creator."""

    TEXT = "text"
    FILTER = "filter"
    FACET = "facet"
    SORT = "sort"
    LOOKUP = "lookup"
    SUGGEST = "suggest"


class MatchClass(Enum):
    """How a word was found: the greater, the better the match. A hit is as good as its worst word.

    The rank decides only among hits of one class: with one score of both, a star whose bio mentions a word came
    before the small creator who is called so. A word in the tags was put there to be found by, one in a bio may
    stand in passing; another form of a word is seldom a mistake, the beginning of one may be, a typo is a guess.
    """

    TYPO = 1
    PREFIX = 2
    STEM = 3
    BIO = 4
    TAGS = 5
    NAME = 6


BEST_FIRST = tuple(sorted(MatchClass, key=lambda one: -one.value))
WRITTEN = (MatchClass.NAME, MatchClass.TAGS, MatchClass.BIO)
"""The classes of words found as they are written, each in columns of its own."""

NUMERIC = frozenset({Kind.INTEGER, Kind.NUMBER, Kind.TIME, Kind.DATE})
TEMPORAL = frozenset({Kind.TIME, Kind.DATE})


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a creator: what it holds and what it is used for.

    `many` is the greatest length of a list (0: a single value). `values` makes the closed set of values
    (None: open). `buckets` are the inner edges of the facet's ranges: values for numbers, days before
    00:00 UTC today for times (ascending in time). `tagging` when capitals divide words: #VeganFood.
    `overlaid` when the marketplace may say it too, above the feed; `added` when what it says comes to the feed's values
    instead of in their place. `within` is the object that carries the value in a document.
    """

    name: str
    kind: Kind
    description: str
    roles: frozenset[Role] = frozenset()
    unit: str = ""
    required: bool = False
    derived: bool = False
    many: int = 0
    max_length: int = 0
    pattern: str = ""
    minimum: float = 0
    maximum: float = MAX_INTEGER
    values: Callable[[], tuple[str, ...]] | None = None
    buckets: tuple[float, ...] = ()
    words: MatchClass | None = None
    tagging: bool = False
    folded: bool = False
    overlaid: bool = False
    added: bool = False
    within: str = ""

    @property
    def closed(self) -> bool:
        """Whether the values are a known set, so that facets are always exact."""
        return self.values is not None or self.kind is Kind.BOOLEAN

    @cached_property
    def indexed(self) -> bool:
        """Whether the engines keep a column for it, named like the field."""
        return bool(self.roles & {Role.FILTER, Role.FACET, Role.SORT}) and self.kind is not Kind.MONEY

    @cached_property
    def numeric(self) -> bool:
        """Whether the values are numbers to the engines; times are microseconds since 1970."""
        return self.kind in NUMERIC

    @cached_property
    def key(self) -> str:
        """The name inside the object that carries it: `countries` of `audience_countries`."""
        return self.name.removeprefix(self.within + "_") if self.within else self.name


class FieldTable:
    """All fields, by name, with the views of them that the rest derives from."""

    def __init__(self, *fields: Field) -> None:
        """Raise ValueError when a name is taken twice or could be mistaken for a search parameter."""
        self._fields: Mapping[str, Field] = {field.name: field for field in fields}
        if len(self._fields) != len(fields):
            raise ValueError("a field name is there twice in creators/fields.py: each field has one entry")
        for field in fields:
            check_name(field.name)

    def __iter__(self) -> Iterator[Field]:
        return iter(self._fields.values())

    def __getitem__(self, name: str) -> Field:
        return self._fields[name]

    def __contains__(self, name: object) -> bool:
        return name in self._fields

    def with_role(self, role: Role) -> tuple[Field, ...]:
        """The fields that have a role, in the table's order."""
        return tuple(field for field in self if role in field.roles)

    @cached_property
    def document(self) -> tuple[Field, ...]:
        """The fields at the top of a creator's JSON."""
        return tuple(field for field in self if not field.within)

    @cached_property
    def delivered(self) -> frozenset[str]:
        """The names that a feed record may have."""
        return frozenset(field.name for field in self.document if not field.derived)

    @cached_property
    def shares(self) -> tuple[Field, ...]:
        """The groups of shares, each within an object."""
        return tuple(field for field in self if field.kind is Kind.SHARES)

    @cached_property
    def worded(self) -> tuple[Field, ...]:
        """The fields whose words are found."""
        return tuple(field for field in self if field.words)

    @cached_property
    def indexed(self) -> tuple[Field, ...]:
        """The fields for which the engines keep a column."""
        return tuple(field for field in self if field.indexed)


RESERVED_ENDINGS = ("_min", "_max", "_below", "_all", "_not", "_missing")
RESERVED_NAMES = frozenset(
    {
        # parameters of a search
        *("q", "as_you_type", "typos", "exclude_ids", "exclude_contacted", "in_list", "not_in_list", "sort", "facets"),
        *("facet_limit", "fields", "highlight", "limit", "cursor", "page", "lang", "price_currency"),
        # what an answer or an index keeps beside the fields
        *("match", "document", "words", "absent", "tie", "state", "kind", "version", "currency", "amount", "digest"),
        *("words_name", "words_tags", "words_bio", "reading", "stems", "beginnings", "rank", "range"),
        *("overlay", "feed", "withheld"),
    }
)


def check_name(name: str) -> None:
    """Raise ValueError when a field of this name could not be told from a search parameter or an index column."""
    if name in RESERVED_NAMES or name.endswith(RESERVED_ENDINGS):
        raise ValueError(f"a field can't be called {name!r}: search parameters are called so or end so; rename it")
