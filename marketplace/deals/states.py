"""What may be done in which state, by whom, and what follows? Tables, of which the docs' diagrams are made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from marketplace.deals.sides import Side
from marketplace.errors import Conflict, Forbidden

S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True)
class Rule(Generic[S]):
    """In one of these states one of these sides may do it, and then it is in another one, of which an event tells.

    Without a new state it stays in the one that it is in.
    """

    before: tuple[S, ...]
    action: str
    sides: tuple[Side, ...]
    after: S | None
    event: str


@dataclass(frozen=True)
class Step(Generic[S]):
    """The state that an action leads to, and what is told of it."""

    after: S
    event: str


@dataclass(frozen=True)
class Machine(Generic[S]):
    """All rules of what is called `what`, as the errors say it; `said` are states that don't read as their names."""

    what: str
    rules: tuple[Rule[S], ...]
    said: Mapping[S, str] = field(default_factory=dict)

    @property
    def actions(self) -> tuple[str, ...]:
        """All that anybody may do, in the order of the table; what only time or another step does is none of it."""
        return tuple(dict.fromkeys(one.action for one in self.rules if one.sides != (Side.SYSTEM,)))

    def allowed(self, state: S, side: Side) -> tuple[str, ...]:
        """What a side may do in a state, in the order of the table."""
        return tuple(dict.fromkeys(one.action for one in self.rules if state in one.before and side in one.sides))

    def check_side(self, action: str, side: Side) -> None:
        """Raise Forbidden where that side may never do it."""
        sides = dict.fromkeys(one for rule in self.rules if rule.action == action for one in rule.sides)
        if side not in sides:
            who = _listed(f"the {one}" for one in sides if one is not Side.SYSTEM)
            raise Forbidden(f"{who or 'nobody'} can {action} {self.what}, not the {side}")

    def step(self, state: S, action: str, *, side: Side, allowed: tuple[str, ...] | None = None) -> Step[S]:
        """What follows an action.

        Raises Forbidden where that side may never do it, and Conflict in another state; it names what that side may do
        now, which is said by `allowed` where the state alone does not tell.
        """
        self.check_side(action, side)
        for one in self.rules:
            if one.action == action and side in one.sides and state in one.before:
                return Step(state if one.after is None else one.after, one.event)
        legal = self.allowed(state, side) if allowed is None else allowed
        raise wrong_state(self.what, self.said.get(state, state), allowed=legal)


def wrong_state(what: str, state: str, *, allowed: tuple[str, ...]) -> Conflict:
    """The error of what is legal in another state only."""
    legal = f"you can {_listed(allowed)} it" if allowed else "there is nothing that you can do with it now"
    return Conflict(f"{what} is {state.replace('_', ' ')}: {legal}", allowed=allowed)


def _listed(words: Iterable[str]) -> str:
    *first, last = [*words] or [""]
    return f"{', '.join(first)} or {last}" if first else last
