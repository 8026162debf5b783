"""What becomes of deals with a creator who leaves for ever?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from marketplace.accounts.making import Made
from marketplace.accounts.roles import Role
from tests.api.house import House

DRAFT = {"title": "Tea", "budget": {"amount": "900", "currency": "EUR"}, "deliverables": {"kind": "video"}}


class Scene:
    """A brand and the creator dora, each with a key."""

    def __init__(self, folder: Path) -> None:
        self.house = House(folder)
        _, self.brand = self.house.office.open()
        _, self.dora = self.house.office.open(Role.CREATOR, creator_id="dora")

    def done(self, method: str, path: str, made: Made, **more: Any) -> Any:
        """What a request that must succeed is answered."""
        response = self.house.ask(method, path, made, **more)
        assert response.status_code < 300, response.text
        return response.get_json()

    def proposed(self) -> str:
        """The path of a proposal to dora, of a campaign of its own."""
        path = f"/v1/campaigns/{self.done('POST', '/v1/campaigns', self.brand, json=DRAFT)['id']}"
        self.done("POST", f"{path}/publish", self.brand)
        offer = {"creator_ids": "dora", "price": {"amount": "100", "currency": "EUR"}}
        (created,) = self.done("POST", f"{path}/proposals", self.brand, json=offer)["created"]
        return f"/v1/proposals/{created['id']}"

    def agreed(self) -> str:
        """The path of a collaboration with dora."""
        accepted = self.done("POST", f"{self.proposed()}/accept", self.dora, json={"terms_version": 1})
        return f"/v1/collaborations/{accepted['collaboration_id']}"

    def deliverable(self, collaboration: str, action: str, made: Made, **body: str) -> None:
        """Do something with its one deliverable."""
        given = {"json": body} if body else {}
        self.done("POST", f"{collaboration}/deliverables/1/{action}", made, **given)

    def leaves(self) -> None:
        """Let dora leave."""
        version = self.done("GET", "/v1/accounts/me", self.dora)["version"]
        self.done("DELETE", "/v1/accounts/me", self.dora, headers={"If-Match": f'"{version}"'})


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)


def test_what_is_open_is_declined(scene: Scene) -> None:
    path = scene.proposed()

    scene.leaves()

    proposal = scene.done("GET", path, scene.brand)
    assert (proposal["status"], proposal["allowed_actions"], "deadline_at" in proposal) == ("declined", [], False)


def test_what_is_under_way_is_cancelled_and_the_brand_has_its_money_back(scene: Scene) -> None:
    path = scene.agreed()
    scene.deliverable(path, "submit", scene.dora, url="https://example.com/1")
    scene.done("POST", f"{path}/cancel", scene.brand, json={"reason": "late"})

    scene.leaves()

    found = scene.done("GET", path, scene.brand)
    assert (found["work_track"], found["payment_track"]) == ("cancelled", "refunded")
    assert found["payment"] | {"currency": ""} == {
        "agreed": "100.00",
        "reserved": "0.00",
        "released": "0.00",
        "refunded": "100.00",
        "currency": "",
    }
    last = scene.done("GET", f"{path}/history", scene.brand)["history"][-1]
    assert (last["action"], last["actor"]) == ("leave", {"role": "creator"})


def test_what_is_published_is_left_to_be_paid_for(scene: Scene) -> None:
    path = scene.agreed()
    scene.deliverable(path, "submit", scene.dora, url="https://example.com/1")
    scene.deliverable(path, "approve", scene.brand)
    scene.deliverable(path, "publish", scene.dora, url="https://example.com/post")

    scene.leaves()

    assert scene.done("POST", f"{path}/complete", scene.brand)["payment"]["released"] == "100.00"
