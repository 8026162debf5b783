"""What are creators known for, by their deals here? How soon they answer, how often they accept, what is done."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Protocol

from marketplace.creators.fields import BADGES
from marketplace.creators.times import MICROSECONDS
from marketplace.deals.proposal import ProposalStatus

HOUR = 3_600 * MICROSECONDS
NEWEST = 200
"""So many of a creator's proposals count, those that changed last: who has become better is known for it."""

FEWEST = 5
"""Of fewer proposals nobody learns how often a creator accepts, and no badge is earned."""

RESPONSIVE_HOURS = 48
EXPERIENCED = 5
"""Completed collaborations from which on a creator is experienced."""

SETTLED = (ProposalStatus.ACCEPTED, ProposalStatus.DECLINED, ProposalStatus.EXPIRED)
"""What an acceptance rate is reckoned over: who was not waited for is not asked."""

EARNED = frozenset({"responsive", "experienced"})
"""The badges that are given here; all others are somebody else's."""

NUMBERS = ("response_hours", "acceptance_rate", "collaborations_completed")


@dataclass(frozen=True)
class Answer:
    """A proposal that was answered or settled; `took` is how long the first answer did, in microseconds."""

    status: ProposalStatus
    took: int | None


@dataclass(frozen=True)
class Record:
    """What a creator did here: the newest proposals, and how many collaborations were completed, ever."""

    answers: Sequence[Answer] = ()
    completed: int = 0


@dataclass(frozen=True)
class Mark:
    """That a creator is to be reckoned up."""

    id: str
    creator_id: str


class ReputationRepository(Protocol):
    """Keeps of whom it is to be reckoned up what they are known for, and knows of what."""

    def mark(self, marks: Sequence[Mark]) -> None:
        """Let them be reckoned up once this is committed; nobody is waited for."""
        ...

    def take(self, limit: int) -> Sequence[Mark]:
        """The marks of so many creators, who were marked first, that nobody else has; nobody else's until the end."""
        ...

    def remove(self, marks: Sequence[Mark]) -> None:
        """Keep them no more."""
        ...

    def of(self, creator_ids: Collection[str]) -> Mapping[str, Record]:
        """What each of them did, as far as it is committed; see `NEWEST`."""
        ...


def known_for(record: Record) -> dict[str, object]:
    """What the marketplace says of a creator, by field; what it can't say yet is left out."""
    took = [one.took for one in record.answers if one.took is not None]
    settled = [one.status is ProposalStatus.ACCEPTED for one in record.answers if one.status in SETTLED]
    said: dict[str, object] = {}
    if took:
        said["response_hours"] = round(median(took) / HOUR, 2)
    if len(settled) >= FEWEST:
        said["acceptance_rate"] = round(sum(settled) / len(settled), 4)
    if record.completed:
        said["collaborations_completed"] = record.completed
    earned = {
        "responsive": len(took) >= FEWEST and median(took) <= RESPONSIVE_HOURS * HOUR,
        "experienced": record.completed >= EXPERIENCED,
    }
    return {**said, "badges": [one for one in BADGES if earned.get(one)]}


def differing(record: Record, said: Mapping[str, object]) -> tuple[dict[str, object], tuple[str, ...]]:
    """What an overlay that says this is to say instead, and what it is to leave to the feed.

    Of the badges it has those of others stay; where it says that there are none, whatever is earned, that stays, too.
    """
    known = known_for(record)
    if "badges" in said and said["badges"] is None:
        del known["badges"]
    else:
        known["badges"] = _badges([*_others(said.get("badges")), *_names(known["badges"])])
        if not known["badges"]:
            del known["badges"]
    gone = [name for name in NUMBERS if name in said and name not in known]
    if said.get("badges") and "badges" not in known:
        gone.append("badges")
    return {name: value for name, value in known.items() if name not in said or said[name] != value}, tuple(gone)


def _others(badges: object) -> Iterable[str]:
    return (one for one in _names(badges) if one not in EARNED)


def _names(badges: object) -> Sequence[str]:
    return badges if isinstance(badges, list) else []


def _badges(names: Collection[str]) -> list[str]:
    return [one for one in BADGES if one in names]
