"""How does money leave a wallet? It is put aside at once, and paid by the worker; so much at least, so much a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from marketplace.accounts.caller import Caller
from marketplace.accounts.making import Makers
from marketplace.creators.money import Rates, configured_rates
from marketplace.deals.amounts import Money, converted, money
from marketplace.errors import Conflict, InvalidInput, Problem
from marketplace.programme.payout_ports import WalletKeeping, WalletRecords
from marketplace.programme.posting import post
from marketplace.programme.purses import Homes, Move, check_not_suspended, check_own
from marketplace.programme.transfer import DIAMONDS, Entry, Purse, account_of
from marketplace.programme.wallet import Balances, Withdrawal


@dataclass(frozen=True)
class Wish:
    """How much is to be withdrawn, as it was written; without a currency it is that of the creator's market."""

    amount: Decimal
    currency: str | None = None


@dataclass(frozen=True)
class Withdrawing:
    """Puts money aside that is to be paid out; of many who ask at once for the same money, one gets it."""

    records: WalletKeeping
    makers: Makers
    homes: Homes
    rates: Callable[[], Rates] = configured_rates

    def withdraw(self, creator_id: str, wish: Wish, *, by: Caller) -> Withdrawal:
        """Put money of the caller's own wallet aside to be paid to the connected account.

        Raises NotFound, Forbidden, InvalidInput for an amount that none is or that is too little, and Conflict where
        there is less, the day's limit is reached, or no account is connected.
        """
        check_own(creator_id, by=by)
        home = self.homes.of(creator_id)
        asked = _read(wish, default=home.currency)
        now = self.makers.now()
        with self.records.writing() as records:
            wallet = records.wallets.take([creator_id], at=now)[creator_id]
            check_not_suspended(records, creator_id)
            _check_there(records.wallets.balances(creator_id), asked)
            self._check_least(asked)
            day = home.market.day(now).isoformat()
            self._check_day(asked, before=records.withdrawals.of_day(creator_id, day))
            account = _account(records, creator_id)
            made = self._made(creator_id, asked, account=account, day=day)
            records.withdrawals.add(made)
            post(records, [wallet], transfers=[home.transfer(creator_id, _aside(made), at=now)], now=now)
        return made

    def least(self, currency: str) -> Money:
        """How much is withdrawn at least."""
        return self._of_usd(self.homes.rules.withdrawal.minimum_usd, currency)

    def most(self, currency: str) -> Money:
        """How much is withdrawn in a day at most."""
        return self._of_usd(self.homes.rules.withdrawal.daily_limit_usd, currency)

    def _made(self, creator_id: str, asked: Money, *, account: str, day: str) -> Withdrawal:
        now = self.makers.now()
        return Withdrawal(
            id=self.makers.make_id("wdr"),
            creator_id=creator_id,
            minor=asked.minor,
            currency=asked.currency,
            payout_account=account,
            day=day,
            next_at=now,
            created_at=now,
            updated_at=now,
        )

    def _of_usd(self, amount: Decimal, currency: str) -> Money:
        return converted(amount, "USD", to=currency, rates=self.rates())

    def _check_least(self, asked: Money) -> None:
        if asked < (least := self.least(asked.currency)):
            detail = f"must be {least.amount} {least.currency} at least, not {asked.amount}: wait for more to be earned"
            raise InvalidInput(Problem("amount", detail))

    def _check_day(self, asked: Money, *, before: Iterable[Withdrawal]) -> None:
        most, currency = self.most(asked.currency), asked.currency
        taken = Money(0, currency)
        for one in before:
            amount = Decimal(Money(one.minor, one.currency).amount)
            taken += converted(amount, one.currency, to=currency, rates=self.rates())
        if taken + asked > most:
            left = max(most - taken, Money(0, currency))
            raise Conflict(
                f"at most {most.amount} {currency} are withdrawn in a day, and {left.amount} are left today: "
                "withdraw less, or tomorrow by the clock of the market"
            )


def _read(wish: Wish, *, default: str) -> Money:
    """What is wished for, in minor units; raises InvalidInput."""
    try:
        asked = money(wish.amount, wish.currency or default)
    except ValueError as error:
        raise InvalidInput(Problem("amount", str(error))) from None
    if asked.minor == 0:
        raise InvalidInput(Problem("amount", "must be more than nothing"))
    return asked


def _check_there(balances: Balances, asked: Money) -> None:
    there = Money(balances.of(Purse.AVAILABLE, asked.currency), asked.currency)
    if there < asked:
        had = sorted({currency for (_, currency), amount in balances.amounts.items() if amount} - {DIAMONDS})
        others = f" (there are balances in {', '.join(had)})" if had and asked.currency not in had else ""
        so = "withdraw less" if there.minor > 0 else "withdraw another currency" if others else "earn more first"
        raise Conflict(f"{there.amount} {asked.currency} are available, not {asked.amount}{others}: {so}")
    # gifts that were reversed after their Diamonds were redeemed: what they came to is not paid out on top
    if any(amount < 0 for amount in balances.amounts.values()):
        raise Conflict("something that was reversed is still owed, see the wallet: earn more first")


def _account(records: WalletRecords, creator_id: str) -> str:
    facts = records.facts.of([creator_id]).get(creator_id)
    if facts is None or not facts.payout_account:
        raise Conflict("no account is connected to pay to: connect an account first")
    return facts.payout_account


def _aside(withdrawal: Withdrawal) -> Move:
    available, held = (account_of(withdrawal.creator_id, one) for one in (Purse.AVAILABLE, Purse.HELD))
    return Move(
        entry=Entry.WITHDRAWAL,
        debit=available,
        credit=held,
        amount=withdrawal.minor,
        currency=withdrawal.currency,
        reason=withdrawal.id,
    )
