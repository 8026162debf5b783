"""Which schema begins it all? What the marketplace says of creators above their feeds, and the counter of versions."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make both tables, and the counter's one row."""
    op.create_table(
        "overlays",
        sa.Column("creator_id", sa.String(64), nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("fields", sa.Text, nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("creator_id", name="pk_overlays"),
        sa.UniqueConstraint("version", name="uq_overlays_version"),
    )
    counter = op.create_table(
        "overlay_counter",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("value", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_overlay_counter"),
        sa.CheckConstraint("id = 1", name="ck_overlay_counter_one_row"),
    )
    op.bulk_insert(counter, [{"id": 1, "value": 0}])


def downgrade() -> None:
    """Forget all overlays."""
    op.drop_table("overlay_counter")
    op.drop_table("overlays")
