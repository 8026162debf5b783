"""How do the tables of states read? As Mermaid's diagrams, and as who may do what when; the docs hold both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marketplace.deals.campaign import CampaignStatus
from marketplace.deals.collaboration import Standing
from marketplace.deals.collaborations import Outcome
from marketplace.deals.sides import Side
from marketplace.deals.states import Machine
from marketplace.deals.states import S as State

_HEADS = {Side.SYSTEM: "by itself"}
_NOTHING = "–"
_OUTSIDE = "[*]"


@dataclass(frozen=True)
class Arrow:
    """A way out of a state that a rule leaves open: `which` tells those of one action apart."""

    before: str
    action: str
    which: str
    side: Side
    after: str


GONE: tuple[Arrow, ...] = (Arrow(CampaignStatus.DRAFT, "delete", "", Side.BRAND, _OUTSIDE),)
"""What the table of campaigns has no state for."""

ENDINGS: tuple[Arrow, ...] = (
    Arrow(Standing.UNDER_WAY, "publish", "the last deliverable", Side.CREATOR, Standing.PUBLISHED),
    Arrow(Standing.DISPUTED, "resolve", Outcome.COMPLETED, Side.OPERATOR, Standing.COMPLETED),
    Arrow(Standing.DISPUTED, "resolve", Outcome.CANCELLED, Side.OPERATOR, Standing.CANCELLED),
    Arrow(Standing.DISPUTED, "resolve", Outcome.RESUMED, Side.OPERATOR, Standing.UNDER_WAY),
    Arrow(Standing.DISPUTED, "resolve", f"{Outcome.RESUMED}, all published", Side.OPERATOR, Standing.PUBLISHED),
)
"""What the table of collaborations leaves to operators, and to its deliverables."""


def diagram(machine: Machine[State], *, beside: Sequence[Arrow] = ()) -> str:
    """A machine as Mermaid's `stateDiagram-v2`: it begins in its first state, and ends where nothing leads away."""
    open_ones = {one.action for one in beside}
    arrows: dict[tuple[str, str, str], list[Side]] = {}
    for rule in machine.rules:
        for before in rule.before:
            if rule.after is not None or rule.action not in open_ones:
                arrows.setdefault((before, rule.action, rule.after or before), []).extend(rule.sides)
    for one in beside:
        arrows[(one.before, f"{one.action} {one.which}".strip(), one.after)] = [one.side]
    states = _states(machine)
    left = {before for before, _, after in arrows if before != after}
    lines = (
        f"{_OUTSIDE} --> {states[0]}",
        *(f"{before} --> {after}: {action} ({_listed(sides)})" for (before, action, after), sides in arrows.items()),
        *(f"{one} --> {_OUTSIDE}" for one in states if one not in left),
    )
    return "\n".join(("stateDiagram-v2", *(f"    {line}" for line in lines)))


def permissions(machine: Machine[State]) -> str:
    """Who may do what in which state, as a table of Markdown."""
    sides = [one for one in Side if any(one in rule.sides for rule in machine.rules)]
    heads = ["state", *(_HEADS.get(one, one.value) for one in sides)]
    rows = [
        [f"`{state}`", *(_listed(machine.allowed(state, side)) or _NOTHING for side in sides)]
        for state in _states(machine)
    ]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, ["--"] * len(heads), *rows))


def _states(machine: Machine[State]) -> Sequence[State]:
    """All states, in their order; the first is the one in which everything begins."""
    return list(type(machine.rules[0].before[0]))


def _listed(words: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(words))
