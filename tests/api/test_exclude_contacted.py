"""Whom a brand has proposed to: are they left out of its searches where it asks so, and of nobody else's?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from marketplace.accounts.account import Client
from marketplace.accounts.making import Made, Wanted
from marketplace.accounts.roles import Role
from tests.api.conftest import errors, ids
from tests.api.house import House

DRAFT = {"title": "Tea", "budget": {"amount": "900", "currency": "EUR"}, "deliverables": {"kind": "video"}}
FORCED = {"filters": {"exclude_contacted": True}}


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def propose(house: House, made: Made, *creators: str, **more: Any) -> None:
    """Propose to some creators in a campaign of their own."""
    path = f"/v1/campaigns/{house.ask('POST', '/v1/campaigns', made, json={**DRAFT, **more}).get_json()['id']}"
    house.ask("POST", f"{path}/publish", made)
    body = {"creator_ids": list(creators), "price": {"amount": "10", "currency": "EUR"}}
    answered = house.ask("POST", f"{path}/proposals", made, json=body).get_json()
    assert [one["creator_id"] for one in answered["created"]] == list(creators)


def found(house: House, made: Made | str, asked: str = "?exclude_contacted=true") -> list[str]:
    """The ids that a search finds, in their order."""
    return sorted(ids(house.ask("GET", f"/v1/creators{asked}", made)))


def test_who_was_proposed_to_is_left_out_where_that_is_asked(house: House) -> None:
    _, brand = house.office.open()
    _, other = house.office.open()
    propose(house, brand, "dora", "cleo")

    assert found(house, brand) == ["anna", "bob", "egon"]
    assert found(house, brand, "?exclude_contacted=false") == ["anna", "bob", "cleo", "dora", "egon"]
    assert found(house, other) == ["anna", "bob", "cleo", "dora", "egon"]
    body = house.ask("POST", "/v1/creators/search", brand, json={"exclude_contacted": True, "exclude_ids": ["bob"]})
    assert sorted(ids(body)) == ["anna", "egon"]


def test_a_key_of_one_client_leaves_out_whom_that_client_has_proposed_to(house: House) -> None:
    clients = (Client("cli_1", "Tea"), Client("cli_2", "Oat"))
    account, agency = house.office.open(Role.AGENCY, clients=clients)
    boss = house.office.caller_of(account, agency)
    tea, oat = (house.office.keys.make(Wanted(name="x", client_id=one.id), by=boss) for one in clients)
    propose(house, tea, "dora")
    propose(house, oat, "cleo")

    assert found(house, tea) == ["anna", "bob", "cleo", "egon"]
    assert found(house, agency) == ["anna", "bob", "egon"]


def test_a_scoped_key_can_carry_it_and_can_not_ask_for_it(house: House) -> None:
    _, brand = house.office.open()
    propose(house, brand, "dora")
    carrying, plain = house.scoped(brand, **FORCED), house.scoped(brand)

    assert found(house, carrying, "") == found(house, carrying) == ["anna", "bob", "cleo", "egon"]
    ((place, name, detail),) = errors(house.ask("GET", "/v1/creators?exclude_contacted=true", plain))
    assert (place, name, "among the key's filters" in detail) == ("query", "exclude_contacted", True)


def test_what_a_scoped_key_carries_holds_for_single_creators_too(house: House) -> None:
    _, brand = house.office.open()
    propose(house, brand, "dora")
    carrying = house.scoped(brand, **FORCED)

    assert house.ask("GET", "/v1/creators/dora", carrying).status_code == 404
    lookup = house.ask("POST", "/v1/creators/lookup", carrying, json={"ids": ["dora", "cleo"]}).get_json()
    assert ([one["id"] for one in lookup["creators"]], lookup["missing"]) == (["cleo"], ["dora"])
    markets = house.ask("GET", "/v1/markets", carrying).get_json()["markets"]
    assert {one["code"]: one["creators"] for one in markets if one["code"] in ("DE", "US")} == {"DE": 2, "US": 0}


@pytest.mark.parametrize("role", [Role.CREATOR, Role.OPERATOR])
def test_who_is_no_brand_is_told_that_it_is_for_brands(house: House, role: Role) -> None:
    _, made = house.office.open(role)

    ((_, name, detail),) = errors(house.ask("GET", "/v1/creators?exclude_contacted=true", made))

    assert (name, detail) == ("exclude_contacted", "is for brands and agencies: leave it out")


def test_where_accounts_are_off_it_needs_a_key(client: Any) -> None:
    ((_, name, detail),) = errors(client.get("/v1/creators?exclude_contacted=true"))

    assert (name, detail) == ("exclude_contacted", "needs a key: accounts are off here")
