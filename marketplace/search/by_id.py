"""Which creators does a query name by their ids? Some to be left out, or some who alone can be found."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, kw_only=True)
class ById:
    """That part of a query, each tuple in the order of ids.

    `left_out` are creators to leave out beside `exclude_ids`, and `only` are those who alone can be found: both may be
    others by the next page, and are None where there is nothing of the kind. `lists` says which lists of creators both
    were read from.
    """

    exclude_ids: tuple[str, ...] = ()
    left_out: tuple[str, ...] | None = None
    only: tuple[str, ...] | None = None
    lists: tuple[str, ...] = ()

    @cached_property
    def within(self) -> tuple[str, ...] | None:
        """The creators who alone can be found, without those to leave out; None when that are all."""
        if self.only is None or not (out := {*self.exclude_ids, *(self.left_out or ())}):
            return self.only
        return tuple(one for one in self.only if one not in out)

    @cached_property
    def without(self) -> tuple[str, ...]:
        """All creators to leave out, each once; none where some alone can be found: they are not among those."""
        if self.only is not None:
            return ()
        return tuple(sorted({*self.exclude_ids, *self.left_out})) if self.left_out else self.exclude_ids

    @property
    def by_id(self) -> bool:
        """Whether it names any: then nobody else is likely to ask the same."""
        return bool(self.without) or self.only is not None
