"""Does somebody who asks for events read each of them once, in order?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from marketplace.accounts.making import Made
from marketplace.events.event import Announcement
from tests.api.conftest import errors
from tests.api.house import House
from tests.creators import NOW


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.fixture
def boss(house: House) -> Made:
    return house.office.open()[1]


def happens(house: House, boss: Made, *types: str) -> None:
    """Let the account be told of something."""
    given = {"account_id": boss.key.account_id, "at": NOW, "data": {"id": "prp_1", "version": 2}}
    with house.office.records.writing() as records:
        records.events.add_all([Announcement(**given, type=one) for one in types])
        records.events.number(limit=1_000)


def asked(house: House, boss: Made, query: str) -> Any:
    """The answer to a query."""
    answer = house.ask("GET", f"/v1/events?{query}", boss)
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def test_an_event_is_a_number_and_names_its_record(house: House, boss: Made) -> None:
    happens(house, boss, "proposal.sent")

    assert asked(house, boss, "") == {
        "events": [
            {"id": 1, "type": "proposal.sent", "at": "2026-11-22T10:00:00Z", "data": {"id": "prp_1", "version": 2}}
        ],
        "next_cursor": None,
    }


def test_whoever_goes_on_with_the_last_id_misses_nothing(house: House, boss: Made) -> None:
    happens(house, boss, *["proposal.sent"] * 5)
    read: list[int] = []
    for _ in range(4):
        read += [one["id"] for one in asked(house, boss, f"limit=2&after={read[-1] if read else 0}")["events"]]
    happens(house, boss, "proposal.accepted")
    read += [one["id"] for one in asked(house, boss, f"limit=2&after={read[-1]}")["events"]]

    assert read == [1, 2, 3, 4, 5, 6]


def test_it_is_a_list_like_all_others(house: House, boss: Made) -> None:
    happens(house, boss, *["proposal.sent", "proposal.declined"] * 3)
    pages, cursor = [], ""
    while cursor is not None:
        page = asked(house, boss, f"after=1&limit=2{cursor and f'&cursor={cursor}'}")
        pages.append([one["id"] for one in page["events"]])
        cursor = page["next_cursor"]

    assert pages == [[2, 3], [4, 5], [6]]
    assert [one["id"] for one in asked(house, boss, "types=proposal.sent&after=1")["events"]] == [3, 5]
    assert len(asked(house, boss, "types=proposal.sent&types=proposal.declined")["events"]) == 6


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("after=-1", "after"),
        ("after=x", "after"),
        ("after=1&after=2", "after"),
        ("types=proposal.snet", "types"),
        ("types=proposal.sent,proposal.declined", "types"),
        ("limit=201", "limit"),
        ("cursor=x", "cursor"),
        ("cursor=-1", "cursor"),
        ("cursor=9999999999999999999", "cursor"),
        ("type=proposal.sent", "type"),
    ],
)
def test_what_is_wrong_is_named(house: House, boss: Made, query: str, name: str) -> None:
    assert [one[:2] for one in errors(house.ask("GET", f"/v1/events?{query}", boss))] == [("query", name)]
