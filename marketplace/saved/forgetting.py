"""What becomes of a creator who leaves for ever in what searches found? It is forgotten."""

from __future__ import annotations

from typing import cast

from marketplace.accounts.account import Account
from marketplace.accounts.caller import Caller
from marketplace.accounts.ports import AccountRecords
from marketplace.saved.keeping import SavedRecords


def forget_creator(records: AccountRecords, account: Account, *, by: Caller) -> None:  # noqa: ARG001
    """Keep no more which searches found a creator; see `Leaving`."""
    assert account.creator_id
    cast("SavedRecords", records).matches.forget(account.creator_id)  # accounts are kept where searches are
