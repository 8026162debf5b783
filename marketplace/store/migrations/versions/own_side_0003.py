"""What do creators and operators say of a creator? Whom a creator blocks, and why a creator is hidden."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "blocks",
        sa.Column("creator_id", sa.String(64), nullable=False),
        sa.Column("account_id", sa.String(40), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("creator_id", "account_id", name="pk_blocks"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_blocks_account_id"),
    )
    op.create_table(
        "hidings",
        sa.Column("creator_id", sa.String(64), nullable=False),
        sa.Column("reason", sa.String(16), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("creator_id", "reason", name="pk_hidings"),
    )


def downgrade() -> None:
    """Forget both."""
    for table in ("hidings", "blocks"):
        op.drop_table(table)
