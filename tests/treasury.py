"""What do tests of wallets begin with? Creators who earn, and the services that take it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from marketplace.accounts.caller import Caller
from marketplace.accounts.making import Makers
from marketplace.accounts.roles import Role
from marketplace.programme.paying_out import Answer, Outcome, PayingOut
from marketplace.programme.person import Facts, Person
from marketplace.programme.transfer import Purse
from marketplace.programme.wallet import Balances, Redemption, Withdrawal
from marketplace.programme.wallets import wallet_service
from marketplace.programme.withdrawing import Wish
from marketplace.store.records import SqlRecords
from tests.accounts import Office, counting_bytes, counting_ids
from tests.earnings import RULES, Earnings


@dataclass
class Crowd:
    """`People` in a dict: creators by the market that they are of."""

    markets: dict[str, str] = field(default_factory=dict)

    def find(self, creator_ids: Sequence[str]) -> Mapping[str, Person]:
        """See `People`."""
        known = {one: self.markets[one] for one in creator_ids if one in self.markets}
        return {one: Person(creator_id=one, market=market, followers=1) for one, market in known.items()}


@dataclass
class Bank:
    """A `PayoutProvider` that answers what it is told to, and remembers whom it paid how often."""

    answers: list[Outcome | Exception] = field(default_factory=list)
    paid: dict[str, int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def pay(self, withdrawal: Withdrawal) -> Outcome:
        """See `PayoutProvider`."""
        self.asked.append(withdrawal.id)
        if withdrawal.id in self.paid:
            return Outcome(Answer.PAID)
        answer = self.answers.pop(0) if self.answers else Outcome(Answer.PAID)
        if isinstance(answer, Exception):
            raise answer
        if answer.answer is Answer.PAID:
            self.paid[withdrawal.id] = withdrawal.minor
        return answer


class Treasury:
    """Wallets over some records; c1 is German, c2 Japanese, c3 American, each has an account and a payout account."""

    def __init__(self, records: SqlRecords) -> None:
        self.records, self.office = records, Office(records)
        self.time, self.people, self.bank = self.office.time, Crowd({"c1": "DE", "c2": "JP", "c3": "US"}), Bank()
        makers = Makers(now=self.time, make_id=counting_ids(), random=counting_bytes(), vault=self.office.vault)
        self.earn = Earnings(records, self.people.markets, self.time, makers.make_id)
        self.wallets = wallet_service(records, makers, people=self.people, rules=RULES)
        self.paying = PayingOut(records, self.bank, rules=RULES, now=self.time)
        self.callers = {one: self.office.caller(Role.CREATOR, creator_id=one) for one in self.people.markets}
        with records.writing() as opened:
            opened.facts.put_all([Facts(creator_id=one, payout_account=f"acct_{one}_7781") for one in self.callers])

    def by(self, creator_id: str) -> Caller:
        """The creator itself."""
        return self.callers[creator_id]

    def redeem(self, creator_id: str, diamonds: int) -> Redemption:
        """Turn Diamonds into money."""
        return self.wallets.redeeming.redeem(creator_id, diamonds, by=self.by(creator_id))

    def withdraw(self, creator_id: str, wish: Wish) -> Withdrawal:
        """Ask for money."""
        return self.wallets.withdrawing.withdraw(creator_id, wish, by=self.by(creator_id))

    def withdrawal(self, found: Withdrawal) -> Withdrawal:
        """A withdrawal as it is now."""
        return self.wallets.withdrawal(found.creator_id, found.id, by=self.by(found.creator_id))

    def balances(self, creator_id: str) -> Balances:
        """What is in the purses."""
        with self.records.reading() as records:
            return records.wallets.balances(creator_id)

    def purse(self, creator_id: str, purse: Purse = Purse.AVAILABLE) -> int:
        """How much money of the home currency is in a purse."""
        home = self.wallets.homes.of(creator_id)
        return self.balances(creator_id).of(purse, home.currency)
