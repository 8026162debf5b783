"""What can be seen of a wallet? What is in it, how it came and went, and what can be done with it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from marketplace.accounts.caller import Caller
from marketplace.accounts.making import Makers
from marketplace.errors import NotFound
from marketplace.programme.payout_ports import WalletKeeping
from marketplace.programme.ports import People
from marketplace.programme.purses import Home, Homes, check_seen, is_suspended
from marketplace.programme.redeeming import Rate, Redeeming
from marketplace.programme.rules import Rules
from marketplace.programme.transfer import Transfer
from marketplace.programme.wallet import Balances, Redemption, Wallet, Withdrawal
from marketplace.programme.withdrawing import Withdrawing


class Obstacle(StrEnum):
    """Why Diamonds can't be redeemed now."""

    SUSPENDED = "suspended"
    NEGATIVE_BALANCE = "negative_balance"
    """More was reversed than is there: what is earned next fills it up."""

    TOO_FEW_DIAMONDS = "too_few_diamonds"
    """All of them together are worth no minor unit of the currency."""


@dataclass(frozen=True, kw_only=True)
class Insight:
    """A wallet as it is now; `wallet` is None of a creator who never had one. `obstacles`: see `Obstacle`."""

    creator_id: str
    home: Home
    wallet: Wallet | None
    balances: Balances
    rate: Rate
    obstacles: tuple[Obstacle, ...]


def wallet_service(records: WalletKeeping, makers: Makers, *, people: People, rules: Rules) -> WalletService:
    """The service of wallets over some records."""
    homes = Homes(records, people, rules)
    return WalletService(
        records=records,
        homes=homes,
        redeeming=Redeeming(records, makers, homes),
        withdrawing=Withdrawing(records, makers, homes),
    )


@dataclass(frozen=True, kw_only=True)
class WalletService:
    """What creators and operators ask of wallets; raises NotFound for another creator's, and Forbidden for brands."""

    records: WalletKeeping
    homes: Homes
    redeeming: Redeeming
    withdrawing: Withdrawing

    def look(self, creator_id: str, *, by: Caller) -> Insight:
        """A wallet; raises NotFound for an unknown creator."""
        check_seen(creator_id, by=by)
        home = self.homes.of(creator_id)
        rate = self.redeeming.rate(home)
        with self.records.reading() as records:
            wallet = records.wallets.look(creator_id)
            balances = records.wallets.balances(creator_id)
            suspended = is_suspended(records, creator_id)
        obstacles = {
            Obstacle.SUSPENDED: suspended,
            Obstacle.NEGATIVE_BALANCE: balances.diamonds < 0,
            Obstacle.TOO_FEW_DIAMONDS: balances.diamonds >= 0 and rate.worth(balances.diamonds).minor == 0,
        }
        return Insight(
            creator_id=creator_id,
            home=home,
            wallet=wallet,
            balances=balances,
            rate=rate,
            obstacles=tuple(one for one, is_there in obstacles.items() if is_there),
        )

    def ledger(
        self, creator_id: str, *, before: int | None, limit: int, filters: Mapping[str, str], by: Caller
    ) -> Sequence[Transfer]:
        """So many entries of a wallet before a number, the newest first; by entry, feature or month."""
        self._check(creator_id, by=by)
        with self.records.reading() as records:
            return records.transfers.page(creator_id, before=before, limit=limit, filters=filters)

    def redemptions(self, creator_id: str, *, before: str, limit: int, by: Caller) -> Sequence[Redemption]:
        """So many redemptions before an id, the newest first."""
        self._check(creator_id, by=by)
        with self.records.reading() as records:
            return records.redemptions.page(creator_id, before=before, limit=limit)

    def redemption(self, creator_id: str, redemption_id: str, *, by: Caller) -> Redemption:
        """A redemption of a creator."""
        check_seen(creator_id, by=by)
        with self.records.reading() as records:
            found = records.redemptions.get(redemption_id)
        if found is None or found.creator_id != creator_id:
            raise NotFound(f"there is no redemption {redemption_id}")
        return found

    def withdrawals(self, creator_id: str, *, before: str, limit: int, by: Caller) -> Sequence[Withdrawal]:
        """So many withdrawals before an id, the newest first."""
        self._check(creator_id, by=by)
        with self.records.reading() as records:
            return records.withdrawals.page(creator_id, before=before, limit=limit)

    def withdrawal(self, creator_id: str, withdrawal_id: str, *, by: Caller) -> Withdrawal:
        """A withdrawal of a creator."""
        check_seen(creator_id, by=by)
        with self.records.reading() as records:
            found = records.withdrawals.get(withdrawal_id)
        if found is None or found.creator_id != creator_id:
            raise NotFound(f"there is no withdrawal {withdrawal_id}")
        return found

    def _check(self, creator_id: str, *, by: Caller) -> None:
        """Raise NotFound for an unknown creator; who has a wallet is known."""
        check_seen(creator_id, by=by)
        with self.records.reading() as records:
            if records.wallets.look(creator_id):
                return
        self.homes.of(creator_id)
