"""What do the earnings of Creator Next need? A ledger that is only ever added to, and what follows from it."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

TABLES = ("payouts", "withdrawals", "redemptions", "balances", "wallets", "transfers", "fund_months", "viewed")


def upgrade() -> None:
    """Make the tables."""
    _make_fund()
    _make_transfers()
    _make_wallets()
    _make_redemptions()
    _make_withdrawals()
    _make_payouts()
    _keep_what_was_written()


def downgrade() -> None:
    """Forget them all."""
    for table in TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION only_added()")


def _make_fund() -> None:
    op.create_table(
        "viewed",
        sa.Column("creator_id", sa.String(64), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("creator_id", "month", name="pk_viewed"),
    )
    op.create_index("ix_viewed_due_at", "viewed", ["due_at"])
    op.create_table(
        "fund_months",
        sa.Column("creator_id", sa.String(64), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("market", sa.String(2), nullable=False),
        sa.Column("views", sa.BigInteger, nullable=False),
        sa.Column("minor", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.String(8), nullable=False),
        sa.Column("payable_at", sa.BigInteger, nullable=False),
        sa.Column("released", sa.Boolean, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("creator_id", "month", name="pk_fund_months"),
    )
    _index_where("ix_fund_months_payable_at", table="fund_months", columns=["payable_at"], where="NOT released")


def _make_transfers() -> None:
    op.create_table(
        "transfers",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("creator_id", sa.String(64), nullable=False),
        sa.Column("market", sa.String(2), nullable=False),
        sa.Column("entry", sa.String(24), nullable=False),
        sa.Column("feature", sa.String(24)),
        sa.Column("debit", sa.String(100), nullable=False),
        sa.Column("credit", sa.String(100), nullable=False),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.String(8), nullable=False),
        sa.Column("reason", sa.String(128), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("posted_at", sa.BigInteger, nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_transfers"),
    )
    op.create_index("ix_transfers_creator_id_number", "transfers", ["creator_id", "number"])
    op.create_index("ix_transfers_month", "transfers", ["month", "market"])
    op.create_index("ix_transfers_reason", "transfers", ["reason"])


def _make_wallets() -> None:
    op.create_table(
        "wallets",
        sa.Column("creator_id", sa.String(64), nullable=False),
        sa.Column("live_milli", sa.BigInteger, nullable=False),
        sa.Column("video_milli", sa.BigInteger, nullable=False),
        *_dated(),
        sa.PrimaryKeyConstraint("creator_id", name="pk_wallets"),
    )
    op.create_table(
        "balances",
        sa.Column("creator_id", sa.String(64), nullable=False),
        sa.Column("purse", sa.String(24), nullable=False),
        sa.Column("currency", sa.String(8), nullable=False),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("creator_id", "purse", "currency", name="pk_balances"),
    )


def _make_redemptions() -> None:
    op.create_table(
        "redemptions",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("creator_id", sa.String(64), nullable=False),
        sa.Column("diamonds", sa.BigInteger, nullable=False),
        sa.Column("minor", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.String(8), nullable=False),
        sa.Column("diamonds_per_usd", sa.BigInteger, nullable=False),
        sa.Column("usd_per_unit", sa.String(40), nullable=False),
        sa.Column("rates_of", sa.String(10), nullable=False),
        *_dated(),
        sa.PrimaryKeyConstraint("id", name="pk_redemptions"),
    )
    op.create_index("ix_redemptions_creator_id_id", "redemptions", ["creator_id", "id"])


def _make_withdrawals() -> None:
    op.create_table(
        "withdrawals",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("creator_id", sa.String(64), nullable=False),
        sa.Column("minor", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.String(8), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("payout_account", sa.Text, nullable=False),
        sa.Column("failure", sa.Text),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("next_at", sa.BigInteger, nullable=False),
        *_dated(),
        sa.PrimaryKeyConstraint("id", name="pk_withdrawals"),
    )
    op.create_index("ix_withdrawals_creator_id_day", "withdrawals", ["creator_id", "day"])
    op.create_index("ix_withdrawals_creator_id_id", "withdrawals", ["creator_id", "id"])
    _index_where(
        "ix_withdrawals_next_at",
        table="withdrawals",
        columns=["next_at"],
        where="state IN ('requested', 'processing')",
    )


def _make_payouts() -> None:
    op.create_table(
        "payouts",
        sa.Column("withdrawal_id", sa.String(40), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("minor", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.String(8), nullable=False),
        sa.Column("payout_account", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("withdrawal_id", name="pk_payouts"),
    )


def _keep_what_was_written() -> None:
    """Let the database itself refuse to change what is in the ledger."""
    refused = "the ledger is only ever added to: correct it by another transfer"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION only_added() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{refused}'; END $$"
        )
        op.execute(
            "CREATE TRIGGER only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON transfers "
            "FOR EACH STATEMENT EXECUTE FUNCTION only_added()"
        )
        return
    for action in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER only_added_{action.lower()} BEFORE {action} ON transfers "
            f"BEGIN SELECT RAISE(ABORT, '{refused}'); END"
        )


def _index_where(name: str, *, table: str, columns: list[str], where: str) -> None:
    """An index of some rows only."""
    op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def _dated() -> "tuple[sa.Column[int], ...]":
    return tuple(sa.Column(name, sa.BigInteger, nullable=False) for name in ("version", "created_at", "updated_at"))
