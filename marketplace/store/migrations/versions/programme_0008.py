"""What does Creator Next need to know? Who asked to join, facts of creators, and what the platform told."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the tables."""
    _make_people()
    _make_members()
    _make_happenings()


def downgrade() -> None:
    """Forget them all."""
    for table in ("happenings", "eligible", "members", "facts"):
        op.drop_table(table)


def _make_people() -> None:
    op.create_table(
        "facts",
        sa.Column("creator_id", sa.String(64), nullable=False),
        sa.Column("birth_date", sa.String(10)),
        sa.Column("standing", sa.String(24), nullable=False),
        sa.Column("affiliation", sa.String(24), nullable=False),
        sa.Column("live_permission", sa.Boolean, nullable=False),
        sa.Column("payout_account", sa.Text),
        sa.Column("as_of", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("creator_id", name="pk_facts"),
    )
    op.create_table(
        "eligible",
        sa.Column("creator_id", sa.String(64), nullable=False),
        sa.Column("market", sa.String(2), nullable=False),
        sa.PrimaryKeyConstraint("creator_id", "market", name="pk_eligible"),
    )
    op.create_index("ix_eligible_market", "eligible", ["market"])


def _make_members() -> None:
    op.create_table(
        "members",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("creator_id", sa.String(64), nullable=False),
        sa.Column("market", sa.String(2), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("consent", sa.Text),
        sa.Column("held_before", sa.Text, nullable=False),
        sa.Column("features", sa.Text, nullable=False),
        sa.Column("reasons", sa.Text, nullable=False),
        sa.Column("retry_at", sa.BigInteger),
        sa.Column("joined_at", sa.BigInteger),
        sa.Column("left_at", sa.BigInteger),
        *_dated(),
        sa.PrimaryKeyConstraint("id", name="pk_members"),
        sa.UniqueConstraint("creator_id", name="uq_members_creator_id"),
    )
    op.create_index("ix_members_market_id", "members", ["market", "id"])
    op.create_index("ix_members_updated_at", "members", ["updated_at", "id"])


def _make_happenings() -> None:
    op.create_table(
        "happenings",
        sa.Column("id", sa.String(128), nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("type", sa.String(24), nullable=False),
        sa.Column("creator_id", sa.String(64), nullable=False),
        sa.Column("market", sa.String(2), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("value", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.String(8)),
        sa.Column("viewers", sa.String(2)),
        sa.Column("reverses", sa.String(128)),
        sa.Column("reversed_by", sa.String(128)),
        sa.Column("detail", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_happenings"),
    )
    op.create_index("ix_happenings_creator_id_at", "happenings", ["creator_id", "at"])
    op.create_index("ix_happenings_reverses", "happenings", ["reverses"])
    told = "happenings"
    _index_where("ix_happenings_views", table=told, columns=["creator_id", "month"], where="type = 'fund_views'")
    _index_where("ix_happenings_facts", table=told, columns=["creator_id"], where="type = 'facts'")


def _index_where(name: str, *, table: str, columns: list[str], where: str) -> None:
    """An index of some rows only."""
    op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def _dated() -> "tuple[sa.Column[int], ...]":
    return tuple(sa.Column(name, sa.BigInteger, nullable=False) for name in ("version", "created_at", "updated_at"))
