"""Which tables are there? The newest schema; how a database gets there is in `migrations`."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Integer, MetaData, String, Table, Text

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
    }
)
"""Every constraint has a name, so that a migration can speak of it on both databases."""

OVERLAYS = Table(
    "overlays",
    METADATA,
    Column("creator_id", String(64), primary_key=True),
    Column("version", BigInteger, nullable=False, unique=True),
    Column("fields", Text, nullable=False),  # a JSON object
    Column("changed_at", BigInteger, nullable=False),  # microseconds since 1970
)

OVERLAY_COUNTER = Table(
    "overlay_counter",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("value", BigInteger, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)
"""Its one row holds the version that was taken last."""
