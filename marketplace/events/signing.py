"""How does a receiver know that a call is ours? It is signed, as Standard Webhooks says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import orjson
from standardwebhooks import Webhook as Signature

from marketplace.accounts.vault import Vault
from marketplace.creators.times import MICROSECONDS
from marketplace.events.event import Event
from marketplace.events.shown import shown_event
from marketplace.events.webhook import Webhook

USER_AGENT = "creator-marketplace-webhooks"


@dataclass(frozen=True, kw_only=True)
class Call:
    """What is sent where, by POST."""

    url: str
    body: bytes = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)


class Signer:
    """Makes signed calls; `stamp` gives the microseconds of the real world, which receivers compare with theirs."""

    def __init__(self, vault: Vault, *, stamp: Callable[[], int]) -> None:
        self._vault = vault
        self._stamp = stamp

    def call(self, webhook: Webhook, event: Event, *, now: int) -> Call:
        """The call of an event, signed by each secret that is valid; raises SettingsError when they can't be read."""
        body, called = orjson.dumps(shown_event(event)), str(event.id)
        at = dt.datetime.fromtimestamp(self._stamp() // MICROSECONDS, tz=dt.UTC)
        valid = [one for one in webhook.secrets if one.until is None or one.until > now]
        secrets = [self._vault.decrypt(one.kept.encode()).decode() for one in valid]
        signed = " ".join(Signature(one).sign(msg_id=called, timestamp=at, data=body.decode()) for one in secrets)
        headers = {
            "content-type": "application/json",
            "user-agent": USER_AGENT,
            "webhook-id": called,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": signed,
        }
        return Call(url=webhook.url, body=body, headers=headers)
