"""Can accounts and keys be managed over HTTP, by those who may and by nobody else?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from marketplace.accounts.account import Client
from marketplace.accounts.making import Wanted
from marketplace.accounts.roles import Role, Scope
from tests.api.house import House

CLIENTS = (Client("cli_1", "One"), Client("cli_2", "Two"))


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def told(response: TestResponse, status: int = 200) -> dict[str, Any]:
    """The JSON of an answer of this status."""
    assert response.status_code == status, response.text
    found: dict[str, Any] = response.get_json()
    return found


def test_an_account_is_shown_to_its_keys(house: House) -> None:
    account, made = house.office.open(Role.AGENCY, clients=CLIENTS, email="a@b.example")

    response = house.ask("GET", "/v1/accounts/me", made)

    shown = told(response)
    assert (shown["id"], shown["role"], shown["email"], shown["version"]) == (account.id, "agency", "a@b.example", 1)
    assert shown["clients"] == [{"id": "cli_1", "name": "One"}, {"id": "cli_2", "name": "Two"}]
    assert (response.headers["ETag"], "creator_id" in shown) == ('"1"', False)


def test_a_key_of_one_client_sees_no_other_and_changes_nothing(house: House) -> None:
    boss = house.office.caller(Role.AGENCY, clients=CLIENTS)
    made = house.office.keys.make(Wanted(name="one", client_id="cli_1"), by=boss)

    assert told(house.ask("GET", "/v1/accounts/me", made))["clients"] == [{"id": "cli_1", "name": "One"}]
    changed = house.ask("PATCH", "/v1/accounts/me", made, json={"name": "x"}, headers={"If-Match": '"1"'})
    assert "bound to the client cli_1" in told(changed, 403)["detail"]


def test_an_account_changes_what_it_says_of_itself(house: House) -> None:
    _, made = house.office.open(Role.AGENCY, clients=CLIENTS[:1])
    body = {"name": "New", "language": "de", "clients": [{"id": "cli_1", "name": "Eins"}, {"name": "Drei"}]}

    response = house.ask("PATCH", "/v1/accounts/me", made, json=body, headers={"If-Match": '"1"'})

    shown = told(response)
    assert (shown["name"], shown["language"], shown["version"], response.headers["ETag"]) == ("New", "de", 2, '"2"')
    assert [one["name"] for one in shown["clients"]] == ["Eins", "Drei"]
    assert shown["clients"][0]["id"] == "cli_1"
    assert shown["clients"][1]["id"].startswith("cli_")


@pytest.mark.parametrize(
    ("if_match", "status"),
    [(None, 428), ('"2"', 412), ('"1"', 200), ('W/"1"', 200), ('"1:gzip"', 200), ("*", 200), ("1", 422), ("x", 422)],
)
def test_a_change_names_the_version_that_it_is_of(house: House, if_match: str | None, status: int) -> None:
    _, made = house.office.open()
    headers = {"If-Match": if_match} if if_match else {}

    response = house.ask("PATCH", "/v1/accounts/me", made, json={"name": "New"}, headers=headers)

    assert response.status_code == status
    assert told(house.ask("GET", "/v1/accounts/me", made))["name"] == ("New" if status == 200 else "a brand")


@pytest.mark.parametrize(
    "body",
    [
        {"role": "operator"},
        {"status": "active"},
        {"creator_id": "c1"},
        {"id": "acc_1"},
        {"version": 7},
        {"name": None},
        {"name": ""},
        {"name": 201 * "n"},
        {"name": "a\x00b"},
        {"email": "Ann <a@b.example>"},
        {"language": "xx"},
        {"clients": [{"name": "x"}]},
        {"clients": ["x"]},
        {"clients": [{"id": "x", "name": "y", "z": 1}]},
    ],
)
def test_what_can_not_be_changed_is_refused(house: House, body: dict[str, object]) -> None:
    _, made = house.office.open()

    response = house.ask("PATCH", "/v1/accounts/me", made, json=body, headers={"If-Match": '"1"'})

    assert told(response, 422)["errors"][0]["name"] == next(iter(body))
    assert told(house.ask("GET", "/v1/accounts/me", made))["version"] == 1


def test_operators_open_list_and_suspend_accounts(house: House) -> None:
    _, operator = house.office.open(Role.OPERATOR)

    response = house.ask("POST", "/v1/accounts", operator, json={"role": "brand", "name": "Nord"})
    made = told(response, 201)
    assert response.headers["Location"] == f"/v1/accounts/{made['id']}"
    secret = made["key"]["secret"]
    assert told(house.ask("GET", "/v1/accounts/me", secret))["name"] == "Nord"
    listed = told(house.ask("GET", "/v1/accounts?role=brand", operator))
    assert [one["id"] for one in listed["accounts"]] == [made["id"]]
    assert "secret" not in str(listed)
    path, match = f"/v1/accounts/{made['id']}", {"If-Match": '"1"'}
    assert told(house.ask("PATCH", path, operator, json={"status": "suspended"}, headers=match))["version"] == 2
    house.office.time.passes(6)
    assert house.ask("GET", "/v1/accounts/me", secret).status_code == 401


def test_no_operator_is_made_over_http(house: House) -> None:
    _, operator = house.office.open(Role.OPERATOR)

    refused = told(house.ask("POST", "/v1/accounts", operator, json={"role": "operator", "name": "Me too"}), 403)

    assert "opened at the console" in refused["detail"]


@pytest.mark.parametrize("role", [Role.BRAND, Role.AGENCY, Role.CREATOR])
def test_the_accounts_of_others_are_for_operators_alone(house: House, role: Role) -> None:
    other, _ = house.office.open()
    _, made = house.office.open(role)

    for method, path in (("GET", "/v1/accounts"), ("POST", "/v1/accounts"), ("GET", f"/v1/accounts/{other.id}")):
        body = {"role": "brand", "name": "x"} if method == "POST" else None
        assert house.ask(method, path, made, json=body).status_code == 403
    patched = house.ask("PATCH", f"/v1/accounts/{other.id}", made, json={"name": "x"}, headers={"If-Match": '"1"'})
    assert patched.status_code == 403


def test_keys_are_made_listed_renamed_rotated_and_revoked(house: House) -> None:
    _, boss = house.office.open()
    response = house.ask("POST", "/v1/keys", boss, json={"name": "shop", "scopes": "search"})
    made = told(response, 201)
    path = response.headers["Location"]
    assert (path, made["scopes"], made["secret"][:3]) == (f"/v1/keys/{made['id']}", ["search"], "mk_")

    assert [one["name"] for one in told(house.ask("GET", "/v1/keys", boss))["keys"]] == ["first key", "shop"]
    assert "secret" not in told(house.ask("GET", path, boss))
    match = {"If-Match": '"1"'}
    assert told(house.ask("PATCH", path, boss, json={"name": "web shop"}, headers=match))["version"] == 2
    new = told(house.ask("POST", f"{path}/rotate", boss, json={"overlap_seconds": 60}), 201)
    assert new["name"] == "web shop"
    assert house.ask("GET", "/v1/creators", made["secret"]).status_code == 200
    house.office.time.passes(66)
    assert house.ask("GET", "/v1/creators", made["secret"]).status_code == 401
    assert house.ask("GET", "/v1/creators", new["secret"]).status_code == 200
    gone = house.ask("DELETE", f"/v1/keys/{new['id']}", boss, headers=match)
    assert (gone.status_code, gone.data) == (204, b"")
    house.office.time.passes(6)
    assert house.ask("GET", "/v1/creators", new["secret"]).status_code == 401


def test_keys_come_page_by_page(house: House) -> None:
    _, boss = house.office.open()
    for number in range(4):
        told(house.ask("POST", "/v1/keys", boss, json={"name": f"k{number}"}), 201)
    names, cursor = [], ""
    while cursor is not None:
        found = told(house.ask("GET", f"/v1/keys?limit=2{'&cursor=' + cursor if cursor else ''}", boss))
        names += [one["name"] for one in found["keys"]]
        cursor = found["next_cursor"]

    assert names == ["first key", "k0", "k1", "k2", "k3"]


def test_no_key_gives_what_it_has_not(house: House) -> None:
    _, boss = house.office.open(scopes=frozenset({Scope.ADMIN, Scope.SEARCH}))

    refused = told(house.ask("POST", "/v1/keys", boss, json={"name": "x", "scopes": ["search", "deals"]}), 403)

    assert refused["detail"] == "the key has not the scopes deals itself"


def test_another_accounts_key_is_not_there(house: House) -> None:
    _, mine = house.office.open()
    _, other = house.office.open()
    path = f"/v1/keys/{other.key.id}"

    for method, where, body in (
        ("GET", path, None),
        ("PATCH", path, {"name": "mine"}),
        ("DELETE", path, None),
        ("POST", f"{path}/rotate", {}),
    ):
        response = house.ask(method, where, mine, json=body, headers={"If-Match": '"1"'})
        assert told(response, 404)["detail"] == f"there is no key {other.key.id}"
    assert house.ask("GET", "/v1/accounts/me", other).status_code == 200
