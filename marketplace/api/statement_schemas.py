"""How does OpenAPI describe statements and totals of Creator Next?"""

from __future__ import annotations

from marketplace.api.creator_schema import TEXT, TIME, Schema, list_of, object_of
from marketplace.api.schema_parts import AMOUNT, COUNT, enum_of
from marketplace.creators.markets import codes
from marketplace.programme.closing import COUNTS, SUMS
from marketplace.programme.rules import Feature
from marketplace.programme.statement import MONTH, SOURCES
from marketplace.programme.transfer import DIAMONDS, Entry, Purse

_MONTH: Schema = {"type": "string", "pattern": f"^{MONTH.pattern}$", "examples": ["2026-11"]}
_CURRENCY: Schema = {"type": "string", "description": f"Of money, or {DIAMONDS}: these are whole."}
_SIGNED: Schema = {"type": "string", "pattern": r"^-?\d+(\.\d+)?$", "examples": ["120.00", "-3"]}
_DATE: Schema = {"type": "string", "format": "date"}
_FINAL: Schema = {"type": "boolean", "description": "Whether the month has ended."}
_BOOLEAN: Schema = {"type": "boolean"}
_MARKET = enum_of(codes())
_CURSOR: Schema = {"type": ["string", "null"], "description": "The cursor of the next page; null at the end."}


def statement_schemas() -> dict[str, Schema]:
    """All schemas of statements and totals, by name."""
    closed = object_of(purse=enum_of(Purse), currency=_CURRENCY, closing=_SIGNED)
    month = object_of(month=_MONTH, final=_FINAL, entries=COUNT, balances=list_of(closed))
    sums = dict.fromkeys(SUMS, AMOUNT)
    counts = dict.fromkeys(COUNTS, COUNT)
    feature = {**enum_of(Feature), "description": "Absent where Diamonds became money, and where money was paid out."}
    total = object_of(market=_MARKET, currency=_CURRENCY, **counts, **sums, optional={"feature": feature})
    return {
        "Statement": _statement(),
        "Statements": object_of(statements=list_of(month), next_cursor=_CURSOR),
        "ProgrammeTotals": object_of(month=_MONTH, final=_FINAL, totals=list_of(total)),
    }


def _statement() -> Schema:
    line = object_of(purse=enum_of(Purse), currency=_CURRENCY, opening=_SIGNED, closing=_SIGNED)
    earned = object_of(feature=enum_of(SOURCES), currency=_CURRENCY, credited=AMOUNT, reversed=AMOUNT, net=_SIGNED)
    worth = object_of(feature=enum_of(SOURCES), amount=_money(), estimated=_BOOLEAN)
    left_out: Schema = {**COUNT, "description": "How many entries there are, where they are too many to be listed."}
    return object_of(
        creator_id=TEXT,
        market=_MARKET,
        currency=TEXT,
        month=_MONTH,
        final=_FINAL,
        made_at=TIME,
        balances=list_of(line),
        earnings=list_of(earned),
        value={**list_of(worth), "description": "Of each source in money; an estimate where something is converted."},
        tip_fees={**list_of(_money()), "description": "What tippers paid on top: no earnings."},
        redemptions=list_of(_redemption()),
        withdrawals=list_of(_withdrawal()),
        fund=list_of(object_of(month=_MONTH, views=COUNT, amount=_money(), payable_at=TIME, released=_BOOLEAN)),
        entries=list_of(_entry()),
        entries_left_out=left_out,
    )


def _money() -> Schema:
    return object_of(amount=_SIGNED, currency=TEXT)


def _redemption() -> Schema:
    rates = {"diamonds_per_usd": COUNT, "usd_per_unit": AMOUNT, "rates_of": _DATE}
    return object_of(id=TEXT, created_at=TIME, diamonds=COUNT, amount=_money(), **rates)


def _withdrawal() -> Schema:
    optional = {"requested_at": TIME, "paid_at": TIME, "failed_at": TIME, "failure": TEXT}
    return object_of(id=TEXT, amount=_money(), optional=optional)


def _entry() -> Schema:
    return object_of(
        number=COUNT,
        market=_MARKET,
        entry=enum_of(Entry),
        debit=TEXT,
        credit=TEXT,
        amount=AMOUNT,
        currency=_CURRENCY,
        reason=TEXT,
        at=TIME,
        posted_at=TIME,
        detail={"type": "object", "description": "The rates that it was reckoned with."},
        optional={"feature": enum_of(Feature)},
    )
