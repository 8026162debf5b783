"""Which tables do events need? What was announced, who is told of it by a call, and what became of each call."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, text

from marketplace.store.deal_tables import CREATOR, ID, STATE
from marketplace.store.packing import Json
from marketplace.store.tables import METADATA

TYPE = String(40)
UNNUMBERED = text("number IS NULL")
PENDING = text("state = 'pending'")

EVENTS = Table(
    "events",
    METADATA,
    Column("row", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),  # in the order of their writing
    Column("number", BigInteger, unique=True),  # given by the relay, once it is committed
    # whose systems are to know it; no foreign key: to write one would wait for whoever changes the account
    Column("account_id", ID, nullable=False),
    Column("client_id", ID),
    Column("webhook_id", ID),  # the only one that it is for, where it is for one
    Column("type", TYPE, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("data", Json, nullable=False),
    Index("ix_events_unnumbered", "row", sqlite_where=UNNUMBERED, postgresql_where=UNNUMBERED),
    Index("ix_events_account_id_number", "account_id", "number"),
    Index("ix_events_at", "at"),
)

COUNTERS = Table(
    "counters",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("value", BigInteger, nullable=False),
)
"""The numbers that were given last; who takes a row gives numbers alone until its transaction ends."""

WEBHOOKS = Table(
    "webhooks",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False),
    Column("client_id", ID),
    Column("url", Text, nullable=False),
    Column("event_types", Json, nullable=False),
    Column("enabled", Boolean, nullable=False),
    Column("disabled_reason", Text),
    Column("secrets", Json, nullable=False),  # encrypted
    Column("version", BigInteger, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    Index("ix_webhooks_account_id_id", "account_id", "id"),
)

LANES = Table(
    "lanes",
    METADATA,
    Column("webhook_id", ForeignKey("webhooks.id"), primary_key=True),
    Column("next_at", BigInteger, nullable=False),  # when something is to be sent
    Column("held_until", BigInteger, nullable=False),  # by a worker, which sends alone until then
    Index("ix_lanes_next_at", "next_at"),
)
"""To each webhook one worker sends at a time, so that first tries go out in order."""

DELIVERIES = Table(
    "deliveries",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("webhook_id", ForeignKey("webhooks.id"), nullable=False),
    Column("event_id", BigInteger, nullable=False),
    Column("type", TYPE, nullable=False),
    Column("state", STATE, nullable=False),
    Column("tries", Integer, nullable=False),  # of the plan; a redelivery begins it again
    Column("next_at", BigInteger, nullable=False),
    Column("attempts", Json, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Index("uq_deliveries_webhook_id_event_id", "webhook_id", "event_id", unique=True),
    Index("ix_deliveries_first", "webhook_id", "tries", "event_id", sqlite_where=PENDING, postgresql_where=PENDING),
    Index("ix_deliveries_next", "webhook_id", "next_at", sqlite_where=PENDING, postgresql_where=PENDING),
    Index("ix_deliveries_webhook_id_id", "webhook_id", "id"),
    Index("ix_deliveries_webhook_id_state_id", "webhook_id", "state", "id"),
    Index("ix_deliveries_created_at", "created_at"),
)

REPUTATIONS = Table(
    "reputations",
    METADATA,
    Column("mark", ID, primary_key=True),
    Column("creator_id", CREATOR, nullable=False, index=True),
)
"""Whose answers and work are to be reckoned up again. A row each time: with one a creator, whoever writes it would wait
for whoever else does, or reckons, and two who take it and a deal in two orders for each other."""

LEASES = Table(
    "leases",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("held_until", BigInteger, nullable=False),
    Column("done_at", BigInteger, nullable=False),
)
"""Work that one worker does at a time, and when it was done last."""
