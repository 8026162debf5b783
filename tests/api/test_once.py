"""Is what is asked twice with one idempotency key done once?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from marketplace.accounts.making import Made
from marketplace.accounts.roles import Role
from tests.api.house import House


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def make(house: House, boss: Made, key: str = "k-1", **body: object) -> TestResponse:
    """Ask for a key."""
    return house.ask("POST", "/v1/keys", boss, json={"name": "shop", **body}, headers={"Idempotency-Key": key})


def names(house: House, boss: Made) -> list[str]:
    """What the keys of the account are called."""
    return [one["name"] for one in house.ask("GET", "/v1/keys?limit=200", boss).get_json()["keys"]]


def test_the_same_request_gets_the_same_answer_without_its_secret(house: House) -> None:
    _, boss = house.office.open()

    first, again = make(house, boss), make(house, boss)

    told = first.get_json()
    assert (first.status_code, first.headers.get("Idempotency-Replayed")) == (201, None)
    assert (again.status_code, again.headers["Idempotency-Replayed"]) == (201, "true")
    assert again.get_json() == {name: value for name, value in told.items() if name != "secret"}
    assert (again.headers["Location"], again.headers["ETag"]) == (first.headers["Location"], first.headers["ETag"])
    assert names(house, boss) == ["first key", "shop"]


def test_another_body_with_the_key_is_refused(house: House) -> None:
    _, boss = house.office.open()
    make(house, boss)

    other = make(house, boss, name="other")

    assert (other.status_code, other.get_json()["errors"][0]["name"]) == (422, "Idempotency-Key")
    assert names(house, boss) == ["first key", "shop"]


def test_what_was_wrong_leaves_the_key_unused(house: House) -> None:
    _, boss = house.office.open()

    assert make(house, boss, name=" ").status_code == 422
    assert make(house, boss, scopes=["programme"]).status_code == 403
    assert make(house, boss).status_code == 201


def test_a_conflict_is_answered_again(house: House) -> None:
    _, operator = house.office.open(Role.OPERATOR)
    house.office.open(Role.CREATOR, creator_id="anna")
    body, headers = {"role": "creator", "name": "x", "creator_id": "anna"}, {"Idempotency-Key": "k"}

    answers = [house.ask("POST", "/v1/accounts", operator, json=body, headers=headers) for _ in range(2)]

    assert [one.status_code for one in answers] == [409, 409]
    assert [one.headers.get("Idempotency-Replayed") for one in answers] == [None, "true"]
    assert answers[1].mimetype == "application/problem+json"


def test_the_key_is_of_one_account_one_path_and_one_day(house: House) -> None:
    (_, one), (_, other) = house.office.open(), house.office.open()
    first = make(house, one).get_json()["id"]

    assert make(house, other).get_json()["id"] != first
    rotated = house.ask("POST", f"/v1/keys/{first}/rotate", one, json={}, headers={"Idempotency-Key": "k-1"})
    assert rotated.status_code == 201
    house.office.time.passes(24 * 3600)
    assert make(house, one).get_json()["id"] != first


def test_of_many_at_once_one_is_done(house: House) -> None:
    _, boss = house.office.open()

    with ThreadPoolExecutor(8) as clients:
        answers = list(clients.map(lambda _: make(house, boss), range(24)))

    assert {one.status_code for one in answers} <= {201, 409}
    assert len({one.get_json()["id"] for one in answers if one.status_code == 201}) == 1
    assert names(house, boss) == ["first key", "shop"]


def test_a_claim_whose_process_died_lapses_after_a_minute(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    _, boss = house.office.open()
    with monkeypatch.context() as patched:
        patched.setattr("marketplace.api.once.Once._done", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            make(house, boss)

    assert make(house, boss).status_code == 409
    house.office.time.passes(60)
    assert make(house, boss).status_code == 201


@pytest.mark.parametrize("key", ["", " ", 256 * "k", "a\tb"])
def test_a_key_that_is_none_is_refused(house: House, key: str) -> None:
    _, boss = house.office.open()

    assert make(house, boss, key=key).status_code == 422
    assert names(house, boss) == ["first key"]
