"""What do events and webhooks need? Tables of their own, and when deals are to be woken."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

NEVER = 2**62
_TABLES = ("leases", "reputations", "deliveries", "lanes", "webhooks", "counters", "events")
_ROW = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_CLOSED_PROPOSALS = f"UPDATE proposals SET wake_at = {NEVER} WHERE status NOT IN ('sent', 'countered')"  # noqa: S608
_CLOSED_COLLABORATIONS = f"""
UPDATE collaborations SET wake_at = {NEVER}
WHERE standing NOT IN ('under_way', 'brand_wants_out', 'creator_wants_out')
"""  # noqa: S608
_ANSWERED = """
UPDATE proposals SET answered_at = (
    SELECT min(h.at) FROM history h
    WHERE h.record_id = proposals.id AND h.action IN ('accept', 'decline', 'counter')
    AND h.actor LIKE '%"role":"creator"%'
)
"""


def upgrade() -> None:
    """Make the tables; every deal that is open is looked at once by a worker, which then knows when to come again."""
    _make_events()
    _make_webhooks()
    _make_deliveries()
    _make_worked()
    for table in ("proposals", "collaborations"):
        for name in ("woken_at", "wake_at"):  # 0 also for what a process of an older release adds: it is looked at
            op.add_column(table, sa.Column(name, sa.BigInteger, nullable=False, server_default="0"))
        op.create_index(f"ix_{table}_wake_at", table, ["wake_at", "id"])
    op.add_column("proposals", sa.Column("answered_at", sa.BigInteger))
    op.execute(_CLOSED_PROPOSALS)
    op.execute(_CLOSED_COLLABORATIONS)
    op.execute(_ANSWERED)


def downgrade() -> None:
    """Forget it all."""
    for table in ("proposals", "collaborations"):
        op.drop_index(f"ix_{table}_wake_at", table)
        for name in ("wake_at", "woken_at"):
            op.drop_column(table, name)
    op.drop_column("proposals", "answered_at")
    for table in _TABLES:
        op.drop_table(table)


def _make_events() -> None:
    op.create_table(
        "events",
        sa.Column("row", _ROW, nullable=False),
        sa.Column("number", sa.BigInteger),
        sa.Column("account_id", sa.String(40), nullable=False),
        sa.Column("client_id", sa.String(40)),
        sa.Column("webhook_id", sa.String(40)),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("row", name="pk_events"),
        sa.UniqueConstraint("number", name="uq_events_number"),
    )
    _index_where("ix_events_unnumbered", "events", "row", where="number IS NULL")
    op.create_index("ix_events_account_id_number", "events", ["account_id", "number"])
    op.create_index("ix_events_at", "events", ["at"])
    op.create_table(
        "counters",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("value", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counters"),
    )


def _make_webhooks() -> None:
    op.create_table(
        "webhooks",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("account_id", sa.String(40), nullable=False),
        sa.Column("client_id", sa.String(40)),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("event_types", sa.Text, nullable=False),
        sa.Column("enabled", sa.Boolean, nullable=False),
        sa.Column("disabled_reason", sa.Text),
        sa.Column("secrets", sa.Text, nullable=False),
        *_dated(),
        sa.PrimaryKeyConstraint("id", name="pk_webhooks"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_webhooks_account_id"),
    )
    op.create_index("ix_webhooks_account_id_id", "webhooks", ["account_id", "id"])
    op.create_table(
        "lanes",
        sa.Column("webhook_id", sa.String(40), nullable=False),
        sa.Column("next_at", sa.BigInteger, nullable=False),
        sa.Column("held_until", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("webhook_id", name="pk_lanes"),
        sa.ForeignKeyConstraint(["webhook_id"], ["webhooks.id"], name="fk_lanes_webhook_id"),
    )
    op.create_index("ix_lanes_next_at", "lanes", ["next_at"])


def _make_deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("webhook_id", sa.String(40), nullable=False),
        sa.Column("event_id", sa.BigInteger, nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("next_at", sa.BigInteger, nullable=False),
        sa.Column("attempts", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.ForeignKeyConstraint(["webhook_id"], ["webhooks.id"], name="fk_deliveries_webhook_id"),
    )
    op.create_index("uq_deliveries_webhook_id_event_id", "deliveries", ["webhook_id", "event_id"], unique=True)
    pending = {"where": "state = 'pending'"}
    _index_where("ix_deliveries_first", "deliveries", "webhook_id", "tries", "event_id", **pending)
    _index_where("ix_deliveries_next", "deliveries", "webhook_id", "next_at", **pending)
    op.create_index("ix_deliveries_webhook_id_id", "deliveries", ["webhook_id", "id"])
    op.create_index("ix_deliveries_webhook_id_state_id", "deliveries", ["webhook_id", "state", "id"])
    op.create_index("ix_deliveries_created_at", "deliveries", ["created_at"])


def _make_worked() -> None:
    op.create_table(
        "reputations",
        sa.Column("mark", sa.String(40), nullable=False),
        sa.Column("creator_id", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("mark", name="pk_reputations"),
    )
    op.create_index("ix_reputations_creator_id", "reputations", ["creator_id"])
    op.create_table(
        "leases",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("held_until", sa.BigInteger, nullable=False),
        sa.Column("done_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
    )


def _dated() -> "tuple[sa.Column[int], ...]":
    names = ("version", "created_at", "updated_at")
    return tuple(sa.Column(name, sa.BigInteger, nullable=False) for name in names)


def _index_where(name: str, table: str, *columns: str, where: str) -> None:
    op.create_index(name, table, [*columns], sqlite_where=sa.text(where), postgresql_where=sa.text(where))
