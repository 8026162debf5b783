"""Can a brand keep searches, run them, and be the only one who sees them?"""

from __future__ import annotations

from functools import reduce
from pathlib import Path
from typing import Any

import pytest

from marketplace.accounts.account import Client
from marketplace.accounts.making import Made, Wanted
from marketplace.accounts.roles import Role, Scope
from tests.api.conftest import errors, ids
from tests.api.house import House

PATH = "/v1/searches"
GERMANS: dict[str, Any] = {"name": "Germans", "query": {"market": "DE", "limit": 1}}


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def saved(house: House, made: Made, **more: Any) -> dict[str, Any]:
    """A search that was just kept."""
    answer = house.ask("POST", PATH, made, json={**GERMANS, **more})
    assert answer.status_code == 201, answer.text
    assert (answer.headers["Location"], answer.headers["ETag"]) == (f"{PATH}/{answer.get_json()['id']}", '"1"')
    found: dict[str, Any] = answer.get_json()
    return found


def test_a_search_is_kept_as_it_was_given(house: House) -> None:
    account, brand = house.office.open()
    query = {"q": "vegane", "market": ["DE"], "exclude_ids": "bob", "audience_countries": "DE:0.3", "price_max": 120.5}

    made = saved(house, brand, query=query, alert="daily")

    shown = {name: made[name] for name in ("account_id", "name", "query", "alert", "version")}
    given = {"account_id": account.id, "name": "Germans", "query": query, "alert": "daily", "version": 1}
    assert (shown, made["id"][:4], "last_run_at" in made, "alert_at" in made) == (given, "sch_", False, False)
    assert house.ask("GET", f"{PATH}/{made['id']}", brand).get_json() == made


def test_it_runs_as_a_search_by_body_does(house: House) -> None:
    _, brand = house.office.open()
    path = f"{PATH}/{saved(house, brand)['id']}"

    first = house.ask("POST", f"{path}/run", brand)
    second = house.ask("POST", f"{path}/run", brand, json={"cursor": first.get_json()["next_cursor"], "limit": 5})

    asked = house.ask("POST", "/v1/creators/search", brand, json=GERMANS["query"])
    assert {**first.get_json(), "took_ms": 0} == {**asked.get_json(), "took_ms": 0}
    assert (ids(first), ids(second)) == (["anna"], ["cleo"])
    shown = house.ask("GET", path, brand).get_json()
    assert (shown["last_run_at"], shown["version"]) == ("2026-11-22T10:00:00Z", 1)


def test_it_runs_without_those_whom_the_brand_has_proposed_to(house: House) -> None:
    _, brand = house.office.open()
    draft = {"title": "Tea", "budget": {"amount": "900", "currency": "EUR"}, "deliverables": {"kind": "video"}}
    campaign = f"/v1/campaigns/{house.ask('POST', '/v1/campaigns', brand, json=draft).get_json()['id']}"
    house.ask("POST", f"{campaign}/publish", brand)
    offer = {"creator_ids": "cleo", "price": {"amount": "10", "currency": "EUR"}}
    house.ask("POST", f"{campaign}/proposals", brand, json=offer)
    search = saved(house, brand, query={"market": "DE", "exclude_contacted": True})

    assert ids(house.ask("POST", f"{PATH}/{search['id']}/run", brand)) == ["anna"]


@pytest.mark.parametrize(
    ("query", "name", "says"),
    [
        ({"markt": "DE"}, "query.markt", "did you mean market"),
        ({"market": "XX"}, "query.market", "XX"),
        ({"cursor": "x"}, "query.cursor", "is unknown here"),
        ({"page": 2}, "query.page", "is unknown here"),
        ({"q": 7}, "query.q", "must be a string"),
        ({"followers_min": 9, "followers_max": 1}, "query.followers_min", "swap them"),
        ({"sort": "bio"}, "query.sort", "cannot sort by"),
        ({"exclude_ids": [f"creator{n:060}" for n in range(1_000)]}, "query", "at most 65536"),
        ("DE", "query", "must be an object"),
        (reduce(lambda inner, _: {"q": inner}, range(300), {}), "query", "nested too deeply"),
    ],
)
def test_a_query_that_can_not_be_asked_is_not_kept(house: House, query: Any, name: str, says: str) -> None:
    _, brand = house.office.open()
    search = saved(house, brand)

    made = house.ask("POST", PATH, brand, json={**GERMANS, "query": query})
    changed = house.ask("PATCH", f"{PATH}/{search['id']}", brand, json={"query": query}, headers={"If-Match": '"1"'})

    for answer in (made, changed):
        ((place, wrong, detail),) = errors(answer)
        assert (place, wrong, says in detail) == ("body", name, True), detail


def test_it_is_changed_by_version_and_deleted(house: House) -> None:
    _, brand = house.office.open()
    path = f"{PATH}/{saved(house, brand)['id']}"
    changes = {"name": "All", "query": {}, "alert": "hourly"}

    changed = house.ask("PATCH", path, brand, json=changes, headers={"If-Match": '"1"'})
    stale = house.ask("PATCH", path, brand, json={"name": "Some"}, headers={"If-Match": '"1"'})

    assert {**changes, "version": 2}.items() <= changed.get_json().items()
    assert (changed.headers["ETag"], stale.status_code) == ('"2"', 412)
    assert house.ask("DELETE", path, brand).status_code == 428
    assert house.ask("DELETE", path, brand, headers={"If-Match": '"2"'}).status_code == 204
    assert house.ask("GET", path, brand).status_code == 404


def test_the_list_has_what_changed_last_first(house: House) -> None:
    _, brand = house.office.open()
    for name in ("one", "two", "three"):
        saved(house, brand, name=name, alert="off" if name == "two" else "daily")
        house.office.time.passes(1)

    first = house.ask("GET", f"{PATH}?limit=2", brand).get_json()
    rest = house.ask("GET", f"{PATH}?limit=2&cursor={first['next_cursor']}", brand).get_json()
    daily = house.ask("GET", f"{PATH}?alert=daily", brand).get_json()

    assert [[one["name"] for one in page["searches"]] for page in (first, rest, daily)] == [
        ["three", "two"], ["one"], ["three", "one"],
    ]  # fmt: skip
    assert rest["next_cursor"] is None


def test_it_is_of_its_account_and_client_alone(house: House) -> None:
    clients = (Client("cli_1", "Tea"), Client("cli_2", "Oat"))
    account, agency = house.office.open(Role.AGENCY, clients=clients)
    boss = house.office.caller_of(account, agency)
    tea, oat = (house.office.keys.make(Wanted(name="x", client_id=one.id), by=boss) for one in clients)
    _, other = house.office.open()
    search = saved(house, tea)
    path = f"{PATH}/{search['id']}"

    assert search["client_id"] == "cli_1"
    assert [house.ask("GET", path, one).status_code for one in (tea, agency, oat, other)] == [200, 200, 404, 404]
    assert [house.ask("POST", f"{path}/run", one).status_code for one in (tea, agency, oat, other)] == [
        200, 200, 404, 404,
    ]  # fmt: skip
    assert [len(house.ask("GET", PATH, one).get_json()["searches"]) for one in (tea, agency, oat, other)] == [
        1, 1, 0, 0,
    ]  # fmt: skip
    assert house.ask("POST", PATH, oat, json={**GERMANS, "client_id": "cli_1"}).status_code == 403
    assert errors(house.ask("POST", PATH, agency, json={**GERMANS, "client_id": "cli_9"}))[0][1] == "client_id"


def test_others_than_brands_have_none(house: House) -> None:
    for role in (Role.CREATOR, Role.OPERATOR):
        _, made = house.office.open(role)
        assert house.ask("POST", PATH, made, json=GERMANS).status_code == 403
        for method, path in (("GET", PATH), ("GET", f"{PATH}/sch_1"), ("POST", f"{PATH}/sch_1/run")):
            assert house.ask(method, path, made).status_code == 403
    _, dealing = house.office.open(scopes=frozenset({Scope.DEALS}))
    assert house.ask("GET", PATH, dealing).status_code == 403


def test_a_scoped_key_is_refused_everywhere(house: House) -> None:
    _, brand = house.office.open()
    path = f"{PATH}/{saved(house, brand)['id']}"
    scoped = house.scoped(brand)

    asked = [("POST", PATH), ("GET", PATH), ("GET", path), ("PATCH", path), ("DELETE", path), ("POST", f"{path}/run")]
    for method, one in asked:
        answer = house.ask(method, one, scoped, headers={"If-Match": "*"})
        assert (answer.status_code, "can only search" in answer.get_json()["detail"]) == (403, True)


def test_what_is_asked_twice_with_a_key_is_kept_once(house: House) -> None:
    _, brand = house.office.open()
    headers = {"Idempotency-Key": "one"}

    first, second = (
        house.ask("POST", PATH, brand, json={**GERMANS, "alert": "daily"}, headers=headers) for _ in range(2)
    )

    assert (first.status_code, second.get_json()) == (201, first.get_json())
    assert len(house.ask("GET", PATH, brand).get_json()["searches"]) == 1


def test_where_accounts_are_off_nothing_is_kept(client: Any) -> None:
    answer = client.get(PATH)

    assert (answer.status_code, "accounts are off here" in answer.get_json()["detail"]) == (401, True)
