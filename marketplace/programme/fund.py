"""What is the Creator Fund's? Each month's views by the rates of their days, pending for a while, then available."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from marketplace.creators.markets import markets
from marketplace.creators.money import Rates, configured_rates
from marketplace.deals.amounts import converted
from marketplace.programme.changing import market_currency, rates_between, rates_kept
from marketplace.programme.crediting import next_month
from marketplace.programme.ports import Programme, ProgrammeRecords
from marketplace.programme.posting import post
from marketplace.programme.rules import Feature, FundRules, Rules
from marketplace.programme.transfer import FUND, Entry, Purse, Transfer, account_of
from marketplace.programme.wallet import FundMonth, Viewed

AT_ONCE = 50
"""Creators of one transaction: on SQLite it keeps all others who write waiting."""

USD = "USD"
Rewarded = Mapping[str, Mapping[Decimal, int]]


@dataclass(frozen=True)
class _Reckoned:
    """A month as it is now, by how much it is more than before, and its views by market and rate."""

    month: FundMonth
    more: int
    rewarded: Rewarded
    rates: Rates

    @property
    def detail(self) -> Mapping[str, object]:
        """What a transfer keeps of it."""
        views = {
            market: [{"usd_per_view": f"{rate:f}", "views": count} for rate, count in sorted(rates.items())]
            for market, rates in sorted(self.rewarded.items())
        }
        return {"views": views, **rates_between(USD, self.month.currency, rates=self.rates)}


@dataclass(frozen=True)
class FundReckoning:
    """Reckons up months that have ended, and again when their views are others; several work side by side."""

    records: Programme
    rules: Rules
    now: Callable[[], int]
    rates: Callable[[], Rates] = configured_rates

    def work(self) -> int:
        """Reckon some up; of how many creators. Raises StoreUnavailable."""
        now = self.now()
        with self.records.writing() as records:
            wallets = records.fund.take_ended(now=now, limit=AT_ONCE)
            ended = records.fund.ended(wallets, now=now)
            before = {(one.creator_id, one.month): one for one in records.fund.months(wallets)}
            after = [one for key in ended if (one := self._reckoned(records, key, before=before.get(key)))]
            records.fund.put_all([one.month for one in after])
            records.fund.unmark(ended)
            transfers = [transfer for one in after for transfer in self._moved(one)]
            changed = [wallets[one] for one in sorted({one.creator_id for one in transfers})]
            if changed:
                post(records, changed, transfers=transfers, now=now)
        return len(wallets)

    def _reckoned(
        self, records: ProgrammeRecords, whose: tuple[str, str], *, before: FundMonth | None
    ) -> _Reckoned | None:
        """A month with all its views; its market, currency and rates stay those of the first time."""
        views = records.fund.views(*whose)
        if before is None and not views:
            return None
        rewarded = rewarded_of(views, self.rules.fund)
        dollars = sum((rate * count for one in rewarded.values() for rate, count in one.items()), Decimal(0))
        first = before or self._begun(*whose, market=views[-1].market)
        rates = self._rates_of(records, first)
        after = replace(
            first,
            views=sum(one.views for one in views),
            minor=converted(dollars, USD, to=first.currency, rates=rates).minor,
            updated_at=self.now(),
        )
        return _Reckoned(after, after.minor - first.minor, rewarded, rates)

    def _rates_of(self, records: ProgrammeRecords, month: FundMonth) -> Rates:
        """Those of the first time: by others, a few late views would let all of the month be worth something else."""
        filters = {"entry": Entry.FUND.value, "month": month.month}
        made = records.transfers.page(month.creator_id, before=None, limit=1, filters=filters) if month.minor else ()
        return rates_kept(made[0].detail) if made else self.rates()

    def _begun(self, creator_id: str, month: str, *, market: str) -> FundMonth:
        """A month before anything is reckoned up of it."""
        payable = next_month(month) + dt.timedelta(days=self.rules.fund.payable_after_days)
        return FundMonth(
            creator_id=creator_id,
            month=month,
            market=market,
            views=0,
            minor=0,
            currency=market_currency(market),
            payable_at=self.rules.markets[market].begins(payable),
            updated_at=self.now(),
        )

    def _moved(self, reckoned: _Reckoned) -> Sequence[Transfer]:
        """How the difference comes into the wallet, or goes out of it."""
        after, more = reckoned.month, reckoned.more
        if not more:
            return []
        pending, available = (account_of(after.creator_id, one) for one in (Purse.PENDING, Purse.AVAILABLE))
        at = self.rules.markets[after.market].begins(next_month(after.month)) - 1
        made = moved(after, (FUND, pending), amount=abs(more), at=at, posted_at=after.updated_at)
        made = replace(made, detail=reckoned.detail)
        if more < 0:
            return [replace(made, debit=available if after.released else pending, credit=FUND)]
        return [made, self._released(after, more)] if after.released else [made]

    def _released(self, after: FundMonth, amount: int) -> Transfer:
        """What comes late for a month that is paid out already is so at once."""
        return released(after, amount=amount, rules=self.rules, now=after.updated_at)


@dataclass(frozen=True)
class FundReleases:
    """Lets what is payable be available, where it comes to the minimum; less waits for the next month."""

    records: Programme
    rules: Rules
    now: Callable[[], int]

    def work(self) -> int:
        """Release some; of how many creators. Raises StoreUnavailable."""
        now, least = self.now(), self._least()
        with self.records.writing() as records:
            wallets = records.fund.take_payable(least, now=now, limit=AT_ONCE)
            open_months = [one for one in records.fund.months(wallets) if not one.released and one.payable_at <= now]
            months = [one for one in open_months if _sum(open_months, like=one) >= least[one.currency]]
            records.fund.put_all([replace(one, released=True, updated_at=now) for one in months])
            transfers = [released(one, amount=one.minor, rules=self.rules, now=now) for one in months if one.minor]
            changed = [wallets[one] for one in sorted({one.creator_id for one in transfers})]
            if changed:
                post(records, changed, transfers=transfers, now=now)
        return len(wallets)

    def _least(self) -> dict[str, int]:
        """The minimum in each currency, in minor units."""
        minimum, rates = self.rules.fund.minimum_usd, configured_rates()
        return {one.currency: converted(minimum, USD, to=one.currency, rates=rates).minor for one in markets().values()}


def rewarded_of(views: Sequence[Viewed], fund: FundRules) -> Rewarded:
    """Views by the market they come from, and by the US dollars that each of them is rewarded with."""
    found: dict[str, dict[Decimal, int]] = {}
    for one in views:
        of_market = found.setdefault(one.viewers, {})
        rate = fund.rate(one.viewers, dt.date.fromisoformat(one.day))
        of_market[rate] = of_market.get(rate, 0) + one.views
    return found


def released(month: FundMonth, *, amount: int, rules: Rules, now: int) -> Transfer:
    """What makes an amount of a month available, counted in the month in which that happens."""
    way = (account_of(month.creator_id, Purse.PENDING), account_of(month.creator_id, Purse.AVAILABLE))
    made = moved(month, way, amount=amount, at=now, posted_at=now)
    when = rules.markets[month.market].day(now).isoformat()[:7]
    return replace(made, entry=Entry.FUND_RELEASE, month=when)


def moved(month: FundMonth, way: tuple[str, str], *, amount: int, at: int, posted_at: int) -> Transfer:
    """An amount of a month on its way from an account to another, counted in that month."""
    return Transfer(
        creator_id=month.creator_id,
        market=month.market,
        entry=Entry.FUND,
        feature=Feature.CREATOR_FUND,
        debit=way[0],
        credit=way[1],
        amount=amount,
        currency=month.currency,
        reason=month.month,
        at=at,
        posted_at=posted_at,
        month=month.month,
    )


def _sum(months: Sequence[FundMonth], *, like: FundMonth) -> int:
    return sum(one.minor for one in months if (one.creator_id, one.currency) == (like.creator_id, like.currency))
