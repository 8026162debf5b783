"""Who is reminded of a deadline? Whoever has to do something until then, by a letter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from marketplace.deals.audience import audience_of
from marketplace.deals.collaboration import Collaboration, Standing
from marketplace.deals.ports import DealRecords
from marketplace.deals.proposal import Proposal, Turn
from marketplace.deals.sides import SYSTEM, Side
from marketplace.deals.steps import Happening
from marketplace.deals.waking import REMINDERS, Call, Wake
from marketplace.deals.writing import letters_of

Timed = Proposal | Collaboration


def remind(records: DealRecords, found: Sequence[Timed], *, due: Mapping[str, Sequence[Wake]], at: int) -> None:
    """Keep the letters of the reminders that are due; none of what its deadline has passed meanwhile."""
    reminders = [Happening(wake.call, one, SYSTEM, n=wake.n) for one in found for wake in _reminders(due[one.id])]
    if not reminders:
        return
    audience = audience_of(records, reminders)
    told = [(one, account) for one in reminders for side, account in audience.of(one) if side is _who(one)]
    records.letters.add_all([*letters_of(records, told)], at=at)


def _reminders(wakes: Sequence[Wake]) -> Iterator[Wake]:
    passed = {one.n for one in wakes if one.call not in REMINDERS}
    return (one for one in wakes if one.call in REMINDERS and one.n not in passed)


def _who(reminder: Happening) -> Side:
    """Who has to do something."""
    record = reminder.record
    if isinstance(record, Proposal):
        return Side.BRAND if record.turn is Turn.COUNTERED_BY_CREATOR else Side.CREATOR
    if isinstance(record, Collaboration) and reminder.type == Call.REMIND_CONSENT:
        return Side.CREATOR if record.standing is Standing.BRAND_WANTS_OUT else Side.BRAND
    return Side.BRAND if reminder.type == Call.REMIND_APPROVAL else Side.CREATOR
