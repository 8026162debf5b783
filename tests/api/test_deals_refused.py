"""Is what no list, page or state of a deal has refused with what is taken instead?"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from pathlib import Path
from typing import Any

import pytest

from marketplace.accounts.roles import Role
from tests.api.house import House

CREATOR = "cleo"
BUDGET = {"amount": "100.00", "currency": "EUR"}


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def agreed(house: House) -> dict[str, Any]:
    """The keys of a brand and a creator, and a collaboration of theirs."""
    brand, one = house.office.open(Role.BRAND)[1], CREATOR
    key = house.office.open(Role.CREATOR, creator_id=one)[1]
    body = {"title": "Spring", "budget": BUDGET, "deliverables": [{"kind": "video"}]}
    campaign = house.ask("POST", "/v1/campaigns", brand, json=body).json["id"]
    house.ask("POST", f"/v1/campaigns/{campaign}/publish", brand)
    offer = {"creator_ids": [one], "price": BUDGET}
    made = house.ask("POST", f"/v1/campaigns/{campaign}/proposals", brand, json=offer).json
    assert made["refused"] == []
    path = f"/v1/proposals/{made['created'][0]['id']}"
    begun = house.ask("POST", f"{path}/accept", key, json={"terms_version": 1}).json["collaboration_id"]
    return {"brand": brand, "creator": key, "path": f"/v1/collaborations/{begun}", "campaign": campaign}


def test_a_conflict_names_actions_that_there_are(house: House) -> None:
    deal = agreed(house)
    refused = house.ask("POST", f"{deal['path']}/complete", deal["brand"])
    assert refused.status_code == 409
    assert refused.json["allowed_actions"] == ["cancel", "dispute"]
    assert refused.json["allowed_actions"] == house.ask("GET", deal["path"], deal["brand"]).json["allowed_actions"]
    refused = house.ask(
        "POST", f"{deal['path']}/deliverables/1/publish", deal["creator"], json={"url": "https://a.example"}
    )
    assert (refused.status_code, refused.json["allowed_actions"]) == (409, ["submit"])


def test_a_cursor_that_is_none_is_refused_in_every_list(house: House) -> None:
    deal = agreed(house)
    nul = urlsafe_b64encode(b"-updated_at:1:cmp_\0").decode().rstrip("=")
    lists = ("/v1/campaigns", "/v1/proposals", "/v1/collaborations", f"{deal['path']}/messages")
    for path in lists:
        for cursor in ("x", "%00", "msg_%00", "msg_x", nul, "é"):
            answer = house.ask("GET", f"{path}?cursor={cursor}", deal["brand"])
            assert answer.status_code == 422, (path, cursor)
            assert answer.json["errors"][0]["name"] == "cursor"


def test_a_page_of_messages_leads_to_the_next(house: House) -> None:
    deal = agreed(house)
    for n in range(3):
        house.ask("POST", f"{deal['path']}/messages", deal["creator"], json={"text": str(n)})
    first = house.ask("GET", f"{deal['path']}/messages?limit=2", deal["brand"]).json
    following = house.ask("GET", f"{deal['path']}/messages?cursor={first['next_cursor']}", deal["brand"]).json
    assert [one["text"] for one in first["messages"] + following["messages"]] == ["0", "1", "2"]
    assert following["next_cursor"] is None


def test_a_creator_can_not_filter_by_the_clients_of_an_agency(house: House) -> None:
    deal = agreed(house)
    for path in ("/v1/campaigns", "/v1/proposals", "/v1/collaborations"):
        answer = house.ask("GET", f"{path}?client_id=cli_1", deal["creator"])
        assert (answer.status_code, answer.json["errors"][0]["name"]) == (422, "client_id")
        assert house.ask("GET", f"{path}?client_id=cli_1", deal["brand"]).status_code == 200


def test_a_record_that_nobody_has_is_not_found(house: House) -> None:
    brand = house.office.open(Role.BRAND)[1]
    for noun, prefix in (("campaigns", "cmp"), ("proposals", "prp"), ("collaborations", "col")):
        for odd in ("%00", f"{prefix}_%00", f"{prefix}_1", "x", "%F0%9F%91%8D"):
            for path in (f"/v1/{noun}/{odd}", f"/v1/{noun}/{odd}/messages", f"/v1/{noun}/{odd}/history"):
                assert house.ask("GET", path, brand).status_code == 404, path


@pytest.mark.parametrize(
    "url", ["https://127.0.0.1/", "https://localhost/", 'https://a.example/"><x', "http://a.example"]
)
def test_a_link_that_is_none_is_refused_by_its_name(house: House, url: str) -> None:
    deal = agreed(house)
    answer = house.ask("POST", f"{deal['path']}/deliverables/1/submit", deal["creator"], json={"url": url})
    assert (answer.status_code, answer.json["errors"][0]["name"]) == (422, "url")
