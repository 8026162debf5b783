"""Who is a member of Creator Next in the world of the attacks? One who has left, and one who is in it."""

from __future__ import annotations

from marketplace.accounts.making import Made
from tests.api.house import House
from tests.programme import come_of_age

PATH = "/v1/programme/members"


def build_members(house: House, *, operator: Made, left: str, joined: str) -> None:
    """Let two creators join, and the first one leave; both may join again."""
    come_of_age(house.office.records, left, joined)
    for creator_id in (left, joined):
        body = {"creator_id": creator_id, "terms_version": "2026-11"}
        answer = house.ask("POST", PATH, operator, json=body)
        assert answer.status_code == 201, answer.text
    answer = house.ask("DELETE", f"{PATH}/{left}", operator, headers={"If-Match": "*"})
    assert answer.status_code == 204, answer.text
