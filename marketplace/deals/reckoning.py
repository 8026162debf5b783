"""How does what creators are known for reach search? Who took a step is marked, and soon reckoned up by a worker."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from marketplace.accounts.account import HiddenFor
from marketplace.deals.ports import DealRecords, Deals
from marketplace.deals.reputation import Mark, differing
from marketplace.deals.steps import Happening

AT_ONCE = 20
"""Creators of one transaction: on SQLite it keeps all others who write waiting, for some 70 ms at worst."""

TELLING = frozenset(
    {
        *("proposal.accepted", "proposal.declined", "proposal.countered", "proposal.expired"),
        *("collaboration.completed", "collaboration.resolved"),
    }
)
"""The events after which a creator may be known for something else."""


@dataclass(frozen=True)
class Marking:
    """The `Herald` that marks the creators who did something that counts, within the transaction of it."""

    make_id: Callable[[str], str]

    def tell(self, records: DealRecords, happenings: Sequence[Happening]) -> None:
        """See `Herald`."""
        counting = (one for one in happenings if one.type in TELLING)
        creators = dict.fromkeys(creator for one in counting for creator in one.creator_ids)
        if creators:
            records.reputations.mark([Mark(self.make_id("mrk"), one) for one in creators])


@dataclass(frozen=True)
class Reckoning:
    """Reckons marked creators up. Several work side by side; whoever dies amid it leaves its marks to the others."""

    records: Deals

    def work(self) -> int:
        """Reckon some up; how many marks there were. Raises StoreUnavailable."""
        with self.records.writing() as records:
            marks = records.reputations.take(AT_ONCE)
            if marks:
                _reckon(records, sorted({one.creator_id for one in marks}))
                records.reputations.remove(marks)
        return len(marks)


def _reckon(records: DealRecords, creator_ids: Sequence[str]) -> None:
    if not (changed := _changed(records, creator_ids)):
        return
    # another worker may have reckoned one of them up meanwhile, from more than was committed before: reckoned up anew
    # behind the lock that all changes of overlays take, who changes one last knows most. Likewise of who left for ever.
    records.overlays.hold()
    for creator_id, (said, gone) in _changed(records, [*changed]).items():
        if HiddenFor.ERASED not in records.hidings.of(creator_id):
            records.overlays.change(creator_id, said)
            records.overlays.clear(creator_id, gone)


def _changed(
    records: DealRecords, creator_ids: Sequence[str]
) -> Mapping[str, tuple[dict[str, object], tuple[str, ...]]]:
    """What the overlays of some creators are to say, and to say no more, where they say something else."""
    done, overlays = records.reputations.of(creator_ids), records.overlays.of(creator_ids)
    found = {one: differing(record, overlays[one].fields if one in overlays else {}) for one, record in done.items()}
    return {one: change for one, change in found.items() if any(change)}
