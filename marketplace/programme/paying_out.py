"""Who pays withdrawals? A provider behind a port, asked by the worker until it says what became of each.

It is asked outside of any transaction, under the withdrawal's id: whoever dies between its answer and our commit has it
asked again, and it answers the same and pays no second time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from marketplace.creators.times import MICROSECONDS
from marketplace.programme.payout_ports import WalletKeeping, WalletRecords
from marketplace.programme.posting import post
from marketplace.programme.purses import Move, home_at
from marketplace.programme.rules import Rules
from marketplace.programme.transfer import PAYOUTS, Entry, Purse, account_of
from marketplace.programme.wallet import Payout, Withdrawal

LEASE_SECONDS = 300
"""How long whoever took a withdrawal may ask for: after that it has died rather than that it still asks."""

AT_ONCE = 10
"""Withdrawals that one worker takes: all of them are asked for within the lease where each takes half a minute."""

SOONEST_SECONDS, LATEST_SECONDS = 60, 6 * 3_600
MAX_FAILURE = 500
UNDER_WAY = (Payout.REQUESTED, Payout.PROCESSING)

logger = logging.getLogger(__name__)


class Answer(StrEnum):
    """What a provider says of a payment."""

    PAID = "paid"
    FAILED = "failed"
    PENDING = "pending"
    """Nobody knows yet: ask again."""


@dataclass(frozen=True)
class Outcome:
    """What became of a payment; `reason` is for the creator, where it failed."""

    answer: Answer
    reason: str = ""


class PayoutProvider(Protocol):
    """Pays to connected accounts."""

    def pay(self, withdrawal: Withdrawal) -> Outcome:
        """Pay a withdrawal, or say what became of it where this id was asked for before: it is paid once at most.

        May raise anything: then it is asked again.
        """
        ...


@dataclass(frozen=True)
class RecordingPayouts:
    """Pays nothing and keeps record of all: what is in the table `payouts` is paid outside."""

    records: WalletKeeping
    now: Callable[[], int]

    def pay(self, withdrawal: Withdrawal) -> Outcome:
        """See `PayoutProvider`."""
        with self.records.writing() as records:
            records.payouts.add(withdrawal, at=self.now())
        return Outcome(Answer.PAID)


@dataclass(frozen=True)
class PayingOut:
    """Has due withdrawals paid. Several work side by side; what one who dies has taken is asked for after its lease."""

    records: WalletKeeping
    provider: PayoutProvider
    rules: Rules
    now: Callable[[], int]

    def work(self) -> int:
        """Have some paid; how many were asked for. Raises StoreUnavailable."""
        taken = self._take()
        for one in taken:
            self._settle(one, self._asked(one))
        return len(taken)

    def _take(self) -> list[Withdrawal]:
        """Some that are due, which nobody else asks for before the lease is over."""
        now = self.now()
        with self.records.writing() as records:
            taken = [_processing(one, now=now) for one in records.withdrawals.due(now, limit=AT_ONCE)]
            for one in taken:
                records.withdrawals.replace(one)
        return taken

    def _asked(self, withdrawal: Withdrawal) -> Outcome:
        try:
            return self.provider.pay(withdrawal)
        except Exception:  # whatever it is, nobody knows whether it was paid
            logger.exception("withdrawal %s: the payout provider failed, and is asked again", withdrawal.id)
            return Outcome(Answer.PENDING)

    def _settle(self, withdrawal: Withdrawal, outcome: Outcome) -> None:
        """Keep what became of a withdrawal; of two outcomes the first one counts."""
        now = self.now()
        with self.records.writing() as records:
            # the wallet first, as everybody takes them
            wallet = records.wallets.take([withdrawal.creator_id], at=now)[withdrawal.creator_id]
            kept = records.withdrawals.get(withdrawal.id)
            if kept is None or kept.state not in UNDER_WAY:
                logger.info("withdrawal %s: %s came late, and changes nothing", withdrawal.id, outcome.answer)
                return
            if outcome.answer is Answer.PENDING:
                records.withdrawals.replace(replace(kept, next_at=_again_at(kept, now=now)))
                return
            ended = _ended(kept, outcome, now=now)
            records.withdrawals.replace(ended)
            home = home_at(_market(records, withdrawal.id), rules=self.rules)
            post(records, [wallet], transfers=[home.transfer(ended.creator_id, _out(ended), at=now)], now=now)


def _processing(withdrawal: Withdrawal, *, now: int) -> Withdrawal:
    held = replace(withdrawal, next_at=now + LEASE_SECONDS * MICROSECONDS)
    if withdrawal.state is Payout.PROCESSING:
        return held
    later = max(now, withdrawal.updated_at)
    return replace(held, state=Payout.PROCESSING, version=withdrawal.version + 1, updated_at=later)


def _again_at(withdrawal: Withdrawal, *, now: int) -> int:
    """After as long as it has waited already, so that each pause is twice the one before."""
    waited = now - withdrawal.created_at
    return now + min(max(waited, SOONEST_SECONDS * MICROSECONDS), LATEST_SECONDS * MICROSECONDS)


def _ended(withdrawal: Withdrawal, outcome: Outcome, *, now: int) -> Withdrawal:
    paid = outcome.answer is Answer.PAID
    return replace(
        withdrawal,
        state=Payout.PAID if paid else Payout.FAILED,
        failure=None if paid else _told(outcome.reason),
        version=withdrawal.version + 1,
        updated_at=max(now, withdrawal.updated_at),
    )


def _market(records: WalletRecords, withdrawal_id: str) -> str:
    """The market in which it was asked for."""
    return records.transfers.because_of([withdrawal_id])[0].market


def _out(withdrawal: Withdrawal) -> Move:
    """The money goes out, or back."""
    paid = withdrawal.state is Payout.PAID
    available, held = (account_of(withdrawal.creator_id, one) for one in (Purse.AVAILABLE, Purse.HELD))
    return Move(
        entry=Entry.PAYOUT if paid else Entry.PAYOUT_FAILED,
        debit=held,
        credit=PAYOUTS if paid else available,
        amount=withdrawal.minor,
        currency=withdrawal.currency,
        reason=withdrawal.id,
    )


def _told(reason: str) -> str:
    """Why it failed, as a database can keep it."""
    return reason.replace("\0", "")[:MAX_FAILURE] or "the payout provider did not say why"
