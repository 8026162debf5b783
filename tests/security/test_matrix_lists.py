"""Do lists show nobody's records but one's own, however they are filtered, sorted and paged?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.security.operations import OF_RECORDS
from tests.security.world import World

SEEN = {
    "acme": ("acme",),
    "bolt": ("bolt",),
    "agency": ("one", "two"),
    "one": ("one",),
    "two": ("two",),
    "cleo": ("acme", "one"),
    "dora": ("bolt", "two"),
    "operator": ("acme", "bolt", "one", "two"),
}
NOUNS = {"list_campaigns": "campaign", "list_proposals": "proposal", "list_collaborations": "collaboration"}
THREADS = {name for name in OF_RECORDS if name.endswith(("_messages", "_history"))}
OF_ACCOUNT = {"list_keys": "keys", "list_webhooks": "webhooks"}
OTHER_LISTS = {"list_accounts", "list_deliveries", "list_events", "list_lists", "list_searches"}
OF_PROGRAMME = {"list_members", "list_ledger", "list_redemptions", "list_withdrawals", "list_statements"}
VALUES = {
    "campaign_id": ("acme", "bolt", "one", "two"),
    "proposal_id": ("acme", "bolt", "one", "two"),
    "client_id": ("cli_1", "cli_2", "cli_9"),
    "creator_id": ("cleo", "dora", "egon"),
}


def test_every_list_is_tried() -> None:
    lists = {name for name, one in OF_RECORDS.items() if "cursor" in one.query} | THREADS

    assert lists == NOUNS.keys() | THREADS | OF_ACCOUNT.keys() | OTHER_LISTS | OF_PROGRAMME


@pytest.mark.parametrize("who", SEEN)
@pytest.mark.parametrize("name", NOUNS)
def test_no_filter_lists_what_is_not_ones_own(world: World, name: str, who: str) -> None:
    mine, tried = own(world, NOUNS[name], who), 0
    for query in queries(world, name):
        if who in ("cleo", "dora") and "client_id" in query:
            continue  # it is refused: see below
        shown = listed(world, name, who, query)
        assert {one["id"] for one in shown} <= mine, query
        assert all(matches(one, query) for one in shown), query
        tried += 1
    assert tried >= 3


@pytest.mark.parametrize("who", SEEN)
@pytest.mark.parametrize("name", NOUNS)
def test_a_list_is_all_of_ones_own_page_by_page(world: World, name: str, who: str) -> None:
    for sort in ("-updated_at", "deadline"):
        shown, cursor = [], ""
        while cursor is not None:
            page = asked(world, name, who, {"limit": "7", "sort": sort, **({"cursor": cursor} if cursor else {})})
            shown += [one["id"] for one in page[f"{NOUNS[name]}s"]]
            cursor = page["next_cursor"]
        assert len(shown) == len(set(shown))
        assert set(shown) == own(world, NOUNS[name], who)


@pytest.mark.parametrize("name", NOUNS)
def test_a_cursor_of_somebody_else_shows_no_more(world: World, name: str) -> None:
    cursor = asked(world, name, "operator", {"limit": "1"})["next_cursor"]

    for who in SEEN:
        page = asked(world, name, who, {"cursor": cursor, "limit": "200"})
        assert {one["id"] for one in page[f"{NOUNS[name]}s"]} <= own(world, NOUNS[name], who)


@pytest.mark.parametrize("name", NOUNS)
def test_for_whom_an_agency_works_creators_can_not_find_out_by_filters(world: World, name: str) -> None:
    for client in VALUES["client_id"]:
        answer = world.ask("cleo", OF_RECORDS[name], f"/v1/{NOUNS[name]}s?client_id={client}")
        assert (answer.status_code, answer.get_json()["errors"][0]["name"]) == (422, "client_id")


@pytest.mark.parametrize("who", SEEN)
@pytest.mark.parametrize("name", OF_ACCOUNT)
def test_keys_and_webhooks_are_listed_to_their_account_or_client_alone(world: World, name: str, who: str) -> None:
    person = world.people[who]

    found = asked(world, name, who, {"limit": "200"})[OF_ACCOUNT[name]]

    assert found
    assert {one["account_id"] for one in found} == {person.account.id}
    if bound := person.made.key.client_id:
        assert {one["client_id"] for one in found} == {bound}


@pytest.mark.parametrize("who", SEEN)
def test_events_are_listed_to_their_account_or_client_alone(world: World, who: str) -> None:
    with world.house.office.records.writing() as records:
        records.events.number(limit=10_000)
    person, shown, cursor = world.people[who], [], "0"
    while cursor is not None:
        page = asked(world, "list_events", who, {"limit": "50", "cursor": cursor})
        shown, cursor = [*shown, *(one["id"] for one in page["events"])], page["next_cursor"]

    with world.house.office.records.reading() as records:
        found = records.events.of(shown)
        given = {"client_id": person.made.key.client_id, "types": (), "after": 0, "limit": 10_000}
        all_of_them = [one.id for one in records.events.page(person.account.id, **given)]
    assert shown == all_of_them
    assert {one.account_id for one in found.values()} == {person.account.id}
    if bound := person.made.key.client_id:
        assert {one.client_id for one in found.values()} == {bound}


@pytest.mark.parametrize("who", ["acme", "bolt", "agency", "one", "two"])
def test_searches_are_listed_to_their_account_or_client_alone(world: World, who: str) -> None:
    for query in ({}, {"client_id": "cli_1"}, {"client_id": "cli_2"}, {"alert": "daily"}):
        shown = asked(world, "list_searches", who, {"limit": "200", **query})["searches"]
        assert {one["id"] for one in shown} <= own(world, "search", who)
        assert query or len(shown) == len(own(world, "search", who))


@pytest.mark.parametrize("who", SEEN)
def test_a_bound_key_learns_of_its_own_client_alone(world: World, who: str) -> None:
    known = {"agency": ["cli_1", "cli_2"], "one": ["cli_1"], "two": ["cli_2"]}

    account = asked(world, "get_own_account", who, {})

    assert [one["id"] for one in account.get("clients", [])] == known.get(who, [])


@pytest.mark.parametrize("who", ["acme", "bolt", "agency", "one", "two"])
def test_lists_of_creators_are_listed_to_their_account_or_client_alone(world: World, who: str) -> None:
    for query in ({}, {"client_id": "cli_1"}, {"client_id": "cli_2"}):
        shown = asked(world, "list_lists", who, query)["lists"]
        assert {one["id"] for one in shown if matches(one, query)} == {one["id"] for one in shown}
        assert {one["id"] for one in shown} <= own(world, "list", who)
    assert {one["id"] for one in asked(world, "list_lists", who, {})["lists"]} == own(world, "list", who)


def own(world: World, kind: str, who: str) -> set[str]:
    """The ids of all records of a kind that somebody may see: creators no campaign that has not proposed to them."""
    unseen = ("draft", "closed") if world.people[who].role == "creator" else ()
    return {
        one
        for (noun, owner, state), one in world.ids.items()
        if noun == kind and owner in SEEN[who] and state not in unseen
    }


def queries(world: World, name: str) -> Iterator[dict[str, str]]:
    """Every filter of a list with every value that there is, alone and two by two."""
    given: dict[str, Sequence[str]] = {}
    for parameter, schema in OF_RECORDS[name].query.items():
        if parameter in VALUES:
            kind = parameter.removesuffix("_id")
            owners = VALUES[parameter]
            given[parameter] = [world.ids.get((kind, one, "agreed"), one) for one in owners]
        elif parameter not in ("limit", "cursor", "sort"):
            given[parameter] = schema["enum"]
    single = [(key, value) for key, values in given.items() for value in values]
    yield from ({key: value} for key, value in single)
    yield from (dict(pair) for pair in combinations(single, 2) if pair[0][0] != pair[1][0] and _of_ids(pair))


def _of_ids(pair: Sequence[tuple[str, str]]) -> bool:
    return any(name in VALUES for name, _ in pair)


def listed(world: World, name: str, who: str, query: dict[str, str]) -> list[dict[str, Any]]:
    """The records of a list."""
    found: list[dict[str, Any]] = asked(world, name, who, {"limit": "200", **query})[f"{NOUNS[name]}s"]
    return found


def asked(world: World, name: str, who: str, query: dict[str, str]) -> Any:
    """The answer of a list."""
    answer = world.ask(who, OF_RECORDS[name], f"{OF_RECORDS[name].path}?{urlencode(query)}")
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def matches(record: dict[str, Any], query: dict[str, str]) -> bool:
    """Whether a record has the values that were asked for."""
    return all(record.get(name, value) == value for name, value in query.items())
