"""What does HTTP see of webhooks? Each account's own, and what became of their calls; never a body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response

from marketplace.accounts.roles import Scope
from marketplace.api.account_parameters import DEFAULT_OVERLAP_SECONDS, MAX_ID, overlap_parameter, page_parameters
from marketplace.api.answers import answer
from marketplace.api.endpoints import Endpoint, blueprint
from marketplace.api.gate import Needs, caller
from marketplace.api.problems import InvalidRequest
from marketplace.api.records import behind, gone, made, page, record, told
from marketplace.api.versions import expected_version
from marketplace.api.webhook_parameters import (
    deliveries_query,
    types_clear_parameter,
    webhook_client_parameter,
    webhook_parameters,
)
from marketplace.errors import Problem
from marketplace.events.delivery import State
from marketplace.events.shown import shown_delivery, shown_webhook
from marketplace.events.webhook import Webhook
from marketplace.events.webhooks import WebhookService
from marketplace.search.query import DEFAULT_LIMIT

Asked = Mapping[str, Any]
PATH = "/v1/webhooks"
_ID = {"schema": {"type": "string", "maxLength": MAX_ID}}
ONE: Mapping[str, Any] = {
    "rule": "/<webhook_id>",
    "path": {"webhook_id": _ID},
    "needs": Needs(Scope.WEBHOOKS),
}


@dataclass(frozen=True)
class WebhookViews:
    """The views of webhooks."""

    webhooks: WebhookService

    def make_webhook(self, body: Asked, _query: Asked) -> Response:
        """Be called of what happens to the account's affairs, or one client's; the secret is told this once."""
        found = self.webhooks.make(body, by=caller())
        return made(self._shown(found.webhook), at=f"{PATH}/{found.webhook.id}", secrets={"secret": found.secret})

    def list_webhooks(self, query: Asked) -> Response:
        """The webhooks of the account or client, the oldest first, without their secrets."""
        limit = query.get("limit", DEFAULT_LIMIT)
        found = self.webhooks.page(after=behind(query, "whk"), limit=limit + 1, by=caller())
        return page("webhooks", [self._shown(one) for one in found], limit=limit)

    def get_webhook(self, _query: Asked, *, webhook_id: str) -> Response:
        """One webhook, without its secrets."""
        return record(self._shown(self.webhooks.get(webhook_id, by=caller())))

    def change_webhook(self, body: Asked, _query: Asked, *, webhook_id: str) -> Response:
        """Change where and of what it is called, and whether; what is pending waits while it is disabled."""
        expected = expected_version(required=True)
        cleared = dict.fromkeys(body.get("clear", ()), ())
        if both := sorted(cleared.keys() & body.keys()):
            raise InvalidRequest("body", Problem(both[0], "is named by clear too: set it or clear it"))
        changes = {name: value for name, value in {**body, **cleared}.items() if name != "clear"}
        return record(self._shown(self.webhooks.change(webhook_id, changes, expected=expected, by=caller())))

    def delete_webhook(self, _query: Asked, *, webhook_id: str) -> Response:
        """Call it no more, and forget what became of its calls."""
        self.webhooks.remove(webhook_id, expected=expected_version(required=True), by=caller())
        return gone()

    def send_test_event(self, _query: Asked, *, webhook_id: str) -> Response:
        """Let it alone be called of an event `webhook.test`, soon, whatever types it names.

        The worker sends it; what became of it is in its deliveries.
        """
        tested = self.webhooks.test(webhook_id, expected=expected_version(required=False), by=caller())
        return record(self._shown(tested))

    def rotate_webhook_secret(self, body: Asked, _query: Asked, *, webhook_id: str) -> Response:
        """Sign calls with another secret, told this once, and some time longer with the one before too.

        No more than two are valid: one that was still valid from the rotation before is dropped.
        """
        seconds, expected = body.get("overlap_seconds", DEFAULT_OVERLAP_SECONDS), expected_version(required=False)
        found = self.webhooks.rotate_secret(webhook_id, overlap_seconds=seconds, expected=expected, by=caller())
        return told(self._shown(found.webhook), secrets={"secret": found.secret})

    def list_deliveries(self, query: Asked, *, webhook_id: str) -> Response:
        """What became of its calls, the newest first; what was sent and answered is not kept."""
        limit = query.get("limit", DEFAULT_LIMIT)
        state, before = State(query["state"]) if "state" in query else None, behind(query, "dlv")
        found = self.webhooks.deliveries(webhook_id, state=state, before=before, limit=limit + 1, by=caller())
        return page("deliveries", [shown_delivery(one) for one in found], limit=limit)

    def redeliver(self, _query: Asked, *, webhook_id: str, delivery_id: str) -> Response:
        """Let it be called of an event again that was delivered or given up, at once and by the whole plan."""
        expected = expected_version(required=False)
        return answer(shown_delivery(self.webhooks.redeliver(webhook_id, delivery_id, expected=expected, by=caller())))

    def _shown(self, webhook: Webhook) -> dict[str, Any]:
        return shown_webhook(webhook, now=self.webhooks.now)


def webhooks_blueprint(webhooks: WebhookService) -> Any:
    """The endpoints of webhooks."""
    views = WebhookViews(webhooks)
    endpoints = (*_all(views), *_each(views), *_acts(views), *_deliveries(views))
    return blueprint("webhooks", "Who is called of what happens.", prefix=PATH, endpoints=endpoints)


def _all(views: WebhookViews) -> tuple[Endpoint, ...]:
    all_of_them: dict[str, Any] = {"rule": "", "needs": ONE["needs"]}
    body = (*webhook_parameters(required=True), webhook_client_parameter())
    return (
        Endpoint(**all_of_them, view=views.make_webhook, body=body, gives="WebhookTold", status=201, changes=True),
        Endpoint(**all_of_them, view=views.list_webhooks, query=page_parameters(), gives="Webhooks"),
    )


def _each(views: WebhookViews) -> tuple[Endpoint, ...]:
    changing: dict[str, Any] = {**ONE, "versioned": True, "errors": (404,)}
    body = (*webhook_parameters(required=False), types_clear_parameter())
    return (
        Endpoint(**ONE, view=views.get_webhook, gives="Webhook", errors=(404,)),
        Endpoint(**changing, view=views.change_webhook, body=body, gives="Webhook", method="PATCH"),
        Endpoint(**changing, view=views.delete_webhook, gives="", method="DELETE", status=204),
    )


def _acts(views: WebhookViews) -> tuple[Endpoint, ...]:
    acts: dict[str, Any] = {**ONE, "method": "POST", "versioned": False, "changes": True, "errors": (404,)}
    overlap = (overlap_parameter("secret is used"),)
    test, rotate = ({**acts, "rule": f"{ONE['rule']}/{name}"} for name in ("test", "rotate-secret"))
    return (
        Endpoint(**test, view=views.send_test_event, gives="Webhook"),
        Endpoint(**rotate, view=views.rotate_webhook_secret, body=overlap, gives="WebhookTold", body_needed=False),
    )


def _deliveries(views: WebhookViews) -> tuple[Endpoint, ...]:
    of_one: dict[str, Any] = {**ONE, "rule": f"{ONE['rule']}/deliveries", "errors": (404,)}
    again: dict[str, Any] = {
        **of_one,
        "rule": f"{of_one['rule']}/<delivery_id>/redeliver",
        "path": {"webhook_id": _ID, "delivery_id": _ID},
        "method": "POST",
        "versioned": False,
        "changes": True,
    }
    return (
        Endpoint(**of_one, view=views.list_deliveries, query=deliveries_query(), gives="Deliveries"),
        Endpoint(**again, view=views.redeliver, gives="Delivery"),
    )
