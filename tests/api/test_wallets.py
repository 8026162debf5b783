"""Wallets over HTTP: what is in them, how it came, and what becomes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from marketplace.accounts.roles import Role
from marketplace.programme.paying_out import Answer, Outcome
from tests.api.conftest import errors
from tests.api.wallet_desk import PATH, Desk

AT = "2026-11-22T10:00:00Z"
RATE = {"diamonds_per_usd": 200, "usd_per_unit": "1.1620", "currency": "EUR", "rates_of": "2026-11-20"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_wallet_shows_each_purse_and_what_diamonds_are_worth(desk: Desk) -> None:
    desk.earn.gift("cleo", 1_000_900)
    desk.earn.tip("cleo", 25_050)
    desk.earn.fund("cleo", 990)

    answer = desk.ask("GET", "wallet")

    assert (answer.status_code, answer.headers["ETag"]) == (200, '"3"')
    assert answer.get_json() == {
        "creator_id": "cleo",
        "market": "DE",
        "currency": "EUR",
        "diamonds": 1_000,
        "diamonds_worth": {"amount": "4.30", "currency": "EUR"},
        "balances": [{"currency": "EUR", "available": "250.50", "pending": "9.90", "held": "0.00"}],
        "redeemable": True,
        "reasons": [],
        "rate": RATE,
        "version": 3,
        "updated_at": AT,
    }


def test_a_creator_who_never_earned_has_an_empty_wallet_and_an_unknown_one_none(desk: Desk) -> None:
    empty = desk.ask("GET", "wallet")
    _, operator = desk.house.office.open(Role.OPERATOR)

    assert (empty.status_code, empty.headers["ETag"]) == (200, '"0"')
    found = empty.get_json()
    assert (found["diamonds"], found["redeemable"], found["reasons"]) == (0, False, ["too_few_diamonds"])
    assert (found["version"], "updated_at" in found) == (0, False)
    for noun in ("wallet", "ledger", "redemptions", "withdrawals"):
        answer = desk.house.ask("GET", f"/v1/programme/members/nobody/{noun}", operator)
        assert (answer.status_code, answer.get_json()["detail"]) == (404, "there is no creator nobody")
    assert desk.ask("GET", "ledger").get_json() == {"entries": [], "next_cursor": None}


def test_balances_of_other_currencies_stand_beside_that_of_the_market(desk: Desk) -> None:
    desk.earn.tip("cleo", 500)
    with desk.house.office.records.writing() as records:
        records.transfers._connection.exec_driver_sql("INSERT INTO balances VALUES ('cleo', 'available', 'JPY', -7)")  # type: ignore[attr-defined]

    assert desk.ask("GET", "wallet").get_json()["balances"] == [
        {"currency": "EUR", "available": "5.00", "pending": "0.00", "held": "0.00"},
        {"currency": "JPY", "available": "-7", "pending": "0", "held": "0"},
    ]


def test_diamonds_become_money_and_the_ledger_says_how(desk: Desk) -> None:
    desk.earn.gift("cleo", 1_000_900)

    answer = desk.ask("POST", "redemptions", json={"diamonds": 1_000}, headers={"Idempotency-Key": "k"})
    again = desk.ask("POST", "redemptions", json={"diamonds": 1_000}, headers={"Idempotency-Key": "k"})

    made = answer.get_json()
    assert (answer.status_code, answer.headers["Location"]) == (201, f"{PATH}/redemptions/{made['id']}")
    assert made == {
        "id": made["id"],
        "creator_id": "cleo",
        "diamonds": 1_000,
        "amount": {"amount": "4.30", "currency": "EUR"},
        "rate": RATE,
        "version": 1,
        "created_at": AT,
        "updated_at": AT,
    }
    assert (again.get_json(), again.headers["Idempotency-Replayed"]) == (made, "true")
    assert desk.ask("GET", f"redemptions/{made['id']}").get_json() == made
    assert desk.ask("GET", "redemptions").get_json() == {"redemptions": [made], "next_cursor": None}
    assert desk.ask("GET", "wallet").get_json()["diamonds"] == 0


def test_the_ledger_is_told_page_by_page_the_newest_first(desk: Desk) -> None:
    event = desk.earn.gift("cleo", 1_000_900)
    redemption = desk.ask("POST", "redemptions", json={"diamonds": 1_000}).get_json()["id"]

    first = desk.ask("GET", "ledger?limit=2").get_json()
    rest = desk.ask("GET", f"ledger?limit=2&cursor={first['next_cursor']}").get_json()

    times = {"at": AT, "posted_at": AT, "month": "2026-11"}
    detail = {name: value for name, value in RATE.items() if name != "currency"}
    redeemed = {"entry": "redemption", "reason": redemption, **times, "detail": detail}
    assert first["entries"] == [
        {"number": 3, "debit": "conversion", "credit": "available", "amount": "4.30", "currency": "EUR", **redeemed},
        {"number": 2, "debit": "diamonds", "credit": "conversion", "amount": "1000", "currency": "DIAMOND", **redeemed},
    ]
    gift = {"number": 1, "entry": "gift", "feature": "live_gifts", "debit": "platform:gifts", "credit": "diamonds"}
    assert rest["entries"] == [{**gift, "amount": "1000", "currency": "DIAMOND", "reason": event, **times}]
    assert rest["next_cursor"] is None


def test_the_ledger_is_filtered(desk: Desk) -> None:
    desk.earn.gift("cleo", 1_000_900)
    desk.earn.tip("cleo", 500)

    def numbers(query: str) -> list[int]:
        return [one["number"] for one in desk.ask("GET", f"ledger?{query}").get_json()["entries"]]

    assert (numbers("entry=tip"), numbers("feature=tips"), numbers("month=2026-10")) == ([2], [3, 2], [])
    assert numbers("feature=live_gifts&month=2026-11") == [1]
    for query, name in (("month=2026-13", "month"), ("entry=x", "entry"), ("cursor=-1", "cursor"), ("x=1", "x")):
        assert [one[:2] for one in errors(desk.ask("GET", f"ledger?{query}"))] == [("query", name)]


def test_money_is_withdrawn_and_its_state_is_told(desk: Desk) -> None:
    desk.earn.tip("cleo", 25_000)
    answer = desk.ask("POST", "withdrawals", json={"amount": {"amount": "100.00", "currency": "EUR"}})
    made = answer.get_json()
    assert (answer.status_code, answer.headers["Location"]) == (201, f"{PATH}/withdrawals/{made['id']}")
    amount = {"amount": "100.00", "currency": "EUR"}
    dates = {"version": 1, "created_at": AT, "updated_at": AT}
    record = {"id": made["id"], "creator_id": "cleo", "amount": amount, "payout_account": "…2051"}
    assert made == {**record, "state": "requested", **dates}

    desk.bank.answers = [Outcome(Answer.FAILED, "the account is closed")]
    desk.paying.work()

    failed = desk.ask("GET", f"withdrawals/{made['id']}")
    assert failed.get_json() == {**made, "state": "failed", "failure": "the account is closed", "version": 3}
    assert (failed.headers["ETag"], desk.ask("POST", "withdrawals", json={"amount": 90}).status_code) == ('"3"', 201)
    pages = [desk.ask("GET", "withdrawals?limit=1").get_json()]
    pages.append(desk.ask("GET", f"withdrawals?cursor={pages[0]['next_cursor']}").get_json())
    assert [one["state"] for page in pages for one in page["withdrawals"]] == ["requested", "failed"]
