"""Who may see which statement? A creator its own, operators all, and the totals of markets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from marketplace.accounts.account import Account
from marketplace.accounts.caller import Caller
from marketplace.creators.markets import markets
from marketplace.creators.money import configured_rates
from marketplace.deals.access import check_side
from marketplace.deals.sides import Side, side_of
from marketplace.errors import InvalidInput, NotFound, Problem
from marketplace.programme.closing import Closing, Total, closings_of, withdrawn_of
from marketplace.programme.ports import People, Programme, ProgrammeRecords
from marketplace.programme.rules import Rules
from marketplace.programme.statement import (
    MONTH,
    MOST_ENTRIES,
    Statement,
    earned_of,
    fees_of,
    lines_of,
    month_of,
    worth_of,
)
from marketplace.programme.transfer import Entry, Transfer


@dataclass(frozen=True)
class Stated:
    """A statement, and the account of whose wallet it is, where there is one."""

    statement: Statement
    account: Account | None


@dataclass(frozen=True, kw_only=True)
class Totals:
    """What a month came to by market, feature and currency; `final` once it has ended in every market asked for."""

    month: str
    final: bool
    rows: tuple[Total, ...]


class StatementService:
    """The statements of wallets; everything raises StoreUnavailable.

    NotFound for another's wallet, and for a creator that nothing is known of; InvalidInput for a month that is none,
    or has not come yet; EngineUnavailable of who is no member. `now` gives microseconds.
    """

    def __init__(self, records: Programme, people: People, *, rules: Rules, now: Callable[[], int]) -> None:
        self._records = records
        self._people = people
        self._rules = rules
        self._now = now

    def of_month(self, creator_id: str, month: str, *, by: Caller) -> Stated:
        """The statement of a month (2026-11); all zeros where nothing happened yet."""
        _check_seen(creator_id, by=by)
        market = self._market(creator_id)
        self._check_month(month, newest=self._newest(market))
        with self._records.reading() as records:
            account = records.accounts.of_creator(creator_id)
            return Stated(self._statement(records, creator_id, market=market, month=month), account)

    def months(self, creator_id: str, *, by: Caller) -> Sequence[Closing]:
        """How each month that has entries ended, the newest first."""
        _check_seen(creator_id, by=by)
        market = self._market(creator_id)
        with self._records.reading() as records:
            flows = records.months.flows(creator_id)
        return closings_of(creator_id, flows, newest=self._newest(market), currency=markets()[market].currency)

    def totals(self, month: str | None, *, market: str | None = None, by: Caller) -> Totals:
        """What a month (the newest, unless it is said) comes to; Forbidden for who is no operator."""
        check_side(by, Side.OPERATOR, what="see the totals of markets")
        begun = [self._newest(one) for one in (self._rules.markets if market is None else (market,))]
        wanted = max(begun) if month is None else month
        self._check_month(wanted, newest=max(begun))
        with self._records.reading() as records:
            rows = [one for one in records.months.totals(wanted, market=market) if not one.is_nothing]
        return Totals(month=wanted, final=wanted < min(begun), rows=tuple(rows))

    def _statement(self, records: ProgrammeRecords, creator_id: str, *, market: str, month: str) -> Statement:
        flows, currency = records.months.flows(creator_id), markets()[market].currency
        own = [one for one in flows if one.month == month]
        count = sum(one.count for one in own)
        earned = earned_of(creator_id, own)
        steps = records.months.steps(creator_id, month)
        redeemed = records.months.redemptions(_reasons(steps, Entry.REDEMPTION))
        failed = records.months.withdrawals(_reasons(steps, Entry.PAYOUT_FAILED))
        of_fund = {month, *_reasons(steps, Entry.FUND, Entry.FUND_RELEASE)}
        listed = records.months.entries(creator_id, month) if count <= MOST_ENTRIES else ()
        return Statement(
            creator_id=creator_id,
            market=market,
            currency=currency,
            month=month,
            final=month < self._newest(market),
            made_at=self._now(),
            lines=lines_of(creator_id, flows, month=month, currency=currency),
            earned=earned,
            worth=worth_of(earned, currency=currency, diamonds=self._rules.diamonds, rates=configured_rates()),
            fees=fees_of(own),
            redemptions=tuple(redeemed.values()),
            withdrawals=withdrawn_of(steps, failed),
            fund=tuple(records.months.fund(creator_id, of_fund)),
            entries=tuple(listed),
            entries_left_out=count - len(listed),
        )

    def _market(self, creator_id: str) -> str:
        """By whose calendar a creator's months are: that of its membership, its profile, or where it earned last."""
        with self._records.reading() as records:
            member, last = records.members.look(creator_id), records.months.market(creator_id)
        if member is not None:
            return member.market
        # outside of the transaction: a search engine may take its time
        if person := self._people.find([creator_id]).get(creator_id):
            return person.market
        if last is not None:
            return last
        raise _unknown(creator_id)

    def _newest(self, market: str) -> str:
        return month_of(self._rules.markets[market].day(self._now()))

    def _check_month(self, month: str, *, newest: str) -> None:
        if not MONTH.fullmatch(month):
            raise InvalidInput(Problem("month", f"must be a month like {newest}"))
        if month > newest:
            raise InvalidInput(Problem("month", f"has not begun yet: the newest is {newest}"))


def _reasons(steps: Sequence[Transfer], *entries: Entry) -> set[str]:
    return {one.reason for one in steps if one.entry in entries}


def _check_seen(creator_id: str, *, by: Caller) -> None:
    check_side(by, Side.CREATOR, Side.OPERATOR, what="see statements of wallets")
    if side_of(by) is Side.CREATOR and by.account.creator_id != creator_id:
        raise _unknown(creator_id)


def _unknown(creator_id: str) -> NotFound:
    return NotFound(f"there is no creator {creator_id}")
