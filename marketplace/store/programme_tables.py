"""Which tables does Creator Next need? Members, facts, events that are kept for ever, the ledger and balances."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, String, Table, Text, text

from marketplace.store.deal_tables import CREATOR, ID, STATE
from marketplace.store.packing import Json
from marketplace.store.tables import METADATA

EVENT = String(128)
MARKET = String(2)
CURRENCY = String(8)
MONTH = String(7)
UNDER_WAY = text("state IN ('requested', 'processing')")
UNRELEASED = text("NOT released")
VIEWS = text("type = 'fund_views'")
TELLING = text("type = 'facts'")


def _dated() -> tuple[Column[int], ...]:
    return tuple(Column(name, BigInteger, nullable=False) for name in ("version", "created_at", "updated_at"))


FACTS = Table(
    "facts",
    METADATA,
    Column("creator_id", CREATOR, primary_key=True),
    Column("birth_date", String(10)),
    Column("standing", STATE, nullable=False),
    Column("affiliation", STATE, nullable=False),
    Column("live_permission", Boolean, nullable=False),
    Column("payout_account", Text),
    Column("as_of", BigInteger, nullable=False),
)

MEMBERS = Table(
    "members",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("creator_id", CREATOR, nullable=False, unique=True),
    Column("market", MARKET, nullable=False),
    Column("state", STATE, nullable=False),
    Column("consent", Json),
    Column("held_before", Json, nullable=False),
    Column("features", Json, nullable=False),
    Column("reasons", Json, nullable=False),
    Column("retry_at", BigInteger),
    Column("joined_at", BigInteger),
    Column("left_at", BigInteger),
    *_dated(),
    Index("ix_members_updated_at", "updated_at", "id"),
    Index("ix_members_market_id", "market", "id"),
)

ELIGIBLE = Table(
    "eligible",
    METADATA,
    Column("creator_id", CREATOR, primary_key=True),
    Column("market", MARKET, primary_key=True),
    Index("ix_eligible_market", "market"),
)
"""Who could join a market when all of it was looked at last."""

HAPPENINGS = Table(
    "happenings",
    METADATA,
    Column("id", EVENT, primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    Column("type", STATE, nullable=False),
    Column("creator_id", CREATOR, nullable=False),
    Column("market", MARKET, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("received_at", BigInteger, nullable=False),
    Column("day", String(10), nullable=False),
    Column("month", MONTH, nullable=False),
    Column("value", BigInteger, nullable=False),
    Column("currency", CURRENCY),
    Column("viewers", MARKET),
    Column("reverses", EVENT),
    Column("reversed_by", EVENT),
    Column("detail", Json, nullable=False),
    Index("ix_happenings_reverses", "reverses"),
    Index("ix_happenings_creator_id_at", "creator_id", "at"),
    Index("ix_happenings_views", "creator_id", "month", sqlite_where=VIEWS, postgresql_where=VIEWS),
    Index("ix_happenings_facts", "creator_id", sqlite_where=TELLING, postgresql_where=TELLING),
)
"""What the platform told; rows are only ever added, but for `reversed_by` and facts of who leaves for ever."""

VIEWED = Table(
    "viewed",
    METADATA,
    Column("creator_id", CREATOR, primary_key=True),
    Column("month", MONTH, primary_key=True),
    Column("since", BigInteger, nullable=False),
    Column("due_at", BigInteger, nullable=False),
    Index("ix_viewed_due_at", "due_at"),
)
"""Whose months of the fund are to be reckoned up (again) when they have ended: views of them came, or were reversed."""

FUND_MONTHS = Table(
    "fund_months",
    METADATA,
    Column("creator_id", CREATOR, primary_key=True),
    Column("month", MONTH, primary_key=True),
    Column("market", MARKET, nullable=False),
    Column("views", BigInteger, nullable=False),
    Column("minor", BigInteger, nullable=False),
    Column("currency", CURRENCY, nullable=False),
    Column("payable_at", BigInteger, nullable=False),
    Column("released", Boolean, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    Index("ix_fund_months_payable_at", "payable_at", sqlite_where=UNRELEASED, postgresql_where=UNRELEASED),
)

TRANSFERS = Table(
    "transfers",
    METADATA,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("creator_id", CREATOR, nullable=False),
    Column("market", MARKET, nullable=False),
    Column("entry", STATE, nullable=False),
    Column("feature", STATE),
    Column("debit", String(100), nullable=False),
    Column("credit", String(100), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("currency", CURRENCY, nullable=False),
    Column("reason", EVENT, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("posted_at", BigInteger, nullable=False),
    Column("month", MONTH, nullable=False),
    Column("detail", Json, nullable=False),
    Index("ix_transfers_creator_id_number", "creator_id", "number"),
    Index("ix_transfers_reason", "reason"),
    Index("ix_transfers_month", "month", "market"),
)
"""The ledger: rows are only ever added."""

WALLETS = Table(
    "wallets",
    METADATA,
    Column("creator_id", CREATOR, primary_key=True),
    Column("live_milli", BigInteger, nullable=False),
    Column("video_milli", BigInteger, nullable=False),
    *_dated(),
)

BALANCES = Table(
    "balances",
    METADATA,
    Column("creator_id", CREATOR, primary_key=True),
    Column("purse", STATE, primary_key=True),
    Column("currency", CURRENCY, primary_key=True),
    Column("amount", BigInteger, nullable=False),
)
"""What the transfers of each creator come to; kept with them, in one transaction."""

REDEMPTIONS = Table(
    "redemptions",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("creator_id", CREATOR, nullable=False),
    Column("diamonds", BigInteger, nullable=False),
    Column("minor", BigInteger, nullable=False),
    Column("currency", CURRENCY, nullable=False),
    Column("diamonds_per_usd", BigInteger, nullable=False),
    Column("usd_per_unit", String(40), nullable=False),
    Column("rates_of", String(10), nullable=False),
    *_dated(),
    Index("ix_redemptions_creator_id_id", "creator_id", "id"),
)

WITHDRAWALS = Table(
    "withdrawals",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("creator_id", CREATOR, nullable=False),
    Column("minor", BigInteger, nullable=False),
    Column("currency", CURRENCY, nullable=False),
    Column("state", STATE, nullable=False),
    Column("payout_account", Text, nullable=False),
    Column("failure", Text),
    Column("day", String(10), nullable=False),
    Column("next_at", BigInteger, nullable=False),
    *_dated(),
    Index("ix_withdrawals_creator_id_id", "creator_id", "id"),
    Index("ix_withdrawals_creator_id_day", "creator_id", "day"),
    Index("ix_withdrawals_next_at", "next_at", sqlite_where=UNDER_WAY, postgresql_where=UNDER_WAY),
)

PAYOUTS = Table(
    "payouts",
    METADATA,
    Column("withdrawal_id", ID, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("minor", BigInteger, nullable=False),
    Column("currency", CURRENCY, nullable=False),
    Column("payout_account", Text, nullable=False),
)
"""What the recording payout provider was told to pay."""
