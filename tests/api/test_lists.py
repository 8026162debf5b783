"""Lists of creators over HTTP: made, filled, listed, proposed to, refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from marketplace.accounts.making import Made
from marketplace.accounts.roles import Role
from tests.api.conftest import errors
from tests.api.house import House

DRAFT = {"title": "Tea", "budget": {"amount": "900", "currency": "EUR"}, "deliverables": {"kind": "video"}}
PRICE = {"amount": "10", "currency": "EUR"}


class Desk:
    """A brand with a key, and what it is answered."""

    def __init__(self, folder: Path) -> None:
        self.house = House(folder)
        _, self.brand = self.house.office.open()

    def ask(self, method: str, path: str, made: Made | None = None, **more: Any) -> Any:
        """The answer to a request."""
        return self.house.ask(method, path, made or self.brand, **more)

    def made(self, *creator_ids: str, by: Made | None = None, **more: Any) -> dict[str, Any]:
        """A new list."""
        body = {"name": "Spring", **({"creator_ids": creator_ids} if creator_ids else {}), **more}
        answer = self.ask("POST", "/v1/lists", by, json=body)
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.get_json()
        return found

    def propose(self, body: dict[str, Any], **more: Any) -> Any:
        """What is answered to a proposal of a campaign of its own."""
        campaign = self.ask("POST", "/v1/campaigns", json=DRAFT).get_json()["id"]
        self.ask("POST", f"/v1/campaigns/{campaign}/publish")
        return self.ask("POST", f"/v1/campaigns/{campaign}/proposals", json={"price": PRICE, **body}, **more)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_list_is_made_read_changed_and_deleted(desk: Desk) -> None:
    answer = desk.ask("POST", "/v1/lists", json={"name": "Spring", "creator_ids": ["dora", "nobody", "dora"]})
    made = answer.get_json()
    path = f"/v1/lists/{made['id']}"
    assert (answer.status_code, answer.headers["Location"], answer.headers["ETag"]) == (201, path, '"1"')
    assert (made["size"], made["creator_ids"], made["notes"]) == (2, ["dora", "nobody"], {})

    body = {"name": "Summer", "creator_ids": "cleo", "notes": {"cleo": "tall"}}
    assert desk.ask("PATCH", path, json=body).status_code == 428
    assert desk.ask("PATCH", path, json=body, headers={"If-Match": '"7"'}).status_code == 412
    changed = desk.ask("PATCH", path, json=body, headers={"If-Match": '"1"'}).get_json()
    assert changed == {**made, **body, "creator_ids": ["cleo"], "size": 1, "version": 2}
    assert desk.ask("GET", path).get_json() == changed

    assert desk.ask("DELETE", path, headers={"If-Match": '"2"'}).status_code == 204
    assert desk.ask("GET", path).status_code == 404


def test_two_people_add_and_remove_without_a_version(desk: Desk) -> None:
    path = f"/v1/lists/{desk.made('dora')['id']}"

    desk.ask("POST", f"{path}/add", json={"creator_ids": ["cleo", "bob"], "notes": {"bob": "loud"}})
    added = desk.ask("POST", f"{path}/add", json={"creator_ids": ["egon", "bob"], "notes": {"bob": "louder"}})
    removed = desk.ask("POST", f"{path}/remove", json={"creator_ids": ["dora", "nobody"]}, headers={"If-Match": '"3"'})

    assert added.get_json()["creator_ids"] == ["dora", "cleo", "bob", "egon"]
    found = removed.get_json()
    assert (found["creator_ids"], found["notes"], found["size"]) == (["cleo", "bob", "egon"], {"bob": "louder"}, 3)
    stale = desk.ask("POST", f"{path}/add", json={"creator_ids": ["x"]}, headers={"If-Match": '"3"'})
    assert stale.status_code == 412


def test_lists_are_listed_without_who_is_on_them_what_changed_last_first(desk: Desk) -> None:
    first, second = desk.made("dora"), desk.made("cleo", "bob")
    desk.house.office.time.passes(5)
    desk.ask("POST", f"/v1/lists/{first['id']}/add", json={"creator_ids": ["bob"]})

    page = desk.ask("GET", "/v1/lists?limit=1").get_json()
    rest = desk.ask("GET", f"/v1/lists?cursor={page['next_cursor']}").get_json()

    (one,), (other,) = page["lists"], rest["lists"]
    assert (one["id"], one["size"], one["version"], rest["next_cursor"]) == (first["id"], 2, 2, None)
    assert other == {name: value for name, value in second.items() if name not in ("creator_ids", "notes")}


def test_ten_thousand_with_ids_as_long_as_they_can_be_are_one_request(desk: Desk) -> None:
    many = [f"{n:064d}" for n in range(10_000)]
    made = desk.made(*many)

    assert (made["size"], made["creator_ids"] == many) == (10_000, True)
    ((place, name, detail),) = errors(desk.ask("POST", f"/v1/lists/{made['id']}/add", json={"creator_ids": "one"}))
    assert (place, name) == ("body", "creator_ids")
    assert "at most 10,000" in detail


@pytest.mark.parametrize(
    ("body", "name", "detail"),
    [
        ({}, "name", "is required"),
        ({"name": "x", "notes": {"anna": "y"}}, "notes", "has a note of 'anna', who is not among the creators"),
        ({"name": "x", "notes": ["y"]}, "notes", "takes one value, not a list"),
        ({"name": "x", "notes": "y"}, "notes", "must be an object with a note by creator, not a string"),
        ({"name": "x", "creator_ids": ["a"], "notes": {"a": 1}}, "notes", "of 'a' must be a string, not a number"),
        ({"name": "x", "creator_ids": ["a"], "notes": {"a": " "}}, "notes", "of 'a' is empty"),
        ({"name": "x", "creator_ids": ["a" * 65]}, "creator_ids", "has 65 characters: at most 64 are taken"),
        ({"name": "x", "creator_ids": []}, "creator_ids", "is empty: leave it out"),
        ({"name": "x", "client_id": "cli_1"}, "client_id", "is no client of the account"),
        ({"name": "x", "size": 3}, "size", "is unknown here"),
    ],
)
def test_what_is_wrong_is_named(desk: Desk, body: dict[str, Any], name: str, detail: str) -> None:
    ((place, named, said),) = errors(desk.ask("POST", "/v1/lists", json=body))

    assert (place, named, detail in said) == ("body", name, True), said


def test_who_leaves_is_on_no_list_any_more(desk: Desk) -> None:
    path = f"/v1/lists/{desk.made('dora', 'cleo', notes={'dora': 'tall'})['id']}"
    _, dora = desk.house.office.open(Role.CREATOR, creator_id="dora")

    desk.ask("DELETE", "/v1/accounts/me", dora, headers={"If-Match": "*"})

    found = desk.ask("GET", path).get_json()
    assert (found["creator_ids"], found["notes"], found["size"], found["version"]) == (["cleo"], {}, 1, 2)
