"""What does the marketplace itself say of a creator, above whatever the feed says?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from marketplace.creators.fields import CREATOR_ID, FIELDS, RESERVED_IDS
from marketplace.creators.values import check_of
from marketplace.errors import InvalidInput, Problem

HIDDEN = "hidden"
"""Beside the fields: a creator for whom it is true is in no answer."""


RESTORED = 10_000_000
"""Versions that are left out when a database is brought back: a reader who misses so many knows another one."""


@dataclass(frozen=True)
class Overlay:
    """What the marketplace says of one creator: values by field, as in the API's JSON.

    None says that the creator has no such value, whatever the feed says; a field that is not named is the feed's.
    `version` counts all changes over all creators: of two overlays of a creator the greater one is the newer.
    """

    creator_id: str
    version: int
    fields: Mapping[str, object]

    @property
    def hidden(self) -> bool:
        """Whether the creator is in no answer."""
        return bool(self.fields.get(HIDDEN))


class Overlays(Protocol):
    """Where overlays are kept. Every method raises StoreUnavailable."""

    def change(self, creator_id: str, fields: Mapping[str, object]) -> Overlay:
        """Let the overlay say this too, and what it becomes by it; raises InvalidInput, having changed nothing."""
        ...

    def clear(self, creator_id: str, names: Iterable[str]) -> Overlay:
        """Leave these fields to the feed again, and what the overlay becomes by it; raises InvalidInput."""
        ...

    def of(self, ids: Sequence[str]) -> Mapping[str, Overlay]:
        """The overlays of those of these creators who have one."""
        ...

    def changes(self, after: int, limit: int) -> Sequence[Overlay]:
        """The first `limit` overlays whose version is greater than `after`, by version, each as it is now.

        Whatever is told later has a greater version than all that has been told: a reader never skips one.
        """
        ...

    def newest(self) -> int:
        """The version that was given last; 0 before the first one, far ahead of all others after a restore."""
        ...


class OpenedOverlays(Overlays, Protocol):
    """The overlays in a transaction.

    Whoever changes one keeps all other changes of overlays waiting until the transaction's end, so a use case does this
    as late as it can.
    """

    def hold(self) -> None:
        """Let nobody else change an overlay until the transaction's end."""
        ...


def is_another(known: int, newest: int) -> bool:
    """Whether who knows overlays up to a version knows them of another database than the one whose newest this is."""
    return known > newest or newest - known >= RESTORED


def overlaid_fields() -> tuple[str, ...]:
    """The names that an overlay may speak of."""
    return (*(field.name for field in FIELDS if field.overlaid), HIDDEN)


def is_id(creator_id: str) -> bool:
    """Whether a creator could have this id."""
    try:
        return check_of(FIELDS["id"])(creator_id) not in RESERVED_IDS
    except ValueError:
        return False


def check_id(creator_id: str) -> None:
    """Raise InvalidInput for an id that no creator could have."""
    if not is_id(creator_id):
        detail = f"{creator_id[:64]!r} could be no creator's: ids look like {CREATOR_ID}, at most 64 characters"
        raise InvalidInput(Problem("creator_id", detail))


def check_names(names: Iterable[str]) -> None:
    """Raise InvalidInput for names that no overlay speaks of."""
    known = overlaid_fields()
    if unknown := [Problem(name[:64], _no_overlay(known)) for name in names if name not in known]:
        raise InvalidInput(*unknown)


def checked_fields(fields: Mapping[str, object]) -> dict[str, object]:
    """The values as they are kept; raises InvalidInput, naming every one that is wrong."""
    check_names(fields)
    kept: dict[str, object] = {}
    problems: list[Problem] = []
    for name, value in fields.items():
        try:
            kept[name] = _kept(name, value)
        except ValueError as error:
            problems.append(Problem(name, str(error)))
    if problems:
        raise InvalidInput(*problems)
    return kept


def _kept(name: str, value: object) -> object:
    if name == HIDDEN:
        if not isinstance(value, bool):
            raise ValueError("must be true or false")
        return value
    # an empty list is an absent one, as in feeds
    return None if value is None or value == [] else check_of(FIELDS[name])(value)


def _no_overlay(known: Sequence[str]) -> str:
    return f"is no field that the marketplace speaks of: those are {', '.join(known)}"
