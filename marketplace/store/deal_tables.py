"""Which tables do deals need? A column a field; what is nested in one is JSON."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, text

from marketplace.store.packing import Json
from marketplace.store.tables import METADATA

ID = String(40)
CREATOR = String(64)
STATE = String(24)

ONCE = text("status IN ('sent', 'countered', 'accepted', 'declined')")
"""The proposals after which a campaign can't propose to the same creator again."""


def _dated() -> tuple[Column[int], ...]:
    return (
        Column("due", BigInteger, nullable=False),  # the next deadline, to sort by
        Column("version", BigInteger, nullable=False),
        Column("created_at", BigInteger, nullable=False),  # here and below: microseconds since 1970
        Column("updated_at", BigInteger, nullable=False),
    )


def _woken() -> tuple[Column[int], ...]:
    return (
        Column("woken_at", BigInteger, nullable=False),  # up to when its deadlines were acted on
        Column("wake_at", BigInteger, nullable=False),  # when the next one is to be
    )


def _sorted(table: str, *names: str) -> tuple[Index, ...]:
    """The records with the same values of some columns, in both orders of a list."""
    return tuple(Index(f"ix_{table}_{'_'.join((*names, way))}", *names, way, "id") for way in ("updated_at", "due"))


CAMPAIGNS = Table(
    "campaigns",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False),
    Column("client_id", ID),
    Column("title", Text, nullable=False),
    Column("brand", Text, nullable=False),
    Column("brief", Text),
    Column("markets", Json, nullable=False),
    Column("budget", Json, nullable=False),
    Column("budget_accepted", Json, nullable=False),
    Column("deliverables", Json, nullable=False),
    Column("usage_rights_days", Integer, nullable=False),
    Column("ad_code_days", Integer, nullable=False),
    Column("response_deadline_hours", Integer, nullable=False),
    Column("starts_at", BigInteger),
    Column("ends_at", BigInteger),
    Column("status", STATE, nullable=False),
    *_dated(),
    *_sorted("campaigns", "account_id"),
    *_sorted("campaigns", "account_id", "status"),
    *_sorted("campaigns"),
)

PROPOSALS = Table(
    "proposals",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("campaign_id", ForeignKey("campaigns.id"), nullable=False),
    Column("account_id", ID, nullable=False),  # here and below: as the campaign has it
    Column("client_id", ID),
    Column("creator_id", CREATOR, nullable=False),
    Column("status", STATE, nullable=False),
    Column("turn", STATE, nullable=False),
    Column("terms", Json, nullable=False),
    Column("response_hours", Integer, nullable=False),
    Column("deadline_at", BigInteger),
    Column("extended", Boolean, nullable=False),
    Column("decline_reason", Text),
    Column("collaboration_id", ID),
    Column("answered_at", BigInteger),
    *_woken(),
    *_dated(),
    Index("ix_proposals_wake_at", "wake_at", "id"),
    Index("uq_proposals_once", "campaign_id", "creator_id", unique=True, sqlite_where=ONCE, postgresql_where=ONCE),
    *_sorted("proposals", "account_id"),
    *_sorted("proposals", "account_id", "status"),
    *_sorted("proposals", "account_id", "client_id"),
    *_sorted("proposals", "account_id", "creator_id"),
    *_sorted("proposals", "campaign_id"),
    *_sorted("proposals", "campaign_id", "status"),
    *_sorted("proposals", "creator_id"),
    *_sorted("proposals", "status"),
    *_sorted("proposals"),
)

COLLABORATIONS = Table(
    "collaborations",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("proposal_id", ForeignKey("proposals.id"), nullable=False, unique=True),
    Column("campaign_id", ID, nullable=False),
    Column("account_id", ID, nullable=False),
    Column("client_id", ID),
    Column("creator_id", CREATOR, nullable=False),
    Column("terms", Json, nullable=False),
    Column("standing", STATE, nullable=False),
    Column("work_track", STATE, nullable=False),
    Column("payment_track", STATE, nullable=False),
    Column("pieces", Json, nullable=False),
    Column("payment", Json, nullable=False),
    Column("cancellation", Json),
    Column("dispute", Json),
    *_woken(),
    *_dated(),
    Index("ix_collaborations_wake_at", "wake_at", "id"),
    *_sorted("collaborations", "account_id"),
    *_sorted("collaborations", "account_id", "work_track"),
    *_sorted("collaborations", "campaign_id"),
    *_sorted("collaborations", "creator_id"),
    *_sorted("collaborations"),
)

MESSAGES = Table(
    "messages",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("thread", ID, nullable=False),
    Column("account_id", ID, nullable=False),
    Column("author_role", STATE, nullable=False),
    Column("text", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Index("ix_messages_thread_id", "thread", "id"),
)

HISTORY = Table(
    "history",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("record_id", ID, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("actor", Json, nullable=False),
    Column("action", STATE, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("changes", Json, nullable=False),
    Index("ix_history_record_id_id", "record_id", "id"),
)

PAYMENTS = Table(
    "payments",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("collaboration_id", ForeignKey("collaborations.id"), nullable=False, index=True),
    Column("at", BigInteger, nullable=False),
    Column("action", STATE, nullable=False),
    Column("minor", BigInteger, nullable=False),  # whole minor units of the currency
    Column("currency", String(3), nullable=False),
)
"""What the recording provider was told to do with money; rows are only ever added."""

LETTERS = Table(
    "letters",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("recipient", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", BigInteger, nullable=False, index=True),
)
"""Mails that are still to be sent."""
