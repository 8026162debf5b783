"""What do creators and operators say of a creator? Whom a creator blocks, and why a creator is hidden."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make both tables; who is hidden already was hidden by an operator at the console."""
    op.create_table(
        "blocks",
        sa.Column("creator_id", sa.String(64), nullable=False),
        sa.Column("account_id", sa.String(40), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("creator_id", "account_id", name="pk_blocks"),
    )
    hidings = op.create_table(
        "hidings",
        sa.Column("creator_id", sa.String(64), nullable=False),
        sa.Column("reason", sa.String(16), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("creator_id", "reason", name="pk_hidings"),
    )
    names = ("creator_id", "fields", "changed_at")
    overlays = sa.table("overlays", *(sa.column(name) for name in names))
    hidden = sa.select(overlays.c.creator_id, sa.literal("operator"), overlays.c.changed_at).where(
        overlays.c.fields.cast(sa.Text).contains('"hidden":true')
    )
    op.execute(sa.insert(hidings).from_select(["creator_id", "reason", "at"], hidden))


def downgrade() -> None:
    """Forget both."""
    for table in ("hidings", "blocks"):
        op.drop_table(table)
