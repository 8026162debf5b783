"""What do lists and saved searches need? Tables of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables."""
    _make_lists()
    _make_searches()
    op.create_table(
        "marks",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("value", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_marks"),
    )


def downgrade() -> None:
    """Forget them all."""
    for table in ("marks", "matches", "searches", "listed", "lists"):
        op.drop_table(table)


def _make_lists() -> None:
    _make_kept("lists", sa.Column("size", sa.Integer, nullable=False))
    op.create_table(
        "listed",
        sa.Column("list_id", sa.String(40), nullable=False),
        sa.Column("creator_id", sa.String(64), nullable=False),
        sa.Column("place", sa.BigInteger, nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("added_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("list_id", "creator_id", name="pk_listed"),
        sa.ForeignKeyConstraint(["list_id"], ["lists.id"], name="fk_listed_list_id"),
    )
    op.create_index("ix_listed_list_id_place", "listed", ["list_id", "place"])
    op.create_index("ix_listed_creator_id", "listed", ["creator_id"])


def _make_searches() -> None:
    _make_kept(
        "searches",
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("alert", sa.String(24), nullable=False),
        sa.Column("last_run_at", sa.BigInteger),
        sa.Column("alert_at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_searches_alert_at", "searches", ["alert_at", "id"])
    op.create_table(
        "matches",
        sa.Column("search_id", sa.String(40), nullable=False),
        sa.Column("creator_id", sa.String(64), nullable=False),
        sa.Column("told_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("search_id", "creator_id", name="pk_matches"),
        sa.ForeignKeyConstraint(["search_id"], ["searches.id"], name="fk_matches_search_id"),
    )
    op.create_index("ix_matches_search_id_told_at", "matches", ["search_id", "told_at"])
    op.create_index("ix_matches_creator_id", "matches", ["creator_id"])


def _make_kept(table: str, *columns: "sa.Column[int] | sa.Column[str]") -> None:
    op.create_table(
        table,
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("account_id", sa.String(40), nullable=False),
        sa.Column("client_id", sa.String(40)),
        sa.Column("name", sa.Text, nullable=False),
        *columns,
        *_dated(),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=f"fk_{table}_account_id"),
    )
    op.create_index(f"ix_{table}_account_id_updated_at", table, ["account_id", "updated_at", "id"])


def _dated() -> "tuple[sa.Column[int], ...]":
    names = ("version", "created_at", "updated_at")
    return tuple(sa.Column(name, sa.BigInteger, nullable=False) for name in names)
