"""Which events of a call are new? What is known by its id is done for ever, and what is reversed is reversed once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from marketplace.creators.times import format_time
from marketplace.programme.happening import Happening, HappeningType
from marketplace.programme.told import Code, Refused, ToldEvent

IRREVERSIBLE = (HappeningType.REVERSAL, HappeningType.FACTS)
"""What can't be reversed."""

Judged = Refused | tuple[ToldEvent, Happening | Refused]
"""An event that could not be read, or one with what is to be kept of it where it is new, or why it may not be."""


@dataclass(frozen=True)
class Known:
    """What was kept before: events by their ids, and reversals by the id of what they reverse."""

    happenings: Mapping[str, Happening] = field(default_factory=dict)
    reversals: Mapping[str, Sequence[Happening]] = field(default_factory=dict)

    def reversal_of(self, reverses: str, *, creator_id: str) -> Happening | None:
        """What reverses an event of a creator, whether that has come or not."""
        return next((one for one in self.reversals.get(reverses, ()) if one.creator_id == creator_id), None)


def decided(judged: Sequence[Judged], *, known: Known) -> tuple[dict[int, Refused], Mapping[str, Happening]]:
    """The refused events of a call by their places, and those that are to be kept by their ids, in their order."""
    decisions, refused = _Decisions(known), dict[int, Refused]()
    for n, one in enumerate(judged):
        if why := one if isinstance(one, Refused) else decisions.decide(*one):
            refused[n] = why
    return refused, decisions.kept


def duplicate(first: Happening) -> Refused:
    """What to say of an event whose id another one has, which was first."""
    detail = (
        f"there is an event {first.id} that says something else: {first.type} of {first.creator_id}, "
        f"received at {format_time(first.received_at)}; take another id"
    )
    return Refused(first.id, Code.DUPLICATE_ID, detail)


@dataclass
class _Decisions:
    """Decides event by event, in their order: one that is kept is known to those behind it."""

    known: Known
    kept: dict[str, Happening] = field(default_factory=dict)
    _reversed: set[tuple[str, str]] = field(default_factory=set)

    def decide(self, told: ToldEvent, judged: Happening | Refused) -> Refused | None:
        """Why an event is refused; None where it is kept, or was before."""
        if first := self.kept.get(told.id) or self.known.happenings.get(told.id):
            return None if first.digest == told.digest else duplicate(first)
        if isinstance(judged, Refused):
            return judged
        if judged.reverses and (refused := self._irreversible(judged, judged.reverses)):
            return refused
        self.kept[told.id] = judged
        return None

    def _irreversible(self, reversal: Happening, reverses: str) -> Refused | None:
        if target := self.kept.get(reverses) or self.known.happenings.get(reverses):
            if target.creator_id != reversal.creator_id:
                detail = f"creator_id: the event {reverses} is of another creator"
                return Refused(reversal.id, Code.INVALID, detail)
            if target.type in IRREVERSIBLE:
                detail = f"{reverses} is of the type {target.type}: tell what is right by another event"
                return Refused(reversal.id, Code.NOT_REVERSIBLE, detail)
        whose = (reverses, reversal.creator_id)
        if whose in self._reversed or self.known.reversal_of(reverses, creator_id=reversal.creator_id):
            return Refused(reversal.id, Code.ALREADY_REVERSED, f"{reverses} is reversed by another event")
        self._reversed.add(whose)
        return None
