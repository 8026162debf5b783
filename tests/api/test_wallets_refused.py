"""What of a wallet is refused over HTTP, and to whom is it not there?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from marketplace.accounts.roles import Role, Scope
from tests.api.conftest import errors
from tests.api.wallet_desk import PATH, Desk

AMOUNTS: tuple[tuple[Any, str], ...] = (
    ("100.001", "must be whole minor units: EUR has 2 decimals"),
    ("-100", "must be an amount like 120 or 120.50, not '-100'"),
    (0, "must be more than nothing"),
    ("1e9", "must be an amount like 120"),
    (10**17, "has more than 15 digits"),
    ("99999999999999", "has more than 15 digits"),
    (True, "must be a number, not a boolean"),
    ("1.00", "must be 86.06 EUR at least, not 1.00"),
    ({"amount": "100.5", "currency": "JPY"}, "JPY has no decimals"),
    ({"amount": "100", "currency": "XXX"}, "has no value 'XXX'"),
    ({"currency": "EUR"}, "needs amount"),
    ({"amount": "100", "to": "x"}, "has the unknown 'to'"),
    ([], "takes one value, not a list"),
)
DIAMONDS: tuple[Any, ...] = (0, -1, 1.5, "7", 2**53, None)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_an_amount_that_is_none_is_refused_by_name(desk: Desk) -> None:
    desk.earn.tip("cleo", 25_000)

    for amount, detail in AMOUNTS:
        ((place, name, said),) = errors(desk.ask("POST", "withdrawals", json={"amount": amount}))
        assert (place, name, detail in said) == ("body", "amount", True), said
    assert desk.ask("GET", "withdrawals").get_json()["withdrawals"] == []


def test_diamonds_are_whole_ones(desk: Desk) -> None:
    for diamonds in DIAMONDS:
        ((place, name, _),) = errors(desk.ask("POST", "redemptions", json={"diamonds": diamonds}))
        assert (place, name) == ("body", "diamonds")


def test_another_currency_than_there_is_conflicts(desk: Desk) -> None:
    desk.earn.tip("cleo", 25_000)

    answer = desk.ask("POST", "withdrawals", json={"amount": {"amount": "120", "currency": "USD"}})

    assert answer.status_code == 409
    assert "0.00 USD are available, not 120.00 (there are balances in EUR)" in answer.get_json()["detail"]


def test_nobody_sees_the_wallet_of_another_creator_and_operators_take_nothing(desk: Desk) -> None:
    desk.earn.gift("cleo", 1_000_900)
    redemption = desk.ask("POST", "redemptions", json={"diamonds": 500}).get_json()["id"]
    _, operator = desk.house.office.open(Role.OPERATOR)
    _, dora = desk.house.office.open(Role.CREATOR, creator_id="dora")
    _, brand = desk.house.office.open()
    bodies = {"redemptions": {"diamonds": 5}, "withdrawals": {"amount": "100"}}

    for noun in ("wallet", "ledger", "redemptions", "withdrawals", f"redemptions/{redemption}"):
        statuses = [desk.ask("GET", noun, one).status_code for one in (operator, dora, brand)]
        assert statuses == [200, 404, 403], noun
    for noun, body in bodies.items():
        statuses = [desk.ask("POST", noun, one, json=body).status_code for one in (operator, dora, brand)]
        assert statuses == [403, 404, 403]
    foreign = desk.house.ask("GET", f"/v1/programme/members/dora/redemptions/{redemption}", dora)
    assert (foreign.status_code, redemption in foreign.get_json()["detail"]) == (404, True)


def test_another_creator_is_answered_as_if_there_were_no_such_wallet(desk: Desk) -> None:
    desk.earn.gift("cleo", 1_000_900)
    _, dora = desk.house.office.open(Role.CREATOR, creator_id="dora")

    for noun in ("wallet", "ledger", "redemptions", "withdrawals"):
        there, never = (
            desk.house.ask("GET", f"{one}/{noun}", dora, headers={"X-Request-Id": "r"})
            for one in (PATH, "/v1/programme/members/nobody")
        )
        assert (there.status_code, there.text.replace("cleo", "nobody")) == (404, never.text)


def test_a_key_without_the_scope_sees_nothing(desk: Desk) -> None:
    _, dora = desk.house.office.open(Role.CREATOR, creator_id="dora", scopes=frozenset({Scope.SEARCH}))

    answer = desk.house.ask("GET", "/v1/programme/members/dora/wallet", dora)

    assert (answer.status_code, "scope programme" in answer.get_json()["detail"]) == (403, True)
