"""What does HTTP see of collaborations?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response
from werkzeug.routing import IntegerConverter

from marketplace.accounts.roles import Scope
from marketplace.api.account_parameters import MAX_ID
from marketplace.api.deal_lists import listed, wanted
from marketplace.api.deal_parameters import (
    collaborations_query,
    note_parameters,
    publish_parameters,
    reason_parameters,
    resolve_parameters,
    submit_parameters,
)
from marketplace.api.endpoints import Endpoint, blueprint
from marketplace.api.gate import Needs, caller
from marketplace.api.records import record
from marketplace.api.results import ResultViews
from marketplace.api.talk import TalkViews
from marketplace.api.versions import expected_version
from marketplace.deals.collaboration import Collaboration
from marketplace.deals.collaborations import Outcome
from marketplace.deals.deliverables import Which
from marketplace.deals.services import DealServices
from marketplace.deals.shown import shown_collaboration
from marketplace.deals.sides import side_of

Asked = Mapping[str, Any]
PATH = "/v1/collaborations"
DEALING = Needs(Scope.DEALS)
ID = {"collaboration_id": {"schema": {"type": "string", "maxLength": MAX_ID}}}
NUMBER = {"n": {"schema": {"type": "integer", "minimum": 1}}}


class NumberConverter(IntegerConverter):
    """A number as it is written, in one way: werkzeug's own takes 01 for 1, and the digits of any script."""

    regex = "[1-9][0-9]{0,8}"


@dataclass(frozen=True)
class CollaborationViews:
    """The views of collaborations."""

    deals: DealServices

    def list_collaborations(self, query: Asked) -> Response:
        """One's own collaborations."""
        asked = wanted(query)
        found = self.deals.collaborations.page(asked, by=caller())
        return listed("collaborations", found, asked=asked, show=_shown)

    def get_collaboration(self, _query: Asked, *, collaboration_id: str) -> Response:
        """A collaboration, with its work and its money."""
        return _record(self.deals.collaborations.get(collaboration_id, by=caller()))

    def cancel_collaboration(self, body: Asked, _query: Asked, *, collaboration_id: str) -> Response:
        """Ask to end it; the other side has three days, and its silence is consent."""
        return _record(self.deals.collaborations.cancel(collaboration_id, body["reason"], **_acting()))

    def confirm_cancel(self, _query: Asked, *, collaboration_id: str) -> Response:
        """Consent to its end."""
        return _record(self.deals.collaborations.confirm_cancel(collaboration_id, **_acting()))

    def reject_cancel(self, _query: Asked, *, collaboration_id: str) -> Response:
        """Refuse its end: the work goes on."""
        return _record(self.deals.collaborations.reject_cancel(collaboration_id, **_acting()))

    def dispute_collaboration(self, body: Asked, _query: Asked, *, collaboration_id: str) -> Response:
        """Let an operator decide."""
        return _record(self.deals.collaborations.dispute(collaboration_id, body["reason"], **_acting()))

    def resolve_collaboration(self, body: Asked, _query: Asked, *, collaboration_id: str) -> Response:
        """Decide a dispute; operators may."""
        outcome, share = Outcome(body["outcome"]), body.get("refund_share")
        return _record(self.deals.collaborations.resolve(collaboration_id, outcome, refund=share, **_acting()))

    def complete_collaboration(self, _query: Asked, *, collaboration_id: str) -> Response:
        """Be content with what is published: the creator is paid."""
        return _record(self.deals.collaborations.complete(collaboration_id, **_acting()))

    def submit_deliverable(self, body: Asked, _query: Asked, *, collaboration_id: str, n: int) -> Response:
        """Show it to be approved; silence of 14 days approves it."""
        which, note = _which(collaboration_id, n), body.get("note")
        return _record(self.deals.deliverables.submit(which, body["url"], note=note, by=caller()))

    def approve_deliverable(self, _query: Asked, *, collaboration_id: str, n: int) -> Response:
        """Let it be published."""
        return _record(self.deals.deliverables.approve(_which(collaboration_id, n), by=caller()))

    def request_revision(self, body: Asked, _query: Asked, *, collaboration_id: str, n: int) -> Response:
        """Have it changed, twice at most."""
        return _record(self.deals.deliverables.request_revision(_which(collaboration_id, n), body["note"], by=caller()))

    def publish_deliverable(self, body: Asked, _query: Asked, *, collaboration_id: str, n: int) -> Response:
        """Say where it is published."""
        return _record(self.deals.deliverables.publish(_which(collaboration_id, n), body["url"], by=caller()))


def collaborations_blueprint(deals: DealServices) -> Any:
    """The endpoints of collaborations."""
    views = CollaborationViews(deals)
    endpoints = (
        *_read(views),
        *_actions(views),
        *_deliverables(views),
        *TalkViews(deals, "collaboration").endpoints(),
        *ResultViews(deals.reports).endpoints("collaboration"),
    )
    return blueprint("collaborations", "What was agreed, until it is paid.", prefix=PATH, endpoints=endpoints)


def _read(views: CollaborationViews) -> tuple[Endpoint, ...]:
    query = collaborations_query()
    return (
        Endpoint(rule="", view=views.list_collaborations, query=query, gives="Collaborations", needs=DEALING),
        Endpoint(
            rule="/<collaboration_id>",
            view=views.get_collaboration,
            path=ID,
            gives="Collaboration",
            needs=DEALING,
            errors=(404,),
        ),
    )


def _actions(views: CollaborationViews) -> tuple[Endpoint, ...]:
    acts = {**_ACTS, "path": ID}
    why = reason_parameters()
    return (
        Endpoint(**acts, rule="/<collaboration_id>/cancel", view=views.cancel_collaboration, body=why),
        Endpoint(**acts, rule="/<collaboration_id>/confirm-cancel", view=views.confirm_cancel),
        Endpoint(**acts, rule="/<collaboration_id>/reject-cancel", view=views.reject_cancel),
        Endpoint(**acts, rule="/<collaboration_id>/dispute", view=views.dispute_collaboration, body=why),
        Endpoint(
            **acts, rule="/<collaboration_id>/resolve", view=views.resolve_collaboration, body=resolve_parameters()
        ),
        Endpoint(**acts, rule="/<collaboration_id>/complete", view=views.complete_collaboration),
    )


def _deliverables(views: CollaborationViews) -> tuple[Endpoint, ...]:
    acts, each = {**_ACTS, "path": {**ID, **NUMBER}}, "/<collaboration_id>/deliverables/<number:n>"
    return (
        Endpoint(**acts, rule=f"{each}/submit", view=views.submit_deliverable, body=submit_parameters()),
        Endpoint(**acts, rule=f"{each}/approve", view=views.approve_deliverable),
        Endpoint(**acts, rule=f"{each}/request-revision", view=views.request_revision, body=note_parameters()),
        Endpoint(**acts, rule=f"{each}/publish", view=views.publish_deliverable, body=publish_parameters()),
    )


_ACTS: dict[str, Any] = {
    "needs": DEALING,
    "method": "POST",
    "gives": "Collaboration",
    "versioned": False,
    "changes": True,
    "errors": (404,),
}


def _acting() -> dict[str, Any]:
    """Who does something to which version."""
    return {"expected": expected_version(required=False), "by": caller()}


def _which(collaboration_id: str, n: int) -> Which:
    return Which(collaboration_id, n, expected_version(required=False))


def _record(collaboration: Collaboration) -> Response:
    return record(_shown(collaboration))


def _shown(collaboration: Collaboration) -> dict[str, Any]:
    return shown_collaboration(collaboration, side=side_of(caller()))
