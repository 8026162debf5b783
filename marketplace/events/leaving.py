"""What becomes of the webhooks of a creator who leaves for ever? They go, with their addresses and all deliveries."""

from __future__ import annotations

from typing import cast

from marketplace.accounts.account import Account
from marketplace.accounts.caller import Caller
from marketplace.accounts.ports import AccountRecords
from marketplace.events.ports import EventRecords

PAGE = 200


def remove_webhooks(records: AccountRecords, account: Account, *, by: Caller) -> None:  # noqa: ARG001
    """Keep them no more; see `Leaving`."""
    kept = cast("EventRecords", records).webhooks  # accounts are kept where webhooks are
    while page := kept.page(account.id, client_id=None, after="", limit=PAGE):
        for one in page:
            kept.get(one.id)  # taken before its deliveries, see `LaneRepository`
            kept.remove(one.id)
