"""What is kept beside a published market, and how is it written down?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from marketplace.creators.money import Rates


@dataclass(frozen=True)
class SyncState:
    """What is kept beside a published market, in the index itself so that they can't disagree.

    `fingerprint` tells whether the feed has changed since, empty when it must be read again whatever it says;
    `inputs` is a digest of all else that a build depends on (topics, labels, rates, word analysis).
    Times in microseconds: all that the feed told before `as_of` is in the market. `read` and `rejected` are the counts
    of the run that made the build, `rejected_changes` of the last delta that had to refuse some: a feed tells the same
    ones again and again. `creators` are as many as are shown now, which is counted when it is read; all overlays up
    to the version `overlay` are in it. `feed` is the fingerprint of the feed that was read, whatever must be read
    again; `refused` that of one that was rolled back from.
    """

    market: str
    fingerprint: str
    inputs: str
    as_of: int
    synced_at: int
    read: int
    creators: int
    rejected: int
    rates: Rates
    overlay: int = 0
    feed: str = ""
    refused: str = ""
    rejected_changes: int = 0

    @property
    def outdated(self) -> bool:
        """Whether another release made it, so that this one can't change it."""
        return not self.inputs


def state_to_json(state: SyncState) -> dict[str, Any]:
    """The state as plain JSON values."""
    return {**asdict(state), "rates": state.rates.to_json()}


def state_from_json(kept: Mapping[str, Any]) -> SyncState:
    """The state that `state_to_json` wrote; a newer release may have written more."""
    known = {field.name: kept[field.name] for field in fields(SyncState) if field.name in kept}
    return SyncState(**{**known, "rates": Rates.from_json(kept["rates"])})
