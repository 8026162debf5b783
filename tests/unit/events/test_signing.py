"""Does the official library of receivers believe our calls, by each secret that is valid, and by no other?"""

from __future__ import annotations

import json
import time

import pytest
from standardwebhooks import Webhook as Receiver
from standardwebhooks import WebhookVerificationError

from marketplace.accounts.vault import Vault
from marketplace.creators.times import MICROSECONDS, parse_time
from marketplace.errors import SettingsError
from marketplace.events.event import Event
from marketplace.events.signing import Call, Signer
from marketplace.events.webhook import Secret, Webhook
from tests.accounts import SECRET_KEY

NEW, OLD = "whsec_bmV3IHNlY3JldCBvZiBhIHdlYmhvb2s=", "whsec_b2xkIHNlY3JldCBvZiBhIHdlYmhvb2s="
NOW = parse_time("2026-11-22T10:00:00Z")
VAULT = Vault(SECRET_KEY)
EVENT = Event(id=123, account_id="acc_1", type="proposal.sent", at=NOW, data={"proposal_id": "prp_1", "name": "Zoë"})


def kept(text: str, *, until: int | None = None) -> Secret:
    return Secret(kept=VAULT.encrypt(text.encode()).decode(), until=until)


def call(*secrets: Secret, stamp: int | None = None, vault: Vault = VAULT) -> Call:
    webhook = Webhook(
        id="whk_1", account_id="acc_1", url="https://x.example/", secrets=secrets, created_at=1, updated_at=1
    )
    signer = Signer(vault, stamp=lambda: time.time_ns() // 1_000 if stamp is None else stamp)
    return signer.call(webhook, EVENT, now=NOW)


def test_a_call_tells_the_event_and_says_of_what_it_is() -> None:
    made = call(kept(NEW), stamp=1_700_000_000 * MICROSECONDS + 999_999)
    data = {"proposal_id": "prp_1", "name": "Zoë"}
    assert json.loads(made.body) == {"id": 123, "type": "proposal.sent", "at": "2026-11-22T10:00:00Z", "data": data}
    signed = made.headers["webhook-signature"]
    assert {**made.headers} == {
        "content-type": "application/json",
        "user-agent": "creator-marketplace-webhooks",
        "webhook-id": "123",
        "webhook-timestamp": "1700000000",
        "webhook-signature": signed,
    }
    assert "whsec" not in repr(made)


def test_receivers_believe_it_by_either_secret_while_one_takes_the_place_of_the_other() -> None:
    made = call(kept(NEW), kept(OLD, until=NOW + 1))
    assert [Receiver(one).verify(made.body, dict(made.headers))["id"] for one in (NEW, OLD)] == [123, 123]
    stamp = 1_700_000_000 * MICROSECONDS
    both, newest = (call(*some, stamp=stamp).headers for some in ((kept(NEW), kept(OLD)), (kept(NEW),)))
    first, second = both["webhook-signature"].split(" ")
    assert (first, first != second) == (newest["webhook-signature"], True)


def test_a_secret_whose_time_is_over_signs_no_more() -> None:
    made = call(kept(NEW), kept(OLD, until=NOW))
    assert Receiver(NEW).verify(made.body, dict(made.headers))
    with pytest.raises(WebhookVerificationError):
        Receiver(OLD).verify(made.body, dict(made.headers))


def test_a_call_that_was_changed_is_not_believed() -> None:
    made = call(kept(NEW))
    for body, headers in [(made.body + b" ", {}), (made.body, {"webhook-id": "124"})]:
        with pytest.raises(WebhookVerificationError):
            Receiver(NEW).verify(body, {**made.headers, **headers})


def test_secrets_of_another_key_are_no_fault_of_the_receiver() -> None:
    with pytest.raises(SettingsError):
        call(kept(NEW), vault=Vault("another key that is long enough for it"))
