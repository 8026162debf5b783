"""Which tables are there? The newest schema; how a database gets there is in `migrations`."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

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

ACCOUNTS = Table(
    "accounts",
    METADATA,
    Column("id", String(40), primary_key=True),
    Column("role", String(16), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("creator_id", String(64), unique=True),
    Column("clients", Text, nullable=False),  # a JSON list of objects with id and name
    Column("email", Text),
    Column("language", String(16), nullable=False),
    Column("status", String(16), nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("created_at", BigInteger, nullable=False),  # here and below: microseconds since 1970
    Column("updated_at", BigInteger, nullable=False),
)

KEYS = Table(
    "keys",
    METADATA,
    Column("id", String(40), primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("scopes", Text, nullable=False),  # separated by spaces
    Column("client_id", String(40)),
    Column("digest", LargeBinary, nullable=False),
    Column("signing_key", LargeBinary, nullable=False),  # encrypted
    Column("expires_at", BigInteger),
    Column("last_used_at", BigInteger),
    Column("revoked_at", BigInteger),
    Column("version", BigInteger, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    Index("ix_keys_account_id_id", "account_id", "id"),
)

AUDIT = Table(
    "audit",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("action", String(40), nullable=False),
    Column("account_id", String(40), nullable=False),
    Column("key_id", String(40)),
    Column("actor_account_id", String(40)),
    Column("actor_key_id", String(40)),
    Column("acting_user", Text),
    Column("detail", Text, nullable=False),
    Index("ix_audit_account_id_id", "account_id", "id"),
)

CLAIMS = Table(
    "claims",
    METADATA,
    Column("account_id", String(40), primary_key=True),
    Column("client_id", String(40), primary_key=True),  # empty where there is none
    Column("asked", String(255), primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("body_hash", LargeBinary, nullable=False),
    Column("claimed_at", BigInteger, nullable=False, index=True),
    Column("status", Integer),  # here and below: of the answer, when there is one
    Column("body", LargeBinary),
    Column("location", Text),
    Column("etag", Text),
)

BLOCKS = Table(
    "blocks",
    METADATA,
    Column("creator_id", String(64), primary_key=True),
    Column("account_id", String(40), primary_key=True),
    Column("at", BigInteger, nullable=False),
)
"""The accounts that a creator takes no proposals from; of any id, or it would be told which accounts there are."""

HIDINGS = Table(
    "hidings",
    METADATA,
    Column("creator_id", String(64), primary_key=True),
    Column("reason", String(16), primary_key=True),
    Column("at", BigInteger, nullable=False),
)
"""Why a creator is in no answer; as long as there is one reason the overlay says that it is hidden."""
