"""Has this been asked before? An idempotency key is claimed, and its answer kept with the work that it tells of."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Protocol

from marketplace.creators.times import MICROSECONDS

LAPSES_SECONDS = 60
"""A claim whose process died before the answer: then the work was not done either, and may be done again."""

KEPT_SECONDS = 24 * 3600


@dataclass(frozen=True, order=True)
class ClaimKey:
    """Whose key it is and for what: a key of one account (and client) is no other's, nor that of another path."""

    account_id: str
    client_id: str
    asked: str
    """Method and path."""

    key: str


@dataclass(frozen=True)
class Answer:
    """What was answered; the body without secrets."""

    status: int
    body: bytes = field(repr=False)
    location: str | None = None
    etag: str | None = None


@dataclass(frozen=True)
class Claim:
    """A key in use, for a body of this hash; `answer` when the work is done."""

    key: ClaimKey
    body_hash: bytes
    claimed_at: int
    answer: Answer | None = None


class Verdict(Enum):
    """What is to be done with a request."""

    DO = auto()
    REPLAY = auto()
    RUNNING = auto()
    OTHER_BODY = auto()


def judged(known: Claim | None, wanted: Claim) -> Verdict:
    """What is to be done with a request, given what is known of its key at the time it was claimed."""
    if known is None or known.claimed_at <= wanted.claimed_at - KEPT_SECONDS * MICROSECONDS:
        return Verdict.DO
    if known.body_hash != wanted.body_hash:
        return Verdict.OTHER_BODY
    if known.answer:
        return Verdict.REPLAY
    lapsed = known.claimed_at <= wanted.claimed_at - LAPSES_SECONDS * MICROSECONDS
    return Verdict.DO if lapsed else Verdict.RUNNING


def answered(claim: Claim, answer: Answer) -> Claim:
    """The claim of work that is done."""
    return replace(claim, answer=answer)


class ClaimRepository(Protocol):
    """Keeps claims."""

    def get(self, key: ClaimKey) -> Claim | None:
        """What is known of a key."""
        ...

    def take(self, claim: Claim, *, known: Claim | None) -> bool:
        """Keep it in place of what was known; False when another one was kept meanwhile, which stays."""
        ...

    def holds(self, claim: Claim) -> bool:
        """Whether it is the one that is kept, without an answer; nobody else can replace it until the end."""
        ...

    def put(self, claim: Claim) -> None:
        """Keep it in place of what was known."""
        ...

    def drop(self, key: ClaimKey) -> None:
        """Know nothing of a key any more."""
        ...

    def drop_all(self, account_id: str) -> None:
        """Know nothing of any key of an account any more."""
        ...

    def forget(self, *, claimed_before: int) -> int:
        """Drop what is older; how many."""
        ...
