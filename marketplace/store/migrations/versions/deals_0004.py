"""What do deals need? Campaigns, proposals, collaborations, messages, history and payments."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_ONCE = sa.text("status IN ('sent', 'countered', 'accepted', 'declined')")


def upgrade() -> None:
    """Make the six tables."""
    _make_campaigns()
    _make_proposals()
    _make_collaborations()
    _make_messages()
    _make_history()
    _make_payments()


def downgrade() -> None:
    """Forget all deals."""
    for table in ("payments", "history", "messages", "collaborations", "proposals", "campaigns"):
        op.drop_table(table)


def _sort(table: str, *names: str) -> None:
    for way in ("updated_at", "due"):
        op.create_index(f"ix_{table}_{'_'.join((*names, way))}", table, [*names, way, "id"])


def _make_campaigns() -> None:
    op.create_table(
        "campaigns",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("account_id", sa.String(40), nullable=False),
        sa.Column("client_id", sa.String(40)),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("brand", sa.Text, nullable=False),
        sa.Column("brief", sa.Text),
        sa.Column("markets", sa.Text, nullable=False),
        sa.Column("budget", sa.Text, nullable=False),
        sa.Column("budget_accepted", sa.Text, nullable=False),
        sa.Column("deliverables", sa.Text, nullable=False),
        sa.Column("usage_rights_days", sa.Integer, nullable=False),
        sa.Column("ad_code_days", sa.Integer, nullable=False),
        sa.Column("response_deadline_hours", sa.Integer, nullable=False),
        sa.Column("starts_at", sa.BigInteger),
        sa.Column("ends_at", sa.BigInteger),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("due", sa.BigInteger, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_campaigns"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_campaigns_account_id"),
    )
    _index_campaigns()


def _index_campaigns() -> None:
    _sort("campaigns", "account_id")
    _sort("campaigns", "account_id", "status")
    _sort("campaigns")


def _make_proposals() -> None:
    op.create_table(
        "proposals",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("campaign_id", sa.String(40), nullable=False),
        sa.Column("account_id", sa.String(40), nullable=False),
        sa.Column("client_id", sa.String(40)),
        sa.Column("creator_id", sa.String(64), nullable=False),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("turn", sa.String(24), nullable=False),
        sa.Column("terms", sa.Text, nullable=False),
        sa.Column("response_hours", sa.Integer, nullable=False),
        sa.Column("deadline_at", sa.BigInteger),
        sa.Column("extended", sa.Boolean, nullable=False),
        sa.Column("decline_reason", sa.Text),
        sa.Column("collaboration_id", sa.String(40)),
        sa.Column("due", sa.BigInteger, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_proposals"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name="fk_proposals_campaign_id"),
    )
    _index_proposals()


def _index_proposals() -> None:
    _sort("proposals", "account_id", "client_id")
    _sort("proposals", "account_id", "creator_id")
    _sort("proposals", "account_id")
    _sort("proposals", "account_id", "status")
    _sort("proposals", "campaign_id")
    _sort("proposals", "campaign_id", "status")
    _sort("proposals", "creator_id")
    _sort("proposals")
    _sort("proposals", "status")
    columns = ["campaign_id", "creator_id"]
    op.create_index("uq_proposals_once", "proposals", columns, unique=True, sqlite_where=_ONCE, postgresql_where=_ONCE)


def _make_collaborations() -> None:
    op.create_table(
        "collaborations",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("proposal_id", sa.String(40), nullable=False),
        sa.Column("campaign_id", sa.String(40), nullable=False),
        sa.Column("account_id", sa.String(40), nullable=False),
        sa.Column("client_id", sa.String(40)),
        sa.Column("creator_id", sa.String(64), nullable=False),
        sa.Column("terms", sa.Text, nullable=False),
        sa.Column("standing", sa.String(24), nullable=False),
        sa.Column("work_track", sa.String(24), nullable=False),
        sa.Column("payment_track", sa.String(24), nullable=False),
        sa.Column("pieces", sa.Text, nullable=False),
        sa.Column("payment", sa.Text, nullable=False),
        sa.Column("cancellation", sa.Text),
        sa.Column("dispute", sa.Text),
        sa.Column("due", sa.BigInteger, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_collaborations"),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name="fk_collaborations_proposal_id"),
        sa.UniqueConstraint("proposal_id", name="uq_collaborations_proposal_id"),
    )
    _sort("collaborations", "account_id")
    _sort("collaborations", "account_id", "work_track")
    _sort("collaborations", "campaign_id")
    _sort("collaborations", "creator_id")
    _sort("collaborations")


def _make_messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("thread", sa.String(40), nullable=False),
        sa.Column("account_id", sa.String(40), nullable=False),
        sa.Column("author_role", sa.String(24), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
    )
    op.create_index("ix_messages_thread_id", "messages", ["thread", "id"])


def _make_history() -> None:
    op.create_table(
        "history",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("record_id", sa.String(40), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("action", sa.String(24), nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("changes", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_history"),
    )
    op.create_index("ix_history_record_id_id", "history", ["record_id", "id"])


def _make_payments() -> None:
    op.create_table(
        "payments",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("collaboration_id", sa.String(40), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("action", sa.String(24), nullable=False),
        sa.Column("minor", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_payments"),
        sa.ForeignKeyConstraint(["collaboration_id"], ["collaborations.id"], name="fk_payments_collaboration_id"),
    )
    op.create_index("ix_payments_collaboration_id", "payments", ["collaboration_id"])
