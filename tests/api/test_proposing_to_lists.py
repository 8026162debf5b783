"""Can a campaign propose to a list: to all who are on it, of nobody else's, and not to too many?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from marketplace.accounts.account import Client
from marketplace.accounts.making import Wanted
from marketplace.accounts.roles import Role
from tests.api.conftest import errors
from tests.api.test_lists import Desk

KEYED = {"headers": {"Idempotency-Key": "k"}}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.mark.parametrize("more", [{}, KEYED])
def test_a_list_is_proposed_to_in_its_order(desk: Desk, more: Any) -> None:
    made = desk.made("dora", "nobody", "cleo")

    told = desk.propose({"list_id": made["id"]}, **more).get_json()

    assert [one["creator_id"] for one in told["created"]] == ["dora", "cleo"]
    assert [(one["creator_id"], one["code"]) for one in told["refused"]] == [("nobody", "unknown_creator")]


def test_what_was_answered_is_answered_again_when_the_list_is_gone(desk: Desk) -> None:
    made = desk.made("dora")
    first = desk.propose({"list_id": made["id"]}, **KEYED)
    desk.ask("DELETE", f"/v1/lists/{made['id']}", headers={"If-Match": "*"})

    (campaign,) = {one["campaign_id"] for one in first.get_json()["created"]}
    body = {"price": {"amount": "10", "currency": "EUR"}, "list_id": made["id"]}
    again = desk.ask("POST", f"/v1/campaigns/{campaign}/proposals", json=body, **KEYED)

    assert (again.headers["Idempotency-Replayed"], again.get_json()) == ("true", first.get_json())


@pytest.mark.parametrize("more", [{}, KEYED])
@pytest.mark.parametrize(
    ("body", "name", "detail"),
    [
        ({}, "creator_ids", "is required, or list_id in its place"),
        ({"list_id": "{few}", "creator_ids": ["dora"]}, "list_id", "can't stand beside creator_ids: name one of them"),
        ({"list_id": "{many}"}, "list_id", "has 101 creators: at most 100 are proposed to at once"),
        ({"list_id": "{empty}"}, "list_id", "has no creators: add some, or name creator_ids"),
        ({"list_id": "lst_9"}, "list_id", "there is no list 'lst_9': see GET /v1/lists"),
        ({"list_id": "{foreign}"}, "list_id", "there is no list"),
    ],
)
def test_what_can_not_be_is_named(desk: Desk, body: dict[str, Any], name: str, detail: str, more: Any) -> None:
    _, other = desk.house.office.open()
    ids = {
        "few": desk.made("dora")["id"],
        "many": desk.made(*(f"n{n}" for n in range(101)))["id"],
        "empty": desk.made()["id"],
        "foreign": desk.made("dora", by=other)["id"],
    }
    given = {key: value.format(**ids) if isinstance(value, str) else value for key, value in body.items()}

    ((place, named, said),) = errors(desk.propose(given, **more))

    assert (place, named, detail in said) == ("body", name, True), said


def test_a_key_of_one_client_does_not_propose_to_anothers_list(desk: Desk) -> None:
    clients = (Client("cli_1", "Tea"), Client("cli_2", "Oat"))
    account, agency = desk.house.office.open(Role.AGENCY, clients=clients)
    boss = desk.house.office.caller_of(account, agency)
    tea = desk.house.office.keys.make(Wanted(name="x", client_id="cli_1"), by=boss)
    oats, desk.brand = desk.made("dora", by=agency, client_id="cli_2"), tea

    ((_, name, detail),) = errors(desk.propose({"list_id": oats["id"]}))
    assert (name, "there is no list" in detail) == ("list_id", True)
    desk.brand = agency
    assert len(desk.propose({"list_id": oats["id"]}).get_json()["created"]) == 1
