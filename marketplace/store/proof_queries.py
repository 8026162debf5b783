"""What must be so in the ledger? One query a rule, which finds what breaks it: its creator, and the numbers.

Two sides that must agree are added up beside each other in one pass: whoever is on one side alone is found as well. The
SQL is that of both databases.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from marketplace.creators.money import currencies
from marketplace.programme.transfer import DIAMONDS
from marketplace.store.proof_shapes import KNOWN

PURSES = ("available", "pending", "held", "diamonds")


def _filled(query: str) -> str:
    """The query with its lists, where `PURSE(…)` is which purse of its own wallet an account is, or as it is."""
    query = query.replace("SHAPES", _listed(KNOWN)).replace("CURRENCIES", _listed((DIAMONDS, *currencies())))
    for account in ("debit", "credit"):
        own = " ".join(f"WHEN 'creator:' || creator_id || ':{one}' THEN '{one}'" for one in PURSES)
        query = query.replace(f"PURSE({account})", f"CASE {account} {own} ELSE {account} END")
    return query


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(f"'{one}'" for one in texts)


COUNTS = "SELECT (SELECT COUNT(*) FROM transfers) AS transfers, (SELECT COUNT(*) FROM wallets) AS wallets"

SUMS = "SELECT currency, purse, SUM(amount) AS amount FROM balances GROUP BY currency, purse ORDER BY currency, purse"

REDEEMED = "SELECT id, creator_id, diamonds, minor, currency, diamonds_per_usd, usd_per_unit FROM redemptions"

BROKEN: Mapping[str, str] = {
    "no_such_transfer": _filled("""
        SELECT creator_id, number, entry, debit, credit, currency FROM transfers
        WHERE entry || ' ' || PURSE(debit) || ' ' || PURSE(credit) || ' ' ||
            CASE currency WHEN 'DIAMOND' THEN currency ELSE 'money' END NOT IN (SHAPES)"""),
    "no_such_currency": _filled(
        "SELECT creator_id, number, currency FROM transfers WHERE currency NOT IN (CURRENCIES)"
    ),
    "amount_not_positive": "SELECT creator_id, number, amount FROM transfers WHERE amount <= 0",
    "onto_itself": "SELECT creator_id, number, debit AS account FROM transfers WHERE debit = credit",
    "wallet_missing": """
        SELECT creator_id, MIN(number) AS first_number FROM transfers
        WHERE creator_id NOT IN (SELECT creator_id FROM wallets) GROUP BY creator_id""",
    "balance_differs": _filled("""
        SELECT creator_id, purse, currency, SUM(moved) AS by_transfers, SUM(kept) AS kept FROM (
            SELECT creator_id, PURSE(credit) AS purse, currency, amount AS moved, 0 AS kept FROM transfers
            WHERE substr(credit, 1, 8) = 'creator:'
            UNION ALL SELECT creator_id, PURSE(debit), currency, -amount, 0 FROM transfers
            WHERE substr(debit, 1, 8) = 'creator:'
            UNION ALL SELECT creator_id, purse, currency, 0, amount FROM balances
        ) AS both_sides GROUP BY creator_id, purse, currency HAVING SUM(moved) <> SUM(kept)"""),
    "conversion_unpaired": """
        SELECT creator_id, reason, entry, SUM(goes_in) AS goes_in, SUM(comes_out) AS comes_out FROM (
            SELECT creator_id, reason, entry, 1 AS goes_in, 0 AS comes_out FROM transfers WHERE credit = 'conversion'
            UNION ALL SELECT creator_id, reason, entry, 0, 1 FROM transfers WHERE debit = 'conversion'
        ) AS both_sides GROUP BY creator_id, reason, entry HAVING SUM(goes_in) <> SUM(comes_out)""",
    "reversal_without_effect": """
        SELECT told.creator_id, told.id, told.reverses FROM happenings AS told
        JOIN happenings AS target ON target.id = told.reverses AND target.creator_id = told.creator_id
        WHERE target.reversed_by IS NULL AND target.type NOT IN ('reversal', 'facts')""",
    "redemption_differs": """
        SELECT creator_id, reason AS redemption_id, currency, SUM(moved) AS by_transfers, SUM(kept) AS kept FROM (
            SELECT creator_id, reason, currency, amount AS moved, 0 AS kept FROM transfers WHERE entry = 'redemption'
            UNION ALL SELECT creator_id, id, 'DIAMOND', 0, diamonds FROM redemptions
            UNION ALL SELECT creator_id, id, currency, 0, minor FROM redemptions
        ) AS both_sides GROUP BY creator_id, reason, currency HAVING SUM(moved) <> SUM(kept)""",
    "withdrawal_differs": """
        SELECT creator_id, reason AS withdrawal_id, entry, currency, SUM(moved) AS by_transfers, SUM(kept) AS kept
        FROM (
            SELECT creator_id, reason, entry, currency, amount AS moved, 0 AS kept FROM transfers
            WHERE entry IN ('withdrawal', 'payout', 'payout_failed')
            UNION ALL SELECT creator_id, id, 'withdrawal', currency, 0, minor FROM withdrawals
            UNION ALL SELECT creator_id, id, CASE state WHEN 'paid' THEN 'payout' ELSE 'payout_failed' END, currency, 0,
                minor FROM withdrawals WHERE state IN ('paid', 'failed')
        ) AS both_sides GROUP BY creator_id, reason, entry, currency HAVING SUM(moved) <> SUM(kept)""",
    "held_differs": """
        SELECT creator_id, currency, SUM(held) AS held, SUM(under_way) AS under_way FROM (
            SELECT creator_id, currency, amount AS held, 0 AS under_way FROM balances WHERE purse = 'held'
            UNION ALL SELECT creator_id, currency, 0, minor FROM withdrawals
            WHERE state IN ('requested', 'processing')
        ) AS both_sides GROUP BY creator_id, currency HAVING SUM(held) <> SUM(under_way)""",
    "payout_differs": """
        SELECT w.creator_id, p.withdrawal_id, w.state, p.minor AS told, w.minor AS kept FROM payouts AS p
        LEFT JOIN withdrawals AS w ON w.id = p.withdrawal_id
        WHERE w.id IS NULL OR w.minor <> p.minor OR w.currency <> p.currency OR w.state IN ('requested', 'failed')""",
    "gifts_differ": """
        SELECT creator_id, feature, SUM(told) AS milli_of_events, SUM(kept) AS milli_of_wallet FROM (
            SELECT creator_id, CASE type WHEN 'live_gift' THEN 'live_gifts' ELSE 'video_gifts' END AS feature,
                value AS told, 0 AS kept FROM happenings
            WHERE type IN ('live_gift', 'video_gift') AND reversed_by IS NULL
            UNION ALL SELECT creator_id, 'live_gifts', 0, live_milli FROM wallets
            UNION ALL SELECT creator_id, 'video_gifts', 0, video_milli FROM wallets
        ) AS both_sides GROUP BY creator_id, feature HAVING SUM(told) <> SUM(kept)""",
    "diamonds_differ": """
        SELECT creator_id, feature, SUM(moved) AS by_transfers, SUM(due) AS due FROM (
            SELECT creator_id, feature, CASE credit WHEN 'platform:gifts' THEN -amount ELSE amount END AS moved,
                0 AS due FROM transfers WHERE entry IN ('gift', 'reversal') AND currency = 'DIAMOND'
            UNION ALL SELECT creator_id, 'live_gifts', 0, live_milli / 1000 FROM wallets
            UNION ALL SELECT creator_id, 'video_gifts', 0, video_milli / 1000 FROM wallets
        ) AS both_sides GROUP BY creator_id, feature HAVING SUM(moved) <> SUM(due)""",
    "tip_differs": """
        SELECT creator_id, reason AS event_id, currency, SUM(moved) AS by_transfers, SUM(told) AS told FROM (
            SELECT creator_id, reason, currency, amount AS moved, 0 AS told, 0 AS reversed FROM transfers
            WHERE entry = 'tip' AND debit = 'outside:tippers'
            UNION ALL SELECT creator_id, id, currency, 0, value, CASE WHEN reversed_by IS NULL THEN 0 ELSE 1 END
            FROM happenings WHERE type = 'tip'
        ) AS both_sides GROUP BY creator_id, reason, currency
        HAVING SUM(moved) <> SUM(told) AND NOT (SUM(moved) = 0 AND MAX(reversed) = 1)""",
    "tips_differ": """
        SELECT creator_id, currency, SUM(moved) AS by_transfers, SUM(told) AS told FROM (
            SELECT creator_id, currency, CASE entry WHEN 'tip' THEN amount ELSE -amount END AS moved, 0 AS told
            FROM transfers WHERE (entry = 'tip' AND debit = 'outside:tippers')
                OR (entry = 'reversal' AND credit = 'outside:tippers' AND debit <> 'platform:fees')
            UNION ALL SELECT creator_id, currency, 0, value FROM happenings WHERE type = 'tip' AND reversed_by IS NULL
        ) AS both_sides GROUP BY creator_id, currency HAVING SUM(moved) <> SUM(told)""",
    "fund_month_differs": """
        SELECT creator_id, reason AS fund_month, currency, SUM(moved) AS by_transfers, SUM(kept) AS kept FROM (
            SELECT creator_id, reason, currency, CASE credit WHEN 'platform:fund' THEN -amount ELSE amount END AS moved,
                0 AS kept FROM transfers WHERE entry = 'fund'
            UNION ALL SELECT creator_id, month, currency, 0, minor FROM fund_months
        ) AS both_sides GROUP BY creator_id, reason, currency HAVING SUM(moved) <> SUM(kept)""",
    "pending_differs": """
        SELECT creator_id, currency, SUM(pending) AS pending, SUM(unreleased) AS unreleased FROM (
            SELECT creator_id, currency, amount AS pending, 0 AS unreleased FROM balances WHERE purse = 'pending'
            UNION ALL SELECT creator_id, currency, 0, minor FROM fund_months WHERE NOT released
        ) AS both_sides GROUP BY creator_id, currency HAVING SUM(pending) <> SUM(unreleased)""",
}
"""What breaks a rule, by the name of the problem."""
