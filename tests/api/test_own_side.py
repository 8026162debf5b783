"""Can a creator speak for itself over HTTP: what search shows of it, whom it blocks, whether it is there at all?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from marketplace.accounts.making import Made
from marketplace.accounts.roles import Role, Scope
from tests.api.conftest import errors
from tests.api.house import House

ME = "/v1/accounts/me"
PRICE = {"amount": "120.00", "currency": "EUR"}
BRAND = f"acc_{7:032x}"
OWN = {"price": PRICE, "available": True, "away_until": "2026-12-24", "blocked_account_ids": [BRAND], "hidden": True}


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.fixture
def creator(house: House) -> Made:
    return house.office.open(Role.CREATOR)[1]


def change(house: House, made: Made, body: dict[str, Any], version: int = 1) -> TestResponse:
    """Ask for a change of one's own account."""
    return house.ask("PATCH", ME, made, json=body, headers={"If-Match": f'"{version}"'})


def own(response: TestResponse) -> dict[str, Any]:
    """A creator's own side, of an answer with its account."""
    assert response.status_code == 200, response.text
    return {name: value for name, value in response.get_json().items() if name in OWN}


def told(house: House) -> dict[str, object]:
    """What search hears of the creator."""
    with house.office.records.reading() as records:
        return {name: value for one in records.overlays.of(["c1"]).values() for name, value in one.fields.items()}


def test_a_creator_sees_and_changes_its_own_side(house: House, creator: Made) -> None:
    assert own(house.ask("GET", ME, creator)) == {"blocked_account_ids": [], "hidden": False}

    response = change(house, creator, {**OWN, "name": "Ann"})

    assert (own(response), response.get_json()["name"], response.headers["ETag"]) == (OWN, "Ann", '"2"')
    again = house.ask("GET", ME, creator)
    assert (own(again), again.headers["ETag"]) == (OWN, '"2"')
    assert told(house) == {"price": PRICE, "available": True, "away_until": "2026-12-24", "hidden": True}


def test_a_creator_leaves_values_to_the_feed_again(house: House, creator: Made) -> None:
    change(house, creator, OWN)

    response = change(house, creator, {"clear": ["price", "blocked_account_ids"], "hidden": False}, 2)

    left = {"available": True, "away_until": "2026-12-24"}
    assert (own(response), told(house)) == ({**left, "blocked_account_ids": [], "hidden": False}, left)
    assert own(change(house, creator, {"clear": "available"}, 3))["away_until"] == "2026-12-24"
    assert "available" not in told(house)


def test_a_stale_change_is_refused_and_no_change_is_no_version(house: House, creator: Made) -> None:
    assert change(house, creator, {"hidden": True}).headers["ETag"] == '"2"'
    assert change(house, creator, {"hidden": False}).status_code == 412
    assert house.ask("PATCH", ME, creator, json={"hidden": False}).status_code == 428
    assert change(house, creator, {"hidden": True}, 2).headers["ETag"] == '"2"'
    assert told(house) == {"hidden": True}


@pytest.mark.parametrize(
    "body",
    [
        {"price": None},
        {"price": "120.00 EUR"},
        {"price": [PRICE]},
        {"price": {"amount": 120, "currency": "EUR"}},
        {"price": {"amount": "-1", "currency": "EUR"}},
        {"price": {"amount": "1.001", "currency": "EUR"}},
        {"price": {"amount": "1.5", "currency": "JPY"}},
        {"price": {"amount": "1", "currency": "XXX"}},
        {"price": {"amount": "1", "currency": ["EUR"]}},
        {"price": {"amount": "1", "currency": {"a": 1}}},
        {"price": {"amount": 400 * "9", "currency": "EUR"}},
        {"price": {**PRICE, "negotiable": "yes"}},
        {"price": {**PRICE, "per": "post"}},
        {"available": "true"},
        {"available": 1},
        {"away_until": "2026-12-32"},
        {"away_until": "2026-12-24T00:00:00Z"},
        {"away_until": ""},
        {"away_until": 20261224},
        {"blocked_account_ids": []},
        {"blocked_account_ids": ["acc_1"]},
        {"blocked_account_ids": [BRAND, f"{BRAND}\n"]},
        {"blocked_account_ids": [BRAND.upper()]},
        {"blocked_account_ids": [7]},
        {"blocked_account_ids": 1_001 * [BRAND]},
        {"hidden": "no"},
        {"hidden": None},
        {"clear": []},
        {"clear": ["name"]},
        {"clear": ["hidden"]},
        {"clear": ["price"], "price": PRICE},
        {"badges": ["responsive"]},
        {"status": "erased"},
    ],
)
def test_what_is_wrong_is_refused_by_name(house: House, creator: Made, body: dict[str, Any]) -> None:
    where, name, _ = errors(change(house, creator, body))[0]

    assert (where, name, told(house)) == ("body", next(iter(body)), {})
    assert house.ask("GET", ME, creator).headers["ETag"] == '"1"'


@pytest.mark.parametrize("role", [Role.BRAND, Role.AGENCY, Role.OPERATOR])
def test_other_accounts_have_no_own_side(house: House, role: Role) -> None:
    _, made = house.office.open(role)

    for name, value in {**OWN, "clear": ["price"]}.items():
        (problem,) = errors(change(house, made, {name: value}))
        assert problem == ("body", name, f"is unknown for an account of the role {role}: creators have it")
    assert own(house.ask("GET", ME, made)) == {}


def test_what_is_blocked_tells_nothing_of_who_there_is(house: House, creator: Made) -> None:
    brand, _ = house.office.open()
    operator, _ = house.office.open(Role.OPERATOR)
    everybody = sorted([brand.id, operator.id, f"acc_{99:032x}"])

    assert own(change(house, creator, {"blocked_account_ids": everybody}))["blocked_account_ids"] == everybody


def test_a_creator_leaves_for_ever(house: House, creator: Made) -> None:
    change(house, creator, OWN)

    response = house.ask("DELETE", ME, creator, headers={"If-Match": '"2"'})

    assert (response.status_code, response.data, told(house)) == (204, b"", {"hidden": True})
    house.office.time.passes(6)
    assert house.ask("GET", ME, creator).status_code == 401
    account = house.office.accounts.page(limit=1)[0]
    _, operator = house.office.open(Role.OPERATOR)
    shown = house.ask("GET", f"/v1/accounts/{account.id}", operator).get_json()
    assert (shown["name"], shown["status"], "email" in shown) == ("erased", "erased", False)
    body, match = {"status": "active"}, {"If-Match": '"3"'}
    assert house.ask("PATCH", f"/v1/accounts/{account.id}", operator, json=body, headers=match).status_code == 409


def test_who_does_not_say_so_rightly_does_not_leave(house: House, creator: Made) -> None:
    for headers, status in (({}, 428), ({"If-Match": '"7"'}, 412), ({"If-Match": "one"}, 422)):
        assert house.ask("DELETE", ME, creator, headers=headers).status_code == status
    assert house.ask("DELETE", ME).status_code == 401
    for role, scopes in ((Role.BRAND, None), (Role.OPERATOR, None), (Role.CREATOR, frozenset({Scope.DEALS}))):
        _, made = house.office.open(role, scopes=scopes, **({"creator_id": "c2"} if role is Role.CREATOR else {}))
        assert house.ask("DELETE", ME, made, headers={"If-Match": '"1"'}).status_code == 403
    assert own(house.ask("GET", ME, creator))["hidden"] is False


def test_for_the_seconds_in_which_a_key_is_still_believed_nothing_can_be_changed(house: House, creator: Made) -> None:
    assert house.ask("DELETE", ME, creator, headers={"If-Match": "*"}).status_code == 204

    assert house.ask("DELETE", ME, creator, headers={"If-Match": "*"}).status_code == 409
    response = house.ask("PATCH", ME, creator, json={"name": "Ann"}, headers={"If-Match": "*"})
    assert (response.status_code, "is erased" in response.get_json()["detail"]) == (409, True)
