"""Is a search within lists, or without them, of one's own lists alone, as they are now, for scoped keys too?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from marketplace.accounts.account import Client
from marketplace.accounts.making import Made, Wanted
from marketplace.accounts.roles import Role
from marketplace.saved import narrowing
from tests.api.conftest import errors, ids
from tests.api.test_lists import Desk

ALL = ["anna", "bob", "cleo", "dora", "egon"]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def found(desk: Desk, made: Made | str | None = None, **asked: Any) -> list[str]:
    """The ids that a search finds, by URL and by body alike."""
    answers = [
        desk.house.ask("GET", "/v1/creators", made or desk.brand, query_string=asked),
        desk.house.ask("POST", "/v1/creators/search", made or desk.brand, json=asked),
    ]
    by_url, by_body = (sorted(ids(one)) for one in answers)
    assert by_url == by_body
    return by_url


def refused(desk: Desk, made: Made | str | None = None, **asked: Any) -> tuple[str, str]:
    """What is named of a search that is refused, and why."""
    ((place, name, detail),) = errors(desk.house.ask("GET", "/v1/creators", made or desk.brand, query_string=asked))
    assert place == "query"
    return name, detail


def test_lists_are_searched_within_and_without_in_hits_totals_and_counts(desk: Desk) -> None:
    few, more = desk.made("anna", "dora", "nobody")["id"], desk.made("anna", "bob")["id"]

    assert found(desk, in_list=few) == ["anna", "dora"]
    assert found(desk, in_list=[few, more]) == ["anna", "bob", "dora"]
    assert found(desk, not_in_list=few) == ["bob", "cleo", "egon"]
    assert found(desk, not_in_list=[few, more]) == ["cleo", "egon"]
    assert found(desk, in_list=few, not_in_list=more) == ["dora"]
    assert found(desk, in_list=desk.made()["id"]) == []
    assert found(desk, not_in_list=desk.made()["id"]) == ALL
    page = desk.ask("GET", f"/v1/creators?in_list={more}&market=DE&facets=market").get_json()
    counts = [(one["value"], one["count"]) for one in page["facets"]["market"]["values"]]
    assert (page["total"], counts) == (1, [("DE", 1), ("FR", 1)])


def test_a_list_is_searched_as_it_is_now_and_a_cursor_goes_on(desk: Desk) -> None:
    few, other = desk.made("anna", "bob", "cleo")["id"], desk.made("anna", "bob", "cleo")["id"]
    first = desk.ask("GET", f"/v1/creators?in_list={few}&limit=1").get_json()
    desk.ask("POST", f"/v1/lists/{few}/add", json={"creator_ids": ["egon"]})
    desk.ask("POST", f"/v1/lists/{few}/remove", json={"creator_ids": ["bob"]})

    assert found(desk, in_list=few, cursor=first["next_cursor"]) == ["cleo", "egon"]
    for asked in ({"in_list": other}, {"not_in_list": few}, {"in_list": [few, other]}, {}):
        name, detail = refused(desk, cursor=first["next_cursor"], **asked)
        assert (name, "belongs to another q, filter or sort" in detail) == ("cursor", True)


def test_a_list_that_is_gone_or_anothers_is_named(desk: Desk) -> None:
    _, other = desk.house.office.open()
    foreign, gone = desk.made("anna", by=other)["id"], desk.made("anna")["id"]
    desk.ask("DELETE", f"/v1/lists/{gone}", headers={"If-Match": "*"})

    for name in ("in_list", "not_in_list"):
        for one in (foreign, gone, "lst_1"):
            assert refused(desk, **{name: one}) == (name, f"there is no list {one!r}: see GET /v1/lists")
    assert refused(desk, in_list=[f"lst_{n}" for n in range(21)])[1] == "has 21 values: at most 20 are taken"


def test_a_key_of_one_client_searches_that_clients_lists(desk: Desk) -> None:
    account, agency = desk.house.office.open(Role.AGENCY, clients=(Client("cli_1", "Tea"), Client("cli_2", "Oat")))
    boss = desk.house.office.caller_of(account, agency)
    tea, oat = (desk.house.office.keys.make(Wanted(name="x", client_id=one), by=boss) for one in ("cli_1", "cli_2"))
    teas = desk.made("anna", by=tea)["id"]

    assert found(desk, tea, in_list=teas) == found(desk, agency, in_list=teas) == ["anna"]
    assert refused(desk, oat, in_list=teas)[0] == "in_list"


def test_a_scoped_key_carries_lists_and_asks_for_no_others(desk: Desk) -> None:
    few, more = desk.made("anna", "dora")["id"], desk.made("anna", "bob")["id"]
    carrying = desk.house.scoped(desk.brand, filters={"in_list": few})

    assert found(desk, carrying) == found(desk, carrying, in_list=few) == ["anna", "dora"]
    assert found(desk, desk.house.scoped(desk.brand, filters={"in_list": [few], "not_in_list": [more]})) == ["dora"]
    both = desk.house.scoped(desk.brand, filters={"in_list": [few, more]})
    assert (found(desk, both), found(desk, both, in_list=few)) == (["anna", "bob", "dora"], ["anna", "dora"])
    for key, asked in ((carrying, {"in_list": more}), (carrying, {"not_in_list": few}), (both, {"not_in_list": few})):
        name, detail = refused(desk, key, **asked)
        assert (name, "must be among the key's filters" in detail) == (next(iter(asked)), True)


def test_what_a_scoped_key_carries_holds_for_single_creators_and_markets(desk: Desk) -> None:
    few = desk.made("anna", "dora")["id"]
    carrying = desk.house.scoped(desk.brand, filters={"in_list": few})

    answers = [desk.house.ask("GET", f"/v1/creators/{one}", carrying).status_code for one in ALL]
    assert answers == [200, 404, 404, 200, 404]
    assert desk.house.ask("GET", "/v1/creators/by-handle/same?market=GB", carrying).status_code == 404
    lookup = desk.house.ask("POST", "/v1/creators/lookup", carrying, json={"ids": ["bob", "dora"]}).get_json()
    assert ([one["id"] for one in lookup["creators"]], lookup["missing"]) == (["dora"], ["bob"])
    markets = desk.house.ask("GET", "/v1/markets", carrying).get_json()["markets"]
    assert {one["code"]: one["creators"] for one in markets if one["creators"]} == {"DE": 1, "US": 1}


def test_a_list_that_a_scoped_key_carries_and_that_is_gone_finds_nobody(desk: Desk) -> None:
    _, other = desk.house.office.open()
    few, foreign = desk.made("anna")["id"], desk.made("bob", by=other)["id"]
    carrying = desk.house.scoped(desk.brand, filters={"in_list": few})
    desk.ask("DELETE", f"/v1/lists/{few}", headers={"If-Match": "*"})

    assert found(desk, carrying) == found(desk, desk.house.scoped(desk.brand, filters={"in_list": foreign})) == []
    assert desk.house.ask("GET", "/v1/creators/anna", carrying).status_code == 404
    assert found(desk, desk.house.scoped(desk.brand, filters={"not_in_list": [few, foreign]})) == []


@pytest.mark.parametrize("role", [Role.CREATOR, Role.OPERATOR])
def test_who_is_no_brand_is_told_that_it_is_for_brands(desk: Desk, role: Role) -> None:
    _, made = desk.house.office.open(role)

    assert refused(desk, made, not_in_list=desk.made("anna")["id"]) == (
        "not_in_list",
        "is for brands and agencies: leave it out",
    )


def test_where_accounts_are_off_it_needs_a_key(client: Any) -> None:
    ((_, name, detail),) = errors(client.get("/v1/creators?in_list=lst_1"))

    assert (name, detail) == ("in_list", "needs a key: accounts are off here")


def test_lists_are_searched_together_up_to_a_number_of_creators(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    few, more = desk.made("anna", "dora")["id"], desk.made("anna", "bob")["id"]
    monkeypatch.setattr(narrowing, "MOST", 3)

    assert found(desk, in_list=few, not_in_list=more) == ["dora"]
    name, detail = refused(desk, in_list=[few, more])
    assert (name, detail) == ("in_list", "names lists of 4 creators together: at most 3 are taken")
