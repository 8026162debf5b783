"""What do accounts need? Accounts, their keys, what was done to both, and which idempotency keys were used."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the four tables."""
    op.create_table(
        "accounts",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("creator_id", sa.String(64)),
        sa.Column("clients", sa.Text, nullable=False),
        sa.Column("email", sa.Text),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.UniqueConstraint("creator_id", name="uq_accounts_creator_id"),
    )
    op.create_index("ix_accounts_role", "accounts", ["role"])
    _make_keys()
    _make_audit()
    _make_claims()


def downgrade() -> None:
    """Forget all accounts and keys."""
    for table in ("claims", "audit", "keys", "accounts"):
        op.drop_table(table)


def _make_keys() -> None:
    op.create_table(
        "keys",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("account_id", sa.String(40), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("scopes", sa.Text, nullable=False),
        sa.Column("client_id", sa.String(40)),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("signing_key", sa.LargeBinary, nullable=False),
        sa.Column("expires_at", sa.BigInteger),
        sa.Column("last_used_at", sa.BigInteger),
        sa.Column("revoked_at", sa.BigInteger),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_keys"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_keys_account_id"),
    )
    op.create_index("ix_keys_account_id_id", "keys", ["account_id", "id"])


def _make_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("account_id", sa.String(40), nullable=False),
        sa.Column("key_id", sa.String(40)),
        sa.Column("actor_account_id", sa.String(40)),
        sa.Column("actor_key_id", sa.String(40)),
        sa.Column("acting_user", sa.Text),
        sa.Column("detail", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_account_id_id", "audit", ["account_id", "id"])


def _make_claims() -> None:
    op.create_table(
        "claims",
        sa.Column("account_id", sa.String(40), nullable=False),
        sa.Column("client_id", sa.String(40), nullable=False),
        sa.Column("asked", sa.String(255), nullable=False),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("body_hash", sa.LargeBinary, nullable=False),
        sa.Column("claimed_at", sa.BigInteger, nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("body", sa.LargeBinary),
        sa.Column("location", sa.Text),
        sa.Column("etag", sa.Text),
        sa.PrimaryKeyConstraint("account_id", "client_id", "asked", "key", name="pk_claims"),
    )
    op.create_index("ix_claims_claimed_at", "claims", ["claimed_at"])
