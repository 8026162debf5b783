"""Are results told as JSON and as a table, and is the budget none of the creator's affair?"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from marketplace.accounts.making import Made
from marketplace.accounts.roles import Role
from marketplace.api.sheets import sheet
from tests.api.house import House
from tests.security.building import build

NAMES = ["date", "proposed", "answered", "accepted", "published", "completed", "agreed", "released", "refunded"]


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path, rate_per_minute="0")


def built(house: House) -> tuple[dict[tuple[str, str, str], str], Made, Made]:
    """Records of every state, and the keys of the brand and the creator whose they are."""
    ids: dict[tuple[str, str, str], str] = {}
    brand, creator = house.office.open()[1], house.office.open(Role.CREATOR, creator_id="cleo")[1]
    build(house, ids, owner=("acme", brand), creator=creator)
    return ids, brand, creator


def test_a_campaign_tells_its_funnel_times_spend_and_days(house: House) -> None:
    ids, brand, creator = built(house)
    path = f"/v1/campaigns/{ids['campaign', 'acme', 'published']}/results"
    day = house.ask("GET", path, brand).json["days"][0]["date"]

    counts = {"proposed": 1, "answered": 1, "accepted": 1, "published": 1, "completed": 0}
    assert house.ask("GET", path, brand).json == {
        "campaign_id": ids["campaign", "acme", "published"],
        "funnel": {**counts, "declined": 0, "withdrawn": 0, "expired": 0, "open": 0},
        "times": {"median_hours_to_answer": 0.0, "median_hours_to_accept": 0.0, "median_hours_to_publish": 0.0},
        "spend": {
            "budget": "1000.00",
            "agreed": "100.00",
            "reserved": "100.00",
            "released": "0.00",
            "refunded": "0.00",
            "left": "900.00",
            "currency": "EUR",
        },
        "days": [{"date": day, **counts, "agreed": "100.00", "released": "0.00", "refunded": "0.00"}],
        "gapless": True,
    }
    assert house.ask("GET", path, creator).status_code == 403


def test_what_is_not_known_yet_is_left_out(house: House) -> None:
    ids, brand, _ = built(house)
    told = house.ask("GET", f"/v1/campaigns/{ids['campaign', 'acme', 'sent']}/results", brand).json
    assert (told["times"], told["funnel"]["open"]) == ({}, 1)
    draft = house.ask("GET", f"/v1/campaigns/{ids['campaign', 'acme', 'draft']}/results", brand).json
    assert (draft["days"], draft["gapless"], draft["spend"]["left"]) == ([], True, "1000.00")


def test_both_sides_are_told_of_a_collaboration_and_nobody_of_the_budget(house: House) -> None:
    ids, brand, creator = built(house)
    path = f"/v1/collaborations/{ids['collaboration', 'acme', 'submitted']}/results"
    told = house.ask("GET", path, creator).json

    assert told == house.ask("GET", path, brand).json
    assert [*told] == ["collaboration_id", "campaign_id", "steps", "times", "payment", "days", "gapless"]
    assert [*told["steps"]] == ["proposed_at", "answered_at", "accepted_at", "submitted_at"]
    assert told["times"] == {"hours_to_answer": 0.0, "hours_to_accept": 0.0, "hours_to_submit": 0.0}
    assert told["payment"]["reserved"] == "100.00"
    assert "1000.00" not in house.ask("GET", path, creator).text


@pytest.mark.parametrize("kind", ["campaign", "collaboration"])
def test_the_days_are_a_table_as_well(house: House, kind: str) -> None:
    ids, brand, _ = built(house)
    path = f"/v1/{kind}s/{ids[kind, 'acme', 'published']}/results"
    answer = house.ask("GET", f"{path}?format=csv", brand)
    rows = list(csv.DictReader(io.StringIO(answer.text)))

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert [*rows[0]] == [*NAMES, "currency"]
    told = house.ask("GET", f"{path}?format=json", brand).json["days"]
    assert [{name: one[name] for name in NAMES} for one in rows] == [
        {name: str(value) for name, value in one.items()} for one in told
    ]
    assert {one["currency"] for one in rows} == {"EUR"}


def test_another_form_is_refused(house: House) -> None:
    ids, brand, _ = built(house)
    refused = house.ask("GET", f"/v1/campaigns/{ids['campaign', 'acme', 'sent']}/results?format=xml", brand)
    assert (refused.status_code, refused.json["errors"][0]["name"]) == (422, "format")


def test_no_text_of_a_table_is_a_formula_and_no_number_is_a_text() -> None:
    texts = ["=1", "+1", "-1", "@a", "\uff1d1", "\t=1", "\r", "\n"]
    table = sheet(["a"], [[one] for one in (*texts, "a=1", -1, -0.5, None, 'x,"y"')]).get_data(as_text=True)
    found = [row[0] if row else "" for row in list(csv.reader(io.StringIO(table, newline="")))[1:]]
    assert found == [*(f"'{one}" for one in texts), "a=1", "-1", "-0.5", "", 'x,"y"']
