"""Whose wallet is it, and in which market? Its creator's, whose member, profile or ledger says where it is at home."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from marketplace.accounts.caller import Caller
from marketplace.creators.markets import markets
from marketplace.deals.sides import Side, side_of
from marketplace.errors import Conflict, Forbidden, NotFound
from marketplace.programme.member import Membership
from marketplace.programme.payout_ports import WalletKeeping, WalletRecords
from marketplace.programme.ports import People
from marketplace.programme.rules import MarketRules, Rules
from marketplace.programme.transfer import Entry, Transfer


@dataclass(frozen=True, kw_only=True)
class Move:
    """What goes from which account to which, and what for: no earning, so of no feature."""

    entry: Entry
    debit: str
    credit: str
    amount: int
    currency: str
    reason: str
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Home:
    """Where a creator is at home: new money is of that currency, days are of that clock."""

    market: MarketRules
    currency: str

    def month(self, at: int) -> str:
        """The month (2026-11) that a time is in."""
        return self.market.day(at).isoformat()[:7]

    def transfer(self, creator_id: str, move: Move, *, at: int) -> Transfer:
        """A move as the ledger has it: it happens, and is kept, at this time."""
        return Transfer(
            creator_id=creator_id,
            market=self.market.code,
            at=at,
            posted_at=at,
            month=self.month(at),
            **vars(move),
        )


@dataclass(frozen=True)
class Homes:
    """Finds out where creators are at home."""

    records: WalletKeeping
    people: People
    rules: Rules

    def of(self, creator_id: str) -> Home:
        """Where a creator is at home; raises NotFound for one who is unknown and never earned, EngineUnavailable.

        A member is where it joined, everybody else where the profile says; of who can't be found any more it is where
        it earned last: what is in the wallet stays its own.
        """
        with self.records.reading() as records:
            member = records.members.look(creator_id)
            last = records.transfers.page(creator_id, before=None, limit=1)
        if member is not None and not member.never_was_in:
            return home_at(member.market, rules=self.rules)
        # outside of the transaction: a search engine may take its time
        if person := self.people.find([creator_id]).get(creator_id):
            return home_at(person.market, rules=self.rules)
        if last:
            return home_at(last[0].market, rules=self.rules)
        if member is not None:
            return home_at(member.market, rules=self.rules)
        raise NotFound(f"there is no creator {creator_id}")


def home_at(market: str, *, rules: Rules) -> Home:
    """A market as somebody's home."""
    return Home(rules.markets[market], markets()[market].currency)


def check_seen(creator_id: str, *, by: Caller) -> None:
    """Raise NotFound unless a caller may see a wallet: its creator and operators may; Forbidden for brands."""
    side = side_of(by)
    if side is Side.BRAND:
        raise Forbidden(f"an account of the role {by.account.role} can't see wallets: creators and operators can")
    if side is Side.CREATOR and by.account.creator_id != creator_id:
        raise NotFound(f"there is no creator {creator_id}")


def check_own(creator_id: str, *, by: Caller) -> None:
    """Raise Forbidden or NotFound unless a wallet is the caller's own."""
    if side_of(by) is not Side.CREATOR:
        raise Forbidden(f"an account of the role {by.account.role} can't take from wallets: their creators can")
    check_seen(creator_id, by=by)


def is_suspended(records: WalletRecords, creator_id: str) -> bool:
    """Whether a creator is a member who may take nothing out now; who left, or never joined, may."""
    member = records.members.look(creator_id)
    return member is not None and member.state is Membership.SUSPENDED


def check_not_suspended(records: WalletRecords, creator_id: str) -> None:
    """Raise Conflict where a creator may take nothing out now."""
    if is_suspended(records, creator_id):
        raise Conflict("the membership is suspended: what was earned stays until it is active again")
