"""What does HTTP see of campaigns?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, g

from marketplace.accounts.roles import Scope
from marketplace.api.account_parameters import MAX_ID
from marketplace.api.addressing import Addressing
from marketplace.api.answers import answer
from marketplace.api.deal_lists import listed, wanted
from marketplace.api.deal_parameters import (
    campaign_parameters,
    campaigns_query,
    clear_parameter,
    client_parameter,
    propose_parameters,
)
from marketplace.api.deal_values import numbered
from marketplace.api.endpoints import Endpoint, blueprint
from marketplace.api.gate import Needs, caller
from marketplace.api.problems import InvalidRequest
from marketplace.api.records import gone, made, record
from marketplace.api.results import ResultViews
from marketplace.api.talk import TalkViews
from marketplace.api.versions import expected_version
from marketplace.deals.campaign import Campaign
from marketplace.deals.offering import Offer
from marketplace.deals.services import DealServices
from marketplace.deals.shown import shown_campaign, shown_proposal
from marketplace.deals.sides import side_of
from marketplace.errors import Problem
from marketplace.saved.lists import ListService

Asked = Mapping[str, Any]
PATH = "/v1/campaigns"
DEALING = Needs(Scope.DEALS)
ID = {"campaign_id": {"schema": {"type": "string", "maxLength": MAX_ID}}}


@dataclass(frozen=True)
class CampaignViews:
    """The views of campaigns."""

    deals: DealServices
    addressing: Addressing

    def make_campaign(self, body: Asked, _query: Asked) -> Response:
        """Draft a campaign; brands and agencies may."""
        shown = _shown(self.deals.campaigns.make(_details(body), by=caller()))
        return made(shown, at=f"{PATH}/{shown['id']}", secrets={})

    def list_campaigns(self, query: Asked) -> Response:
        """One's own campaigns; of a creator those that it has a proposal of."""
        asked = wanted(query)
        return listed("campaigns", self.deals.campaigns.page(asked, by=caller()), asked=asked, show=_shown)

    def get_campaign(self, _query: Asked, *, campaign_id: str) -> Response:
        """A campaign."""
        return record(_shown(self.deals.campaigns.get(campaign_id, by=caller())))

    def change_campaign(self, body: Asked, _query: Asked, *, campaign_id: str) -> Response:
        """Change a draft, or for proposals to come a published one."""
        expected = expected_version(required=True)
        cleared = dict.fromkeys(body.get("clear", ()))
        if both := sorted(cleared.keys() & body.keys()):
            raise InvalidRequest("body", Problem(both[0], "is named by clear too: set it or clear it"))
        details = {**_details(body), **cleared}
        details.pop("clear", None)
        changed = self.deals.campaigns.change(campaign_id, details, expected=expected, by=caller())
        return record(_shown(changed))

    def delete_campaign(self, _query: Asked, *, campaign_id: str) -> Response:
        """Delete a draft."""
        self.deals.campaigns.remove(campaign_id, expected=expected_version(required=True), by=caller())
        return gone()

    def publish_campaign(self, _query: Asked, *, campaign_id: str) -> Response:
        """Let creators be proposed to."""
        expected = expected_version(required=False)
        return record(_shown(self.deals.campaigns.publish(campaign_id, expected=expected, by=caller())))

    def close_campaign(self, _query: Asked, *, campaign_id: str) -> Response:
        """Propose to nobody more, and withdraw what is open."""
        expected = expected_version(required=False)
        return record(_shown(self.deals.campaigns.close(campaign_id, expected=expected, by=caller())))

    def propose(self, body: Asked, _query: Asked, *, campaign_id: str) -> Response:
        """Propose to up to 100 creators, named or on a list; who can't be proposed to is refused with the reason."""
        given = {name: value for name, value in body.items() if name != "list_id"}
        given["creator_ids"] = self.addressing.creators(body, by=caller())
        offer = Offer(**{**given, **_numbered(body)}, found=g.get("found"))
        expected = expected_version(required=False)
        sent, refused = self.deals.proposing.propose(campaign_id, offer, expected=expected, by=caller())
        side, now = side_of(caller()), self.deals.steps.now
        return answer(
            {
                "created": [shown_proposal(one, side=side, now=now) for one in sent],
                "refused": [{**vars(one), "detail": one.detail} for one in refused],
            }
        )

    def find_creators(self) -> None:
        """Ask the engine of whom a request names, who may take seconds, before a transaction is begun."""
        if found := self.addressing.prepared(by=caller()):
            g.found = self.deals.proposing.find(found)


def campaigns_blueprint(deals: DealServices, lists: ListService) -> Any:
    """The endpoints of campaigns."""
    views = CampaignViews(deals, Addressing(lists))
    talk, results = TalkViews(deals, "campaign"), ResultViews(deals.reports)
    endpoints = (
        *_all(views),
        *_each(views),
        *_actions(views),
        *talk.endpoints(),
        *results.endpoints("campaign"),
    )
    return blueprint("campaigns", "What brands want of creators.", prefix=PATH, endpoints=endpoints)


def _all(views: CampaignViews) -> tuple[Endpoint, ...]:
    body = (*campaign_parameters(required=True), client_parameter())
    return (
        Endpoint(
            rule="", view=views.make_campaign, body=body, gives="Campaign", status=201, needs=DEALING, changes=True
        ),
        Endpoint(rule="", view=views.list_campaigns, query=campaigns_query(), gives="Campaigns", needs=DEALING),
    )


def _each(views: CampaignViews) -> tuple[Endpoint, ...]:
    one: dict[str, Any] = {"rule": "/<campaign_id>", "path": ID, "needs": DEALING}
    return (
        Endpoint(**one, view=views.get_campaign, gives="Campaign", errors=(404,)),
        Endpoint(
            **one,
            view=views.change_campaign,
            body=(*campaign_parameters(required=False), clear_parameter()),
            gives="Campaign",
            method="PATCH",
            versioned=True,
            errors=(404, 409),
        ),
        Endpoint(
            **one,
            view=views.delete_campaign,
            gives="",
            method="DELETE",
            status=204,
            versioned=True,
            errors=(404, 409),
        ),
    )


def _actions(views: CampaignViews) -> tuple[Endpoint, ...]:
    acts: dict[str, Any] = {
        "path": ID,
        "needs": DEALING,
        "method": "POST",
        "versioned": False,
        "changes": True,
        "errors": (404,),
    }
    return (
        Endpoint(**acts, rule="/<campaign_id>/publish", view=views.publish_campaign, gives="Campaign"),
        Endpoint(**acts, rule="/<campaign_id>/close", view=views.close_campaign, gives="Campaign"),
        Endpoint(
            **acts,
            rule="/<campaign_id>/proposals",
            view=views.propose,
            body=propose_parameters(),
            gives="Proposed",
            prepare=views.find_creators,
        ),
    )


def _shown(campaign: Campaign) -> dict[str, Any]:
    return shown_campaign(campaign, side=side_of(caller()))


def _details(body: Asked) -> dict[str, Any]:
    """The fields of a campaign as they are kept."""
    listed = {name: tuple(body[name]) for name in ("markets",) if name in body}
    return {**body, **listed, **_numbered(body)}


def _numbered(body: Asked) -> dict[str, Any]:
    return {"deliverables": numbered(body["deliverables"])} if "deliverables" in body else {}
