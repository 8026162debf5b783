"""What does HTTP see of proposals?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response

from marketplace.accounts.roles import Scope
from marketplace.api.account_parameters import MAX_ID
from marketplace.api.deal_lists import listed, wanted
from marketplace.api.deal_parameters import (
    accept_parameters,
    counter_parameters,
    decline_parameters,
    proposals_query,
)
from marketplace.api.deal_values import numbered
from marketplace.api.endpoints import Endpoint, blueprint
from marketplace.api.gate import Needs, caller
from marketplace.api.records import record
from marketplace.api.talk import TalkViews
from marketplace.api.versions import expected_version
from marketplace.deals.proposal import Proposal
from marketplace.deals.services import DealServices
from marketplace.deals.shown import shown_proposal
from marketplace.deals.sides import side_of

Asked = Mapping[str, Any]
PATH = "/v1/proposals"
DEALING = Needs(Scope.DEALS)
ID = {"proposal_id": {"schema": {"type": "string", "maxLength": MAX_ID}}}


@dataclass(frozen=True)
class ProposalViews:
    """The views of proposals."""

    deals: DealServices

    def list_proposals(self, query: Asked) -> Response:
        """One's own proposals: those sent, or of a creator those received."""
        asked = wanted(query)
        return listed("proposals", self.deals.proposals.page(asked, by=caller()), asked=asked, show=self._shown)

    def get_proposal(self, _query: Asked, *, proposal_id: str) -> Response:
        """A proposal, with all versions of its terms."""
        return record(self._shown(self.deals.proposals.get(proposal_id, by=caller())))

    def accept_proposal(self, body: Asked, _query: Asked, *, proposal_id: str) -> Response:
        """Agree to the version of the terms that is named; a collaboration begins."""
        return record(self._shown(self.deals.proposals.accept(proposal_id, body["terms_version"], **_acting())))

    def decline_proposal(self, body: Asked, _query: Asked, *, proposal_id: str) -> Response:
        """Say no."""
        return record(self._shown(self.deals.proposals.decline(proposal_id, body.get("reason"), **_acting())))

    def counter_proposal(self, body: Asked, _query: Asked, *, proposal_id: str) -> Response:
        """Offer other terms; what is not said stays as it is."""
        given = dict(body)
        if "deliverables" in given:
            given["deliverables"] = numbered(given["deliverables"])
        return record(self._shown(self.deals.proposals.counter(proposal_id, given, **_acting())))

    def withdraw_proposal(self, _query: Asked, *, proposal_id: str) -> Response:
        """Take it back."""
        return record(self._shown(self.deals.proposals.withdraw(proposal_id, **_acting())))

    def extend_proposal(self, _query: Asked, *, proposal_id: str) -> Response:
        """Give the creator as much time again, once."""
        return record(self._shown(self.deals.proposals.extend(proposal_id, **_acting())))

    def _shown(self, proposal: Proposal) -> dict[str, Any]:
        return shown_proposal(proposal, side=side_of(caller()), now=self.deals.steps.now)


def proposals_blueprint(deals: DealServices) -> Any:
    """The endpoints of proposals."""
    views = ProposalViews(deals)
    endpoints = (*_read(views), *_actions(views), *TalkViews(deals, "proposal").endpoints())
    return blueprint("proposals", "What brands offer to creators.", prefix=PATH, endpoints=endpoints)


def _read(views: ProposalViews) -> tuple[Endpoint, ...]:
    return (
        Endpoint(rule="", view=views.list_proposals, query=proposals_query(), gives="Proposals", needs=DEALING),
        Endpoint(
            rule="/<proposal_id>", view=views.get_proposal, path=ID, gives="Proposal", needs=DEALING, errors=(404,)
        ),
    )


def _actions(views: ProposalViews) -> tuple[Endpoint, ...]:
    acts: dict[str, Any] = {
        "path": ID,
        "needs": DEALING,
        "method": "POST",
        "gives": "Proposal",
        "versioned": False,
        "changes": True,
        "errors": (404,),
    }
    return (
        Endpoint(**acts, rule="/<proposal_id>/accept", view=views.accept_proposal, body=accept_parameters()),
        Endpoint(
            **acts,
            rule="/<proposal_id>/decline",
            view=views.decline_proposal,
            body=decline_parameters(),
            body_needed=False,
        ),
        Endpoint(**acts, rule="/<proposal_id>/counter", view=views.counter_proposal, body=counter_parameters()),
        Endpoint(**acts, rule="/<proposal_id>/withdraw", view=views.withdraw_proposal),
        Endpoint(**acts, rule="/<proposal_id>/extend", view=views.extend_proposal),
    )


def _acting() -> dict[str, Any]:
    """Who does something to which version."""
    return {"expected": expected_version(required=False), "by": caller()}
