"""How do records of every state come to be? By what their owners ask for, one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marketplace.accounts.making import Made
from marketplace.events.delivery import Delivery, State
from marketplace.events.event import TEST, Announcement
from tests.api.house import House
from tests.creators import NOW

PRICE = {"amount": "100.00", "currency": "EUR"}
URL = "https://example.com/video"

STATES = {
    "sent": (),
    "countered": ("counter",),
    "agreed": ("accept",),
    "submitted": ("accept", "submit"),
    "approved": ("accept", "submit", "approve"),
    "published": ("accept", "submit", "approve", "publish"),
    "brand wants out": ("accept", "brand cancels"),
    "creator wants out": ("accept", "creator cancels"),
    "disputed": ("accept", "dispute"),
}
"""What is done after a proposal was sent, by the state that this leads to."""


@dataclass(frozen=True)
class _Deal:
    """A brand and a creator, and how they ask."""

    house: House
    brand: Made
    creator: Made

    def by_brand(self, path: str, body: Any = None) -> Any:
        """What the brand is answered."""
        return self._done(self.brand, path, body)

    def by_creator(self, path: str, body: Any = None) -> Any:
        """What the creator is answered."""
        return self._done(self.creator, path, body)

    def _done(self, made: Made, path: str, body: Any) -> Any:
        answer = self.house.ask("POST", f"/v1/{path}", made, json=body)
        assert answer.status_code in (200, 201), answer.text
        return answer.get_json()


def build(house: House, ids: dict[tuple[str, str, str], str], *, owner: tuple[str, Made], creator: Made) -> None:
    """A campaign of each state, with what there is of it."""
    name, brand = owner
    deal, creator_id = _Deal(house, brand, creator), _creator_id(house, creator)
    ids["campaign", name, "draft"] = _campaign(deal, "draft", name)
    closed = _campaign(deal, "closed", name)
    deal.by_brand(f"campaigns/{closed}/publish")
    deal.by_brand(f"campaigns/{closed}/close")
    ids["campaign", name, "closed"] = closed
    filled = {"name": f"those of {name}", "creator_ids": [creator_id], "notes": {creator_id: f"a note of {name}"}}
    ids["list", name, "filled"] = deal.by_brand("lists", filled)["id"]
    search = {"name": f"a search of {name}", "query": {"market": "DE"}, "alert": "daily"}
    ids["search", name, "kept"] = deal.by_brand("searches", search)["id"]
    for state, steps in STATES.items():
        campaign = _campaign(deal, state, name)
        deal.by_brand(f"campaigns/{campaign}/publish")
        asked = {"creator_ids": [creator_id], "price": PRICE, "message": f"an offer of {name}"}
        (proposal,) = deal.by_brand(f"campaigns/{campaign}/proposals", asked)["created"]
        ids["campaign", name, state], ids["proposal", name, state] = campaign, proposal["id"]
        for step in steps:
            _take(deal, step, ids, where=(name, state))
        for kind in ("campaign", "proposal", "collaboration"):
            if thread := ids.get((kind, name, state)):
                deal.by_brand(f"{kind}s/{thread}/messages", {"text": f"a word of {name}"})


def build_webhook(house: House, ids: dict[tuple[str, str, str], str], *, owner: tuple[str, Made]) -> None:
    """A webhook with a delivery that was given up."""
    name, made = owner
    webhook = house.ask("POST", "/v1/webhooks", made, json={"url": f"https://{name}.example.com/"}).get_json()["id"]
    given_up = webhook.replace("whk", "dlv")
    with house.office.records.writing() as records:
        account = made.key.account_id
        records.events.add_all([Announcement(account_id=account, client_id=made.key.client_id, type=TEST, at=NOW)])
        (event,) = records.events.number(limit=1_000)[-1:]
        delivery = Delivery(
            id=given_up, webhook_id=webhook, event_id=event.id, type=TEST, state=State.DEAD, next_at=NOW, created_at=NOW
        )
        records.deliveries.add_all([delivery])
    ids["webhook", name, ""], ids["delivery", name, ""] = webhook, given_up


def _campaign(deal: _Deal, state: str, name: str) -> str:
    budget = {"amount": "1000.00", "currency": "EUR"}
    body = {"title": f"{state} of {name}", "budget": budget, "deliverables": [{"kind": "video"}]}
    made: str = deal.by_brand("campaigns", body)["id"]
    return made


def _take(deal: _Deal, step: str, ids: dict[tuple[str, str, str], str], *, where: tuple[str, str]) -> None:
    proposal = f"proposals/{ids['proposal', *where]}"
    if step == "accept":
        accepted = deal.by_creator(f"{proposal}/accept", {"terms_version": 1})
        ids["collaboration", *where] = accepted["collaboration_id"]
        return
    if step == "counter":
        deal.by_creator(f"{proposal}/counter", {"price": {**PRICE, "amount": "120.00"}})
        return
    collaboration = f"collaborations/{ids['collaboration', *where]}"
    piece, why = f"{collaboration}/deliverables/1", {"reason": f"because {where[0]} said so"}
    steps = {
        "submit": lambda: deal.by_creator(f"{piece}/submit", {"url": URL, "note": "see"}),
        "approve": lambda: deal.by_brand(f"{piece}/approve"),
        "publish": lambda: deal.by_creator(f"{piece}/publish", {"url": URL}),
        "brand cancels": lambda: deal.by_brand(f"{collaboration}/cancel", why),
        "creator cancels": lambda: deal.by_creator(f"{collaboration}/cancel", why),
        "dispute": lambda: deal.by_creator(f"{collaboration}/dispute", why),
    }
    steps[step]()


def _creator_id(house: House, creator: Made) -> str:
    found: str = house.ask("GET", "/v1/accounts/me", creator).get_json()["creator_id"]
    return found
