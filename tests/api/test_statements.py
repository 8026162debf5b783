"""Statements and totals over HTTP: what is told, to whom, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from marketplace.accounts.roles import Role, Scope
from marketplace.programme import stating
from marketplace.programme.transfer import DIAMONDS
from tests.api.conftest import errors
from tests.api.wallets_house import PATH, Ledger
from tests.entries import entry

TOTALS = "/v1/programme/totals"
ZERO = {"opening": "0.00", "closing": "0.00"}


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path)


def test_a_month_tells_what_was_there_before_what_came_and_what_is_left(ledger: Ledger) -> None:
    ledger.fill()

    found = ledger.ask(f"{PATH}/2026-11").get_json()

    assert (found["month"], found["final"], found["market"], found["currency"]) == ("2026-11", False, "DE", "EUR")
    assert found["balances"] == [
        {"purse": "available", "currency": "EUR", "opening": "0.00", "closing": "2365.55"},
        {"purse": "pending", "currency": "EUR", "opening": "0.00", "closing": "4510.00"},
        {"purse": "held", "currency": "EUR", "opening": "0.00", "closing": "1000.00"},
        {"purse": "diamonds", "currency": DIAMONDS, "opening": "12500", "closing": "500"},
    ]
    assert found["earnings"][1] == {
        "feature": "live_gifts",
        "currency": DIAMONDS,
        "credited": "8230",
        "reversed": "230",
        "net": "8000",
    }
    assert found["tip_fees"] == [{"amount": "125.00", "currency": "EUR"}]
    assert [(one["feature"], one["estimated"]) for one in found["value"]] == [
        ("creator_fund", False),
        ("live_gifts", True),
        ("video_gifts", False),
        ("tips", False),
    ]


def test_what_was_asked_for_is_told_one_by_one_with_its_rates(ledger: Ledger) -> None:
    ledger.fill()

    found = ledger.ask(f"{PATH}/2026-11").get_json()

    (redemption,), (withdrawal,), (fund,) = found["redemptions"], found["withdrawals"], found["fund"]
    assert {name: redemption[name] for name in ("diamonds", "amount", "diamonds_per_usd", "usd_per_unit")} == {
        "diamonds": 20_000,
        "amount": {"amount": "865.05", "currency": "EUR"},
        "diamonds_per_usd": 200,
        "usd_per_unit": "1.1561",
    }
    money = {"amount": "1000.00", "currency": "EUR"}
    assert withdrawal == {"id": "wdr_1", "amount": money, "requested_at": "2026-11-05T00:00:00Z"}
    assert (fund["month"], fund["views"], fund["released"]) == ("2026-10", 1_480_233, False)
    ways = [(one["entry"], one["debit"], one["credit"]) for one in found["entries"]]
    assert (len(ways), ways[-1], found["entries_left_out"]) == (8, ("withdrawal", "available", "held"), 0)


def test_of_too_many_entries_the_sums_are_told(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stating, "MOST_ENTRIES", 7)
    ledger.fill()

    found = ledger.ask(f"{PATH}/2026-11").get_json()

    assert (found["entries"], found["entries_left_out"], found["balances"][0]["closing"]) == ([], 8, "2365.55")
    assert "8 entries are not listed here" in ledger.page("&lang=en")


def test_a_month_before_the_first_entry_is_empty(ledger: Ledger) -> None:
    found = ledger.ask(f"{PATH}/2020-02").get_json()

    purses = [("available", ZERO), ("pending", ZERO), ("held", ZERO), ("diamonds", {"opening": "0", "closing": "0"})]
    assert [{**one, "currency": ""} for one in found["balances"]] == [
        {"purse": purse, "currency": "", **amounts} for purse, amounts in purses
    ]
    assert (found["final"], found["earnings"], found["entries"], found["entries_left_out"]) == (True, [], [], 0)
    assert ledger.ask(PATH).get_json() == {"statements": [], "next_cursor": None}


def test_months_are_listed_page_by_page_the_newest_first(ledger: Ledger) -> None:
    ledger.fill()

    page = ledger.ask(f"{PATH}?limit=1").get_json()
    rest = ledger.ask(f"{PATH}?cursor={page['next_cursor']}").get_json()

    ((one,), (other,)) = page["statements"], rest["statements"]
    assert (one["month"], one["final"], one["entries"], rest["next_cursor"]) == ("2026-11", False, 8, None)
    assert (other["month"], other["final"], other["entries"]) == ("2026-10", True, 1)
    assert other["balances"][3] == {"purse": "diamonds", "currency": DIAMONDS, "closing": "12500"}


@pytest.mark.parametrize(
    ("path", "place", "name", "detail"),
    [
        (f"{PATH}/2026-12", "path", "month", "has not begun yet: the newest is 2026-11"),
        (f"{PATH}/2026-13", "path", "month", "must be a month like 2026-11"),
        (f"{PATH}/2026-1", "path", "month", "must be a month like 2026-11"),
        (f"{PATH}/2026-11?format=pdf", "query", "format", "has no value 'pdf'"),
        (f"{PATH}/2026-11?month=2026-10", "query", "month", "is unknown here"),
        (f"{PATH}?cursor=now", "query", "cursor", "is no cursor of this list"),
        (f"{TOTALS}?month=2026-12", "query", "month", "has not begun yet: the newest is 2026-11"),
        (f"{TOTALS}?month=nov", "query", "month", "must be a month like 2026-11"),
        (f"{TOTALS}?market=XX", "query", "market", "has no value 'XX'"),
    ],
)
def test_what_is_wrong_is_named(ledger: Ledger, path: str, place: str, name: str, detail: str) -> None:
    ((where, named, said),) = errors(ledger.ask(path, ledger.operator))

    assert (where, named, detail in said) == (place, name, True), said


def test_a_wallet_is_its_creators_and_operators_see_all(ledger: Ledger) -> None:
    ledger.fill()
    _, cleo = ledger.house.office.open(Role.CREATOR, creator_id="cleo")
    _, brand = ledger.house.office.open(Role.BRAND)
    _, without = ledger.house.office.open(Role.CREATOR, creator_id="egon", scopes=frozenset({Scope.DEALS}))

    for path in (PATH, f"{PATH}/2026-11", f"{PATH}/2026-11?format=html"):
        asked = [ledger.ask(path, who) for who in (ledger.anna, ledger.operator, cleo, brand, without)]
        assert [one.status_code for one in asked] == [200, 200, 404, 403, 403]
        assert asked[2].get_json()["detail"] == "there is no creator anna"
    assert [ledger.ask(TOTALS, who).status_code for who in (ledger.operator, ledger.anna, brand)] == [200, 403, 403]
    assert ledger.ask(PATH.replace("anna", "nobody"), ledger.operator).status_code == 404


def test_the_newest_month_is_that_of_the_markets_own_clock(ledger: Ledger) -> None:
    ledger.keep(entry("tip", 5, currency="JPY", market="JP", of="yuki"))
    ledger.house.office.time.passes((8 * 24 + 6) * 3_600)  # 30 November, 16:00 in UTC, 1 December in Tokyo

    yuki = PATH.replace("anna", "yuki")
    asked = [ledger.ask(f"{TOTALS}?month=2026-12&market={one}", ledger.operator).status_code for one in ("DE", "JP")]
    final = {
        path: ledger.ask(path, ledger.operator).get_json()["final"]
        for path in (f"{yuki}/2026-11", f"{TOTALS}?month=2026-11&market=JP", f"{TOTALS}?month=2026-11")
    }

    assert (asked, [*final.values()]) == ([422, 200], [True, True, False])


def test_totals_are_a_table_too(ledger: Ledger) -> None:
    ledger.fill()

    told = ledger.ask(f"{TOTALS}?month=2026-11&market=DE", ledger.operator).get_json()
    table = ledger.ask(f"{TOTALS}?month=2026-11&format=csv", ledger.operator)

    header, *rows = table.text.splitlines()
    assert header == (
        "month,market,feature,currency,creators,entries,credited,reversed,fees,fees_reversed,released,redeemed,"
        "requested,paid,failed"
    )
    assert rows == [
        "2026-11,DE,creator_fund,EUR,1,1,4510.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00",
        "2026-11,DE,live_gifts,DIAMOND,1,2,8230,230,0,0,0,0,0,0,0",
        "2026-11,DE,tips,EUR,1,2,2500.50,0.00,125.00,0.00,0.00,0.00,0.00,0.00,0.00",
        "2026-11,DE,,DIAMOND,1,1,0,0,0,0,0,20000,0,0,0",
        "2026-11,DE,,EUR,1,2,0.00,0.00,0.00,0.00,0.00,865.05,1000.00,0.00,0.00",
    ]
    named = [[str(one.get(column, "")) for column in header.split(",")[1:]] for one in told["totals"]]
    assert named == [row.split(",")[1:] for row in rows]
    assert (told["month"], told["final"], table.content_type) == ("2026-11", False, "text/csv; charset=utf-8")
