"""What of the creators may somebody find and see? Everything, unless their key says less."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from marketplace.creators.fields import FIELDS
from marketplace.search.filters import FieldFilter
from marketplace.search.page import Document
from marketplace.search.query import MAX_LIMIT

_DERIVED = {"price": "price_usd"}
"""What tells of a field under another name."""


@dataclass(frozen=True, kw_only=True)
class Reach:
    """What is kept from somebody: creators, by filters and by their ids, fields by their names, and long pages.

    `contacted` when that are those too whom the account has contacted, `in_list` and `not_in_list` are the ids of lists
    of the account: on any of those they must be, on none of these. What it came to, once it was looked up: `left_out`
    are to be left out, `only` alone can be found, and `lists` says of which lists.
    """

    forced: tuple[FieldFilter, ...] = ()
    without: frozenset[str] = frozenset()
    contacted: bool = False
    in_list: tuple[str, ...] = ()
    not_in_list: tuple[str, ...] = ()
    left_out: frozenset[str] | None = None
    only: frozenset[str] | None = None
    lists: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    max_limit: int = MAX_LIMIT

    @property
    def to_all(self) -> bool:
        """Whether every creator can be found."""
        return not self.forced and not self.without and not self.left_out and self.only is None

    def lets(self, creator_id: str) -> bool:
        """Whether a creator is not kept back by its id."""
        if self.only is not None and creator_id not in self.only:
            return False
        return creator_id not in self.without and (self.left_out is None or creator_id not in self.left_out)

    @property
    def to_words(self) -> bool:
        """Whether all fields whose words are found are to be seen: their stems lie in one column of both engines."""
        return not any(field.name in self.hidden for field in FIELDS.worded)

    def left(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of these fields that are to be seen."""
        return tuple(name for name in names if name not in self.hidden)

    def seen(self, creator: Document) -> Document:
        """A creator without what is hidden."""
        if not self.hidden:
            return creator
        shown = {name: value for name, value in creator.items() if name not in self.hidden}
        for field in FIELDS.shares:
            group = shown.get(field.within)
            if field.name in self.hidden and isinstance(group, dict):
                shown[field.within] = {key: shares for key, shares in group.items() if key != field.key}
        return {name: value for name, value in shown.items() if value != {}}


EVERYTHING = Reach()


def hidden_with(names: Iterable[str]) -> frozenset[str]:
    """These fields and all that would tell of them; raises ValueError for what is no field that can be hidden."""
    hidden = set(names)
    for name in sorted(hidden):
        if name not in FIELDS or name == "id":
            raise ValueError(f"can't hold {name[:40]!r}: give names of a creator's fields, but id")
    hidden |= {told for name, told in _DERIVED.items() if name in hidden}
    return frozenset(hidden | {field.name for field in FIELDS.shares if field.within in hidden})
