"""Do operators tell the events of the platform over HTTP, a thousand at once, and nobody else?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from marketplace.accounts.making import Made
from marketplace.accounts.roles import Role, Scope
from marketplace.api.body import MAX_BODY_BYTES
from marketplace.programme.reading import FIELDS_OF
from tests.api.conftest import errors
from tests.api.house import House
from tests.till import Till, event, gift, tip, views

PATH = "/v1/programme/events"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.fixture
def operator(house: House) -> Made:
    return house.office.open(Role.OPERATOR)[1]


def sent(house: House, by: Made, *events: Any, **headers: str) -> Any:
    """The answer to some events."""
    return house.ask("POST", PATH, by, json={"events": events}, headers=headers)


def test_what_was_taken_is_counted_and_what_was_not_is_named(house: House, operator: Made) -> None:
    till = Till(house.office.records)

    answer = sent(house, operator, gift("e1"), gift("e2", creator_id="nobody"), "x", tip("e3"), gift("e1", 9))

    assert (answer.status_code, answer.get_json()["accepted"]) == (200, 2)
    refused = [(one["index"], one.get("id"), one["code"]) for one in answer.get_json()["refused"]]
    assert refused == [(1, "e2", "unknown_creator"), (2, None, "invalid"), (4, "e1", "duplicate_id")]
    assert "id" not in answer.get_json()["refused"][1]
    assert till.has() == {"diamonds DIAMOND": 1, "available EUR": 500}


def test_creators_of_the_index_who_never_joined_are_known(house: House, operator: Made) -> None:
    answer = sent(
        house, operator, event("e1", "facts", creator_id="cleo", standing="lost"), gift("e2", creator_id="cleo")
    )

    assert answer.get_json()["accepted"] == 1
    assert [one["code"] for one in answer.get_json()["refused"]] == ["feature_not_held"]


def test_the_same_call_again_is_answered_alike_with_a_key_or_without(house: House, operator: Made) -> None:
    till = Till(house.office.records)

    first = sent(house, operator, gift("e1"), gift("e2", -1), **{"Idempotency-Key": "k1"})
    again = sent(house, operator, gift("e1"), gift("e2", -1), **{"Idempotency-Key": "k1"})
    without = sent(house, operator, gift("e1"), gift("e2", -1))

    assert first.get_json() == again.get_json() == without.get_json()
    assert again.headers["Idempotency-Replayed"] == "true"
    assert till.has() == {"diamonds DIAMOND": 1}


def test_a_thousand_events_as_long_as_they_can_be_are_one_call(house: House, operator: Made) -> None:
    Till(house.office.records)
    _, possible = FIELDS_OF[gift("x")["type"]]
    longest = {name: "n" * 128 if name.endswith("_id") else 9_999_999 for name in possible}
    events = [
        gift(f"{n:0128}", 999_999, **longest, occurred_at="2026-11-21T10:00:00.000000+01:00") for n in range(1_000)
    ]

    answer = sent(house, operator, *events)

    assert (answer.status_code, answer.get_json()) == (200, {"accepted": 1_000, "refused": []})
    assert len(str(events)) < MAX_BODY_BYTES


@pytest.mark.parametrize(
    ("body", "name", "detail"),
    [
        ({}, "events", "is required"),
        ({"events": []}, "events", "is empty: give at least one"),
        ({"events": [views(f"v{n}", 1) for n in range(1_001)]}, "events", "has 1001 values: at most 1000"),
        ({"events": [gift("e1")], "event": 1}, "event", "is unknown here"),
    ],
)
def test_what_is_wrong_with_the_call_is_named(
    house: House, operator: Made, body: dict[str, Any], name: str, detail: str
) -> None:
    ((place, wrong, why),) = errors(house.ask("POST", PATH, operator, json=body))

    assert (place, wrong, why[: len(detail)]) == ("body", name, detail)


@pytest.mark.parametrize("role", [Role.BRAND, Role.AGENCY, Role.CREATOR])
def test_nobody_but_operators_tells_events(house: House, role: Role) -> None:
    _, made = house.office.open(role)

    assert sent(house, made, gift("e1")).status_code == 403


def test_a_key_needs_the_scope(house: House) -> None:
    _, made = house.office.open(Role.OPERATOR, scopes=frozenset({Scope.ADMIN, Scope.DEALS}))

    assert sent(house, made, gift("e1")).status_code == 403
    assert house.ask("POST", PATH, json={"events": [gift("e1")]}).status_code == 401
