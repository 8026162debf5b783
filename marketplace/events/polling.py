"""How does somebody without a webhook come to know what happened? By asking for the events behind the last one."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from marketplace.accounts.caller import Caller
from marketplace.accounts.roles import Scope
from marketplace.events.event import Event
from marketplace.events.ports import Outbox


class Polling:
    """The events of an account; everything raises Forbidden for a key without the scope webhooks, StoreUnavailable."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    def page(self, *, after: int, types: Collection[str] = (), limit: int, by: Caller) -> Sequence[Event]:
        """So many behind an id, in their order; of all types where none is named.

        They are the account's own, whatever its role; of a key that is bound to a client that client's alone.
        """
        by.check(Scope.WEBHOOKS)
        account_id, client_id = by.account.id, by.key.client_id
        with self._outbox.reading() as records:
            return records.events.page(account_id, after=after, limit=limit, client_id=client_id, types=types)
