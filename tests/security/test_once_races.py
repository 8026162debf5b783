"""Is what is asked twice at one moment done once, whoever is first, sleeps or dies?"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, Event
from typing import Any

import pytest
from werkzeug.test import TestResponse

from marketplace.accounts.making import Made
from marketplace.accounts.roles import Role
from marketplace.api.once import Once
from marketplace.deals.moving import Moving
from tests.api.house import House
from tests.security.test_once_everywhere import POSTS, do
from tests.security.world import World

STARTS = 30
"""Seconds that a test waits for another thread, at the most."""


def test_what_still_runs_is_told_to_whoever_asks_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    accept = POSTS["accept_proposal"]
    with paying_slowly(monkeypatch) as (begun, go_on), ThreadPoolExecutor(1) as clients:
        first = clients.submit(do, world, accept)
        assert begun.wait(STARTS)
        meanwhile = do(world, accept)
        other = do(world, accept, json={"terms_version": 2})
        go_on.set()

    assert (meanwhile.status_code, "still running" in meanwhile.get_json()["detail"]) == (409, True)
    assert "Idempotency-Replayed" not in meanwhile.headers
    assert (other.status_code, first.result().status_code) == (422, 200)
    assert do(world, accept).headers["Idempotency-Replayed"] == "true"


def test_what_breaks_off_is_done_again_after_a_minute_and_not_before(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept, before = POSTS["accept_proposal"], world.dump()
    with monkeypatch.context() as patched:
        patched.setattr(Moving, "follow", _dies)
        patched.setattr(Once, "_end", lambda *_: None)
        with pytest.raises(KeyboardInterrupt):
            do(world, accept)
    assert world.dump() == before

    world.house.office.time.passes(59)
    assert do(world, accept).status_code == 409
    world.house.office.time.passes(1)
    assert do(world, accept).status_code == 200


def test_one_who_slept_until_the_claim_lapsed_does_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    extend, real, begun, go_on = POSTS["write_proposal_message"], Once._done, Event(), Event()

    def sleepy(*given: Any) -> Any:
        monkeypatch.setattr(Once, "_done", real)
        begun.set()
        assert go_on.wait(STARTS)
        return real(*given)

    monkeypatch.setattr(Once, "_done", sleepy)
    with ThreadPoolExecutor(1) as clients:
        first = clients.submit(do, world, extend)
        assert begun.wait(STARTS)
        world.house.office.time.passes(61)
        second = do(world, extend)
        after = world.dump()
        go_on.set()

    assert (second.status_code, first.result().status_code) == (201, 409)
    assert world.dump() == after
    assert do(world, extend).get_json() == second.get_json()


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_of_many_at_one_moment_one_is_done_on_each_database(
    tmp_path: Any, request: pytest.FixtureRequest, database: str
) -> None:
    url = request.getfixturevalue("make_postgresql")() if database == "postgresql" else ""
    house = House(tmp_path, **({"database_url": url} if url else {}))
    _, boss = house.office.open(Role.BRAND)
    for number in range(5):
        answers = at_one_moment(house, boss, f"k-{number}")
        assert {one.status_code for one in answers} <= {201, 409}
        assert len({one.get_json()["id"] for one in answers if one.status_code == 201}) == 1, [
            one.text for one in answers
        ]
    assert len(house.ask("GET", "/v1/keys?limit=200", boss).get_json()["keys"]) == 6


@contextmanager
def paying_slowly(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Event, Event]]:
    """Payments that begin, and end when they are let."""
    real, begun, go_on = Moving.follow, Event(), Event()

    def slow(*given: Any, **more: Any) -> None:
        begun.set()
        assert go_on.wait(STARTS)
        real(*given, **more)

    monkeypatch.setattr(Moving, "follow", slow)
    try:
        yield begun, go_on
    finally:
        go_on.set()


def at_one_moment(house: House, boss: Made, key: str, threads: int = 6) -> list[TestResponse]:
    """What as many clients are answered that ask for a key with one idempotency key."""
    barrier = Barrier(threads)

    def make(_: int) -> TestResponse:
        barrier.wait(STARTS)
        return house.ask("POST", "/v1/keys", boss, json={"name": "x"}, headers={"Idempotency-Key": key})

    with ThreadPoolExecutor(threads) as clients:
        return list(clients.map(make, range(threads)))


def _dies(*_: object, **__: object) -> None:
    raise KeyboardInterrupt
