"""How does a wallet change? By transfers, kept with the balances that follow from them, and told to its creator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from marketplace.events.event import Announcement
from marketplace.programme.ports import ProgrammeRecords
from marketplace.programme.transfer import Transfer
from marketplace.programme.wallet import Wallet


def post(records: ProgrammeRecords, wallets: Sequence[Wallet], *, transfers: Sequence[Transfer], now: int) -> None:
    """Keep transfers of wallets that were taken, and the wallets as they are given, each as another version.

    Call it once a transaction with all of them: who has an account is told once of each wallet.
    """
    changed = [replace(one, version=one.version + 1, updated_at=max(now, one.updated_at)) for one in wallets]
    records.wallets.replace_all(changed)
    records.transfers.add_all(transfers)
    accounts = records.accounts.of_creators({one.creator_id for one in changed})
    told = [(accounts[one.creator_id], one) for one in changed if one.creator_id in accounts]
    records.events.add_all(
        [
            Announcement(
                account_id=account.id,
                type="wallet.changed",
                at=wallet.updated_at,
                data={"id": wallet.creator_id, "version": wallet.version},
            )
            for account, wallet in told
        ]
    )
