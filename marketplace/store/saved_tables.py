"""Which tables need lists and saved searches? What an account keeps, and which creators are in it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text

from marketplace.store.deal_tables import CREATOR, ID, STATE
from marketplace.store.packing import Json
from marketplace.store.tables import METADATA


def _kept(table: str) -> tuple[Column[str] | Column[int] | Index, ...]:
    return (
        Column("id", ID, primary_key=True),
        Column("account_id", ForeignKey("accounts.id"), nullable=False),
        Column("client_id", ID),
        Column("name", Text, nullable=False),
        Column("version", BigInteger, nullable=False),
        Column("created_at", BigInteger, nullable=False),
        Column("updated_at", BigInteger, nullable=False),
        Index(f"ix_{table}_account_id_updated_at", "account_id", "updated_at", "id"),
    )


LISTS = Table("lists", METADATA, *_kept("lists"), Column("size", Integer, nullable=False))

LISTED = Table(
    "listed",
    METADATA,
    Column("list_id", ForeignKey("lists.id"), primary_key=True),
    Column("creator_id", CREATOR, primary_key=True),
    Column("place", BigInteger, nullable=False),  # in the order of their coming
    Column("note", Text),
    Column("added_at", BigInteger, nullable=False),
    Index("ix_listed_list_id_place", "list_id", "place"),
    Index("ix_listed_creator_id", "creator_id"),
)
"""The creators of a list."""

SEARCHES = Table(
    "searches",
    METADATA,
    *_kept("searches"),
    Column("query", Json, nullable=False),  # as it was asked
    Column("alert", STATE, nullable=False),
    Column("last_run_at", BigInteger),
    Column("alert_at", BigInteger, nullable=False),  # when it may be told of next; far away while it is off
    Index("ix_searches_alert_at", "alert_at", "id"),
)

MATCHES = Table(
    "matches",
    METADATA,
    Column("search_id", ForeignKey("searches.id"), primary_key=True),
    Column("creator_id", CREATOR, primary_key=True),
    Column("told_at", BigInteger),  # nothing while it is still to be told
    Index("ix_matches_search_id_told_at", "search_id", "told_at"),
    Index("ix_matches_creator_id", "creator_id"),
)
"""The creators that a search is known to find: of those the account is told once, or it knew them before."""

MARKS = Table(
    "marks",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("value", BigInteger, nullable=False),
)
"""Up to where changes of creators were looked at, by market; and of overlays."""
