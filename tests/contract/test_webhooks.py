"""Are webhooks their owner's alone, told their secret once, and called when and as long as they are to be?"""

from __future__ import annotations

import re
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from marketplace.accounts.account import Client
from marketplace.accounts.caller import Caller
from marketplace.accounts.making import Wanted
from marketplace.accounts.roles import Role, Scope
from marketplace.errors import Conflict, Forbidden, InvalidInput, NotFound, Stale, StoreUnavailable
from marketplace.events.event import TEST
from marketplace.events.webhook import Webhook
from marketplace.events.webhooks import MAX_WEBHOOKS, Told
from tests.accounts import SECOND
from tests.contract.hooks import URL, Hooks
from tests.databases import Databases

CLIENTS = (Client("cli_1", "One"), Client("cli_2", "Two"))


@pytest.fixture
def hooks(databases: Databases) -> Hooks:
    return Hooks(databases)


def bound(hooks: Hooks, boss: Caller, client_id: str) -> Caller:
    """Who comes with a key of one client of an agency."""
    return replace(boss, key=hooks.office.keys.make(Wanted(name="one", client_id=client_id), by=boss).key)


def secrets(hooks: Hooks, webhook: Webhook) -> list[tuple[str, int | None]]:
    """What is kept of the secrets, as it is read again, and until when."""
    return [(hooks.office.vault.decrypt(one.kept.encode()).decode(), one.until) for one in webhook.secrets]


def test_a_secret_is_told_once_and_kept_encrypted(hooks: Hooks) -> None:
    told = hooks.make()

    assert re.fullmatch(r"whsec_[A-Za-z0-9+/]{43}=", told.secret)
    assert len(b64decode(told.secret.removeprefix("whsec_"))) == 32
    assert secrets(hooks, hooks.get(told)) == [(told.secret, None)]
    assert told.secret not in repr(told) + repr(hooks.get(told).secrets[0].kept)
    assert told.webhook.secrets[0].kept not in repr(told)
    assert hooks.make().secret != told.secret


def test_every_role_has_webhooks_by_a_key_with_the_scope(hooks: Hooks) -> None:
    for role in Role:
        caller = hooks.office.caller(role)
        made = hooks.make(by=caller).webhook
        assert hooks.service.page(limit=9, by=caller) == [made]
        less = replace(caller, key=replace(caller.key, scopes=frozenset(Scope) - {Scope.WEBHOOKS}))
        for asked in (
            lambda less=less: hooks.make(by=less),
            lambda less=less, made=made: hooks.service.get(made.id, by=less),
            lambda less=less: hooks.service.page(limit=1, by=less),
        ):
            with pytest.raises(Forbidden, match="has not the scope webhooks"):
                asked()


def test_another_accounts_are_as_if_they_were_not_there(hooks: Hooks) -> None:
    made, other, service = hooks.make().webhook, hooks.office.caller(Role.OPERATOR), hooks.service

    for asked in (
        lambda: service.get(made.id, by=other),
        lambda: service.change(made.id, {"enabled": False}, expected=None, by=other),
        lambda: service.rotate_secret(made.id, overlap_seconds=0, expected=None, by=other),
        lambda: service.test(made.id, expected=None, by=other),
        lambda: service.deliveries(made.id, limit=1, by=other),
        lambda: service.redeliver(made.id, "dlv_1", expected=None, by=other),
        lambda: service.remove(made.id, expected=None, by=other),
    ):
        with pytest.raises(NotFound, match=f"there is no webhook {made.id}"):
            asked()
    assert hooks.service.page(limit=1, by=other) == []


def test_a_key_of_a_client_has_that_clients_alone(hooks: Hooks) -> None:
    boss = hooks.office.caller(Role.AGENCY, clients=CLIENTS)
    one = bound(hooks, boss, "cli_1")
    whole, theirs = hooks.make(by=boss).webhook, hooks.make(by=boss, client_id="cli_2").webhook
    mine = hooks.make(by=one).webhook

    assert mine.client_id == "cli_1"
    assert hooks.service.page(limit=9, by=one) == [mine]
    assert hooks.service.page(limit=9, by=boss) == [whole, theirs, mine]
    with pytest.raises(NotFound):
        hooks.service.get(theirs.id, by=one)
    with pytest.raises(Forbidden, match="bound to the client cli_1"):
        hooks.make(by=one, client_id="cli_2")
    with pytest.raises(InvalidInput, match="client_id: is no client of the account"):
        hooks.make(by=boss, client_id="cli_3")


def test_an_account_has_so_many_and_not_one_more(hooks: Hooks) -> None:
    def make(_: int) -> Told | None:
        try:
            return hooks.make()
        except (Conflict, StoreUnavailable):
            return None

    with ThreadPoolExecutor(4) as others:
        list(others.map(make, range(MAX_WEBHOOKS + 10)))

    found = hooks.service.page(limit=100, by=hooks.owner)
    assert len(found) == MAX_WEBHOOKS
    with pytest.raises(Conflict, match="20 webhooks already: delete one first"):
        hooks.make()
    hooks.service.remove(found[0].id, expected=1, by=hooks.owner)
    hooks.make()


def test_a_change_is_another_version_of_what_was_read(hooks: Hooks) -> None:
    made = hooks.make(event_types=["proposal.sent", "campaign.closed", "proposal.sent"]).webhook
    assert made.event_types == ("campaign.closed", "proposal.sent")
    hooks.time.passes(1)

    changed = hooks.change(made, event_types=(), url="https://example.com/other")

    assert (changed.event_types, changed.url, changed.version) == ((), "https://example.com/other", 2)
    assert (changed.updated_at, hooks.get(made)) == (made.created_at + SECOND, changed)
    assert hooks.change(changed, url=changed.url) == changed
    with pytest.raises(Stale):
        hooks.change(made, enabled=False)
    with pytest.raises(InvalidInput, match="url: must have a host of the internet"):
        hooks.change(changed, url="https://169.254.169.254/")


def test_what_is_disabled_is_not_called_until_it_is_enabled_again(hooks: Hooks) -> None:
    made = hooks.make().webhook
    hooks.happens("proposal.sent")
    disabled = hooks.change(made, enabled=False)
    assert hooks.take() == []

    hooks.happens("proposal.accepted")
    with hooks.records.writing() as records:
        records.webhooks.replace(replace(disabled, disabled_reason="410 Gone"))
    enabled = hooks.change(disabled, enabled=True)

    assert (enabled.enabled, enabled.disabled_reason) == (True, None)
    assert hooks.take() == [made.id]
    assert [one.type for one in hooks.service.deliveries(made.id, limit=9, by=hooks.owner)] == ["proposal.sent"]


def test_who_calls_it_meanwhile_is_still_the_only_one(hooks: Hooks) -> None:
    made = hooks.make().webhook
    hooks.happens("proposal.sent")
    assert hooks.take() == [made.id]

    hooks.change(hooks.change(made, enabled=False), enabled=True)

    assert hooks.take() == []
    with hooks.records.writing() as records:
        records.lanes.rest(made.id, now=0)
    assert hooks.take() == [made.id]


def test_two_secrets_are_valid_at_most(hooks: Hooks) -> None:
    first, now = hooks.make(), hooks.time()
    second = hooks.rotate(first.webhook, overlap_seconds=60)
    assert secrets(hooks, second.webhook) == [(second.secret, None), (first.secret, now + 60 * SECOND)]
    third = hooks.rotate(second.webhook, overlap_seconds=10)
    assert secrets(hooks, hooks.get(first)) == [(third.secret, None), (second.secret, now + 10 * SECOND)]
    last = hooks.rotate(third.webhook, overlap_seconds=0)
    assert (secrets(hooks, hooks.get(first)), last.webhook.version) == ([(last.secret, None)], 4)
    with pytest.raises(InvalidInput, match="overlap_seconds: must be 0 to 604800"):
        hooks.rotate(last.webhook, overlap_seconds=-1)


def test_a_test_is_for_one_webhook_alone_whatever_it_hears(hooks: Hooks) -> None:
    hooks.owner = hooks.office.caller(Role.AGENCY, clients=CLIENTS)
    made, other = hooks.make(event_types=["proposal.sent"], client_id="cli_1").webhook, hooks.make().webhook

    assert hooks.service.test(made.id, expected=1, by=hooks.owner) == made
    hooks.relay.work()

    (delivery,) = hooks.service.deliveries(made.id, limit=9, by=hooks.owner)
    assert hooks.service.deliveries(other.id, limit=9, by=hooks.owner) == []
    with hooks.records.reading() as records:
        event = records.events.of([delivery.event_id])[delivery.event_id]
    assert (event.type, event.data, event.client_id) == (TEST, {"id": made.id, "version": 1}, "cli_1")
    disabled = hooks.change(made, enabled=False)
    with pytest.raises(Conflict, match="the webhook is disabled: enable it first"):
        hooks.service.test(disabled.id, expected=None, by=hooks.owner)


def test_an_address_is_checked_when_it_is_set(hooks: Hooks) -> None:
    with pytest.raises(InvalidInput, match="url: must have a host of the internet"):
        hooks.make(url="https://127.0.0.1/")
    hooks.service = hooks.serving(open_loopback=True)
    assert hooks.make(url="http://127.0.0.1:5000/").webhook.url == "http://127.0.0.1:5000/"
    assert hooks.make().webhook.url == URL
