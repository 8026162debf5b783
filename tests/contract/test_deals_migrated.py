"""Does the schema of deals come and go without harm to what was there before?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from sqlalchemy import Connection, inspect, text

from marketplace.store.address import address
from marketplace.store.connecting import engine_of
from marketplace.store.overlays import SqlOverlays
from marketplace.store.records import SqlRecords
from marketplace.store.schema import alembic_of, version_of
from tests.bargains import Bargain, euros
from tests.databases import Databases

DEALS = {"campaigns", "proposals", "collaborations", "messages", "history", "payments"}
BEFORE = {"accounts", "keys", "audit", "claims", "blocks", "hidings", "overlays", "overlay_counter"}
BLOCK = "INSERT INTO blocks (creator_id, account_id, at) VALUES ('c9', :account, 7)"


@contextmanager
def as_it_is(databases: Databases) -> Iterator[Connection]:
    """A database whatever its schema; what opens it otherwise brings it up first."""
    engine = engine_of(address(databases.url), wait_seconds=60)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def take_back(databases: Databases) -> None:
    """Bring it to the schema before deals, and let nobody keep it open."""
    with databases(wait_seconds=60).writing() as connection:
        command.downgrade(alembic_of(connection), "0003")
    databases.close()


def rows(connection: Connection) -> dict[str, int]:
    """How many there are of what was there before deals."""
    return {name: int(connection.scalar(text(f"SELECT count(*) FROM {name}")) or 0) for name in BEFORE}


def peopled(databases: Databases) -> Bargain:
    """A database with all that could be kept before deals."""
    bargain = Bargain(SqlRecords(databases(wait_seconds=60)))
    SqlOverlays(databases(wait_seconds=60)).change("c7", {"hidden": True})
    with databases(wait_seconds=60).writing() as connection:
        connection.execute(text(BLOCK), {"account": bargain.brand.account.id})
    return bargain


def test_going_up_to_deals_keeps_what_was_there(databases: Databases) -> None:
    bargain = peopled(databases)
    take_back(databases)
    with as_it_is(databases) as connection:
        before = rows(connection)
        assert version_of(connection) == "0003"

    for one in (bargain.brand, bargain.creator, bargain.operator):
        assert bargain.office.accounts.get(one.account.id) == one.account
    with bargain.records.reading() as records:
        assert records.keys.get(bargain.brand.key.id) == bargain.brand.key
        assert records.blocks.is_blocked({"c9", "c1"}, bargain.brand.account.id) == {"c9"}
    assert SqlOverlays(databases()).of(["c7"])["c7"].fields == {"hidden": True}
    with as_it_is(databases) as connection:
        assert rows(connection) == before
        assert set(inspect(connection).get_table_names()) >= DEALS
    assert bargain.collaboration().payment.reserved == euros(100)


def test_going_back_forgets_deals_and_nothing_else(databases: Databases) -> None:
    bargain = peopled(databases)
    begun = bargain.cancel(bargain.submit(bargain.collaboration()), by=bargain.creator)
    bargain.deals.talk.write(begun.id, "Hello", by=bargain.brand)
    bargain.draft()
    with as_it_is(databases) as connection:
        before = rows(connection)
    take_back(databases)

    with as_it_is(databases) as connection:
        assert not set(inspect(connection).get_table_names()) & DEALS
        assert rows(connection) == before
    assert [bargain.page(kind) for kind in ("campaigns", "proposals", "collaborations")] == [[], [], []]
    assert bargain.office.accounts.get(bargain.brand.account.id) == bargain.brand.account
    assert bargain.history(begun.id) == []
    assert bargain.collaboration().version == 1
