"""Does a refusal of what is done with deals say in the words of its reader what is wrong, and what can be done?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from marketplace.accounts.making import Made
from marketplace.accounts.roles import Role
from tests.api.house import House

BUDGET = {"amount": "500", "currency": "EUR"}
PRICE = {"amount": "100", "currency": "EUR"}
VIDEO = {"kind": "video"}
LINK = {"url": "https://drafts.example/1"}


class Deal:
    """A brand, a creator and an operator, and what they have agreed."""

    def __init__(self, folder: Path) -> None:
        self.house = House(folder)
        self.brand = self.house.office.open(Role.BRAND)[1]
        self.creator = self.house.office.open(Role.CREATOR, creator_id="cleo")[1]
        self.operator = self.house.office.open(Role.OPERATOR)[1]

    def post(self, by: Made, path: str, body: Any = None) -> Any:
        """What is answered."""
        return self.house.ask("POST", path, by, json=body).json

    def propose(self) -> str:
        """The path of a proposal."""
        made = self.post(self.brand, "/v1/campaigns", {"title": "t", "budget": BUDGET, "deliverables": VIDEO})
        path = f"/v1/campaigns/{made['id']}"
        self.post(self.brand, f"{path}/publish")
        sent = self.post(self.brand, f"{path}/proposals", {"creator_ids": "cleo", "price": PRICE})
        return f"/v1/proposals/{sent['created'][0]['id']}"

    def agree(self) -> str:
        """The path of a collaboration."""
        accepted = self.post(self.creator, f"{self.propose()}/accept", {"terms_version": 1})
        return f"/v1/collaborations/{accepted['collaboration_id']}"


@pytest.fixture
def deal(tmp_path: Path) -> Deal:
    return Deal(tmp_path)


def test_a_wrong_part_of_a_deliverable_or_of_money_is_named(deal: Deal) -> None:
    body = {"title": "t", "budget": {"amount": "0.5", "currency": "JPY"}, "deliverables": {"kind": "reel"}}
    wrong = {one["name"]: one["detail"] for one in deal.post(deal.brand, "/v1/campaigns", body)["errors"]}
    assert wrong == {
        "budget": "amount must be whole minor units: JPY has no decimals",
        "deliverables": "kind has no value 'reel': known are video, live, photo, story",
    }


def test_who_may_do_it_is_said_without_what_time_does(deal: Deal) -> None:
    path = f"{deal.agree()}/deliverables/1/approve"
    assert deal.post(deal.creator, path)["detail"] == "the brand can approve the deliverable, not the creator"


def test_roles_that_can_have_campaigns_are_named(deal: Deal) -> None:
    body = {"title": "t", "budget": BUDGET, "deliverables": VIDEO}
    refused = deal.post(deal.creator, "/v1/campaigns", body)
    assert refused["detail"] == "an account of the role creator can't have campaigns: brands and agencies can"


def test_an_answer_that_is_the_other_sides_is_refused_in_words(deal: Deal) -> None:
    path = deal.propose()
    deal.post(deal.creator, f"{path}/counter", {"price": {"amount": "120", "currency": "EUR"}})
    refused = deal.post(deal.creator, f"{path}/accept", {"terms_version": 2})
    assert refused["detail"] == "the proposal is countered by the creator: you can decline it"


def test_what_may_be_done_instead_names_deliverables_too(deal: Deal) -> None:
    path = deal.agree()
    deal.post(deal.creator, f"{path}/deliverables/1/submit", LINK)
    refused = deal.post(deal.brand, f"{path}/complete")
    assert refused["allowed_actions"] == ["cancel", "dispute", "approve", "request-revision"]
    assert refused["allowed_actions"] == deal.house.ask("GET", path, deal.brand).json["allowed_actions"]


def test_who_waits_for_the_other_sides_word_hears_so(deal: Deal) -> None:
    path = deal.agree()
    deal.post(deal.brand, f"{path}/cancel", {"reason": "other plans"})
    refused = deal.post(deal.brand, f"{path}/confirm-cancel")
    assert refused["detail"] == "the collaboration is waiting for the creator's word on its end: you can dispute it"


def test_a_third_revision_is_no_allowed_action(deal: Deal) -> None:
    path = deal.agree()
    video = f"{path}/deliverables/1"
    for _ in range(2):
        deal.post(deal.creator, f"{video}/submit", LINK)
        deal.post(deal.brand, f"{video}/request-revision", {"note": "louder"})
    deal.post(deal.creator, f"{video}/submit", LINK)
    shown = deal.house.ask("GET", path, deal.brand).json
    assert shown["deliverables"][0]["allowed_actions"] == ["approve"]
    assert shown["allowed_actions"] == ["cancel", "dispute", "approve"]


def test_a_cursor_of_nothing_is_said_to_be_none_of_the_list(deal: Deal) -> None:
    refused = deal.house.ask("GET", "/v1/proposals?cursor=abc", deal.brand).json
    assert refused["detail"] == "cursor is no cursor of this list: take the next_cursor of the page before"
