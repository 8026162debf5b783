"""Is a ledger that is right found right, and every kind of damage found by its name, on every database?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from click.testing import CliRunner

from marketplace.__main__ import main
from marketplace.programme.happening import HappeningType
from marketplace.programme.paying_out import Answer, Outcome
from marketplace.programme.withdrawing import Wish
from marketplace.store.proof import problems_of, proof_of
from tests.databases import Databases
from tests.treasury import Treasury


class Undone(Exception):
    """Raised within a transaction that is only tried."""


INTO = (
    "INSERT INTO transfers (creator_id, market, entry, feature, debit, credit, amount, currency, reason, at, "
    "posted_at, month, detail) VALUES ('c1', 'DE', {}, 'x', 0, 0, '2026-11', '{{}}')"
)
AVAILABLE, HELD = "'creator:c1:available'", "'creator:c1:held'"

DAMAGE: Mapping[str, tuple[str, set[str]]] = {
    "a balance is raised": ("UPDATE balances SET amount = amount + 1 WHERE purse = 'available'", {"balance_differs"}),
    "a balance is lost": ("DELETE FROM balances WHERE purse = 'diamonds'", {"balance_differs"}),
    "a tip is dropped": (
        "DELETE FROM transfers WHERE entry = 'tip' AND creator_id = 'c3'",
        {"balance_differs", "tip_differs", "tips_differ"},
    ),
    "a gift is dropped": ("DELETE FROM transfers WHERE entry = 'gift'", {"balance_differs", "diamonds_differ"}),
    "half a redemption is dropped": (
        "DELETE FROM transfers WHERE entry = 'redemption' AND currency = 'DIAMOND'",
        {"balance_differs", "conversion_unpaired", "redemption_differs"},
    ),
    "a redemption is forgotten": ("DELETE FROM redemptions", {"redemption_differs"}),
    "a redemption was worth more": ("UPDATE redemptions SET usd_per_unit = '1.0'", {"wrongly_reckoned"}),
    "a payment is dropped": (
        "DELETE FROM transfers WHERE entry = 'payout'",
        {"balance_differs", "withdrawal_differs"},
    ),
    "what was paid is said to have failed": (
        "UPDATE withdrawals SET state = 'failed' WHERE state = 'paid'",
        {"withdrawal_differs"},
    ),
    "what is under way is lost": (
        "DELETE FROM withdrawals WHERE state = 'requested'",
        {"withdrawal_differs", "held_differs"},
    ),
    "somebody was paid whom nobody owes": (
        "INSERT INTO payouts VALUES ('wdr_9', 0, 1, 'EUR', 'x')",
        {"payout_differs"},
    ),
    "a gift is worth more": (
        "UPDATE happenings SET value = value + 1 WHERE type = 'live_gift'",
        {"gifts_differ"},
    ),
    "a reversal is forgotten": (
        "UPDATE happenings SET reversed_by = NULL",
        {"gifts_differ", "tips_differ", "reversal_without_effect"},
    ),
    "thousandths come from nowhere": (
        "UPDATE wallets SET video_milli = video_milli + 1000",
        {"gifts_differ", "diamonds_differ"},
    ),
    "a wallet is lost": ("DELETE FROM wallets", {"wallet_missing", "gifts_differ", "diamonds_differ"}),
    "a month of the fund is worth more": (
        "UPDATE fund_months SET minor = minor + 1 WHERE NOT released",
        {"fund_month_differs", "pending_differs"},
    ),
    "a month of the fund is said to be released": ("UPDATE fund_months SET released = true", {"pending_differs"}),
    "an amount is none": (INTO.format(f"'tip', NULL, 'x', {AVAILABLE}, 0, 'EUR'"), {"amount_not_positive"}),
    "a transfer goes nowhere": (INTO.format(f"'tip', NULL, {AVAILABLE}, {AVAILABLE}, 1, 'EUR'"), {"onto_itself"}),
    "somebody else's purse is filled": (
        INTO.format(f"'tip', NULL, {AVAILABLE}, 'creator:c2:available', 1, 'EUR'"),
        {"balance_differs"},
    ),
    "money is no tip": (INTO.format(f"'tip', NULL, 'platform:gifts', {HELD}, 1, 'EUR'"), {"balance_differs"}),
    "Diamonds are money": (
        INTO.format("'fund', NULL, 'platform:fund', 'creator:c1:pending', 1, 'DIAMOND'"),
        {"balance_differs", "fund_month_differs"},
    ),
    "a currency is unknown": (
        INTO.format(f"'fund_release', NULL, 'creator:c1:pending', {AVAILABLE}, 1, 'XXX'"),
        {"balance_differs", "no_such_currency"},
    ),
}
SHAPELESS = {"a transfer goes nowhere", "an amount is none", "somebody else's purse is filled", "money is no tip"}
SHAPELESS |= {"Diamonds are money"}


@pytest.fixture
def busy(treasury: Treasury) -> Treasury:
    """Wallets in which all happened that can."""
    gift = treasury.earn.gift("c1", 900_700)
    treasury.earn.gift("c1", 300_999)
    treasury.earn.gift("c1", 5_500, HappeningType.VIDEO_GIFT)
    treasury.redeem("c1", 1_000)
    treasury.earn.tip("c1", 40_000, "JPY")
    treasury.earn.tip("c3", 90_000)
    treasury.earn.reverse(treasury.earn.tip("c2", 77, "EUR"))
    treasury.earn.fund("c1", 2_000)
    treasury.earn.fund("c1", 1_500, month="2026-09", released=True)
    treasury.bank.answers = [Outcome(Answer.FAILED), Outcome(Answer.PAID)]
    for _ in range(2):
        treasury.withdraw("c3", Wish(Decimal(100)))
        treasury.paying.work()
    treasury.withdraw("c1", Wish(Decimal(90)))
    treasury.earn.reverse(gift)
    return treasury


def found(databases: Databases) -> Any:
    """The proof."""
    return proof_of(databases())


def test_a_ledger_in_which_all_happened_is_found_right(busy: Treasury, databases: Databases) -> None:
    assert found(databases) == {
        "transfers": 25,
        "wallets": 3,
        "currencies": {
            "DIAMOND": {"diamonds": -695},
            "EUR": {"available": 12_930, "held": 9_000, "pending": 2_000},
            "JPY": {"available": 0},
            "USD": {"available": 80_000, "held": 0},
        },
        "problems": [],
    }


def test_every_damage_is_found_by_name(busy: Treasury, databases: Databases) -> None:
    database = databases()
    if databases.is_sqlite:
        triggers = ("DROP TRIGGER only_added_update", "DROP TRIGGER only_added_delete")
    else:
        triggers = ("DROP TRIGGER only_added ON transfers",)
    with database.writing() as connection:
        for one in triggers:
            connection.exec_driver_sql(one)
    wrong = {what: damaged(databases, statement) for what, (statement, _) in DAMAGE.items()}

    assert wrong == {
        what: names | ({"no_such_transfer"} if what in SHAPELESS else set()) for what, (_, names) in DAMAGE.items()
    }
    assert found(databases)["problems"] == []


def damaged(databases: Databases, statement: str) -> set[str]:
    """The names of what is found when something was done to the database, which is taken back."""
    names: set[str] = set()
    with suppress(Undone), databases.opened[-1].writing() as connection:
        connection.exec_driver_sql(statement)
        names |= {one["problem"] for one in problems_of(connection)}
        raise Undone
    return names


def test_a_problem_names_its_creator_and_the_numbers(busy: Treasury, databases: Databases) -> None:
    database = databases()
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE balances SET amount = 7 WHERE purse = 'held' AND creator_id = 'c1'")

    about = {"creator_id": "c1", "currency": "EUR"}
    assert proof_of(database)["problems"] == [
        {"problem": "balance_differs", **about, "purse": "held", "by_transfers": 9_000, "kept": 7},
        {"problem": "held_differs", **about, "held": 7, "under_way": 9_000},
    ]


def test_it_is_found_at_the_console_too(
    sqlite_treasury: Treasury, sqlite_databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MARKETPLACE_DATABASE_URL", sqlite_databases.url)
    sqlite_treasury.earn.gift("c1", 5_000)
    right = CliRunner().invoke(main, ["ledger", "verify"])
    with sqlite_databases().writing() as connection:
        connection.exec_driver_sql("UPDATE balances SET amount = 6")
    wrong = CliRunner().invoke(main, ["ledger", "verify"])

    assert (right.exit_code, wrong.exit_code) == (0, 1)
    assert json.loads(right.output) == {
        "transfers": 1,
        "wallets": 1,
        "currencies": {"DIAMOND": {"diamonds": 5}},
        "problems": [],
    }
    assert [one["problem"] for one in json.loads(wrong.output)["problems"]] == ["balance_differs"]
