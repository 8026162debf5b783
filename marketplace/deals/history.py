"""What has become of a record, step by step? Who did what when, and which fields it changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from marketplace.deals.campaign import Moment
from marketplace.deals.sides import Actor, Side

Shown = Mapping[str, Any]

_OF_THE_RECORD = ("version", "updated_at", "created_at", "allowed_actions")
"""What every change changes, or what follows from the rest."""


@dataclass(frozen=True)
class Change:
    """What a field was and is, as the API shows it; None where it was or is absent."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One step of a record; `version` is the one that it made."""

    record_id: str
    at: Moment
    actor: Actor
    action: str
    version: int
    changes: tuple[Change, ...] = ()


def changes_between(before: Shown, after: Shown) -> tuple[Change, ...]:
    """The fields that differ, in the order in which they are shown; what is inside of others as `payment.released`.

    Of numbered things each is looked at by itself: `deliverables.1.status`.
    """
    return tuple(_between(before, after, path=""))


def _between(before: Any, after: Any, *, path: str) -> Iterator[Change]:
    if before == after:
        return
    then, now = _inside(before), _inside(after)
    if then is None or now is None:
        yield Change(path.removesuffix("."), before, after)
        return
    for name in {**then, **now}:
        if name not in _OF_THE_RECORD:
            yield from _between(then.get(name), now.get(name), path=f"{path}{name}.")


def _inside(value: Any) -> Mapping[str, Any] | None:
    """The parts of a value, each of which may change by itself; money is changed as a whole."""
    if isinstance(value, Mapping):
        return None if "amount" in value else value
    for number in ("n", "version"):
        if isinstance(value, list) and value and all(isinstance(one, Mapping) and number in one for one in value):
            return {str(one[number]): one for one in value}
    return None


def seen_by(entries: Sequence[Entry], *, account_id: str, side: Side) -> list[Entry]:
    """The steps as one side may see them: of another account it learns the side alone; operators see all."""
    if side is Side.OPERATOR:
        return list(entries)
    return [one if one.actor.account_id == account_id else replace(one, actor=Actor(one.actor.role)) for one in entries]
