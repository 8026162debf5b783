"""How do Diamonds become money? At the rate of the day, which is kept with the two transfers that do it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any

from marketplace.accounts.caller import Caller
from marketplace.accounts.making import Makers
from marketplace.creators.money import Rates, configured_rates, decimals
from marketplace.deals.amounts import MOST_MINOR, Money
from marketplace.errors import Conflict, InvalidInput, Problem
from marketplace.programme.payout_ports import WalletKeeping
from marketplace.programme.posting import post
from marketplace.programme.purses import Home, Homes, Move, check_not_suspended, check_own
from marketplace.programme.transfer import CONVERSION, DIAMONDS, Entry, Purse, account_of
from marketplace.programme.wallet import Redemption


@dataclass(frozen=True, kw_only=True)
class Rate:
    """What Diamonds are worth: so many a US dollar, and so many US dollars one unit of a currency, on a day."""

    diamonds_per_usd: int
    usd_per_unit: str
    currency: str
    rates_of: str

    def worth(self, diamonds: int) -> Money:
        """What so many Diamonds are worth: whole minor units, what is less than one more is lost.

        Rounded to the nearest, Diamonds that are redeemed one by one would be worth half as much again as all at once.
        """
        units = Fraction(diamonds, self.diamonds_per_usd) / Fraction(self.usd_per_unit)
        return Money(floor(units * 10 ** decimals(self.currency)), self.currency)


def rate_of(currency: str, *, per_usd: int, rates: Rates) -> Rate:
    """The rate of a day into a currency."""
    return Rate(
        diamonds_per_usd=per_usd,
        usd_per_unit=str(rates.usd[currency]),
        currency=currency,
        rates_of=rates.date.isoformat(),
    )


@dataclass(frozen=True)
class Redeeming:
    """Redeems Diamonds; of many who ask at once for the same ones, one gets them."""

    records: WalletKeeping
    makers: Makers
    homes: Homes
    rates: Callable[[], Rates] = configured_rates

    def rate(self, home: Home) -> Rate:
        """The rate of today."""
        return rate_of(home.currency, per_usd=self.homes.rules.diamonds.per_usd, rates=self.rates())

    def redeem(self, creator_id: str, diamonds: int, *, by: Caller) -> Redemption:
        """Turn Diamonds of the caller's own wallet into money of it.

        Raises NotFound, Forbidden, Conflict where there are fewer, InvalidInput where they are worth nothing.
        """
        check_own(creator_id, by=by)
        home = self.homes.of(creator_id)
        rate, now = self.rate(home), self.makers.now()
        redemption = self._redemption(creator_id, _checked(diamonds, rate), diamonds=diamonds, rate=rate)
        with self.records.writing() as records:
            wallet = records.wallets.take([creator_id], at=now)[creator_id]
            check_not_suspended(records, creator_id)
            there = records.wallets.balances(creator_id).diamonds
            if there < diamonds:
                so = "redeem fewer, or earn more" if there > 0 else "earn more first"
                raise Conflict(f"the wallet has {there:,} Diamonds, not {diamonds:,}: {so}")
            records.redemptions.add(redemption)
            transfers = [home.transfer(creator_id, one, at=now) for one in _moves(redemption)]
            post(records, [wallet], transfers=transfers, now=now)
        return redemption

    def _redemption(self, creator_id: str, money: Money, *, diamonds: int, rate: Rate) -> Redemption:
        now = self.makers.now()
        return Redemption(
            id=self.makers.make_id("rdm"),
            creator_id=creator_id,
            diamonds=diamonds,
            minor=money.minor,
            currency=money.currency,
            diamonds_per_usd=rate.diamonds_per_usd,
            usd_per_unit=rate.usd_per_unit,
            rates_of=rate.rates_of,
            created_at=now,
            updated_at=now,
        )


def _checked(diamonds: int, rate: Rate) -> Money:
    """What Diamonds are worth; raises InvalidInput."""
    if diamonds <= 0:
        raise InvalidInput(Problem("diamonds", f"must be more than none, not {diamonds}"))
    money = rate.worth(diamonds)
    if money.minor == 0:
        raise InvalidInput(Problem("diamonds", f"{diamonds} are worth less than {_least(rate)}: redeem more at once"))
    if money.minor > MOST_MINOR:
        raise InvalidInput(Problem("diamonds", f"{diamonds:,} are more than can be redeemed at once"))
    return money


def _least(rate: Rate) -> str:
    return f"{Money(1, rate.currency).amount} {rate.currency}"


def _moves(redemption: Redemption) -> tuple[Move, Move]:
    """Diamonds into the conversion, and money out of it."""
    same: Any = {
        "entry": Entry.REDEMPTION,
        "reason": redemption.id,
        "detail": {
            "diamonds_per_usd": redemption.diamonds_per_usd,
            "usd_per_unit": redemption.usd_per_unit,
            "rates_of": redemption.rates_of,
        },
    }
    diamonds, available = (account_of(redemption.creator_id, one) for one in (Purse.DIAMONDS, Purse.AVAILABLE))
    return (
        Move(debit=diamonds, credit=CONVERSION, amount=redemption.diamonds, currency=DIAMONDS, **same),
        Move(debit=CONVERSION, credit=available, amount=redemption.minor, currency=redemption.currency, **same),
    )
