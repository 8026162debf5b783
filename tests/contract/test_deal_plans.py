"""Is every list of deals found by an index that has its order? Asked of both databases' planners."""

from __future__ import annotations

from itertools import product

import pytest
from sqlalchemy import Connection, insert, text

from marketplace.deals.asking import Order, Place, Sight, Wanted
from marketplace.store.deal_tables import CAMPAIGNS, COLLABORATIONS, PROPOSALS
from marketplace.store.listing import page_of, seen_in
from marketplace.store.tables import ACCOUNTS
from tests.databases import Databases

MANY = 3_000
SIGHTS = (Sight(account_id="a1"), Sight(account_id="a1", client_id="k1"), Sight(creator_id="c1"), Sight())
FILTERS: tuple[dict[str, str], ...] = ({}, {"status": "sent"}, {"campaign_id": "m1"}, {"creator_id": "c1"})
AFTER = (None, Place(MANY // 2, "p"))


@pytest.fixture
def filled(databases: Databases) -> Databases:
    """So many proposals that a planner would rather not read them all, and that it knows of."""
    with databases().writing() as connection:
        fill(connection)
        connection.execute(text("ANALYZE"))
    return databases


def fill(connection: Connection) -> None:
    """Proposals of three accounts, fifty campaigns and a thousand creators."""
    dated = {"version": 1, "created_at": 0, "updated_at": 0}
    account = {"role": "brand", "name": "", "clients": "[]", "language": "en", "status": "active", **dated}
    connection.execute(insert(ACCOUNTS), [{"id": f"a{n}", **account} for n in range(3)])
    campaign = {"title": "", "brand": "", "markets": [], "budget": {}, "budget_accepted": {}, "deliverables": []}
    numbers = {"usage_rights_days": 0, "ad_code_days": 0, "response_deadline_hours": 24, "status": "draft", "due": 0}
    connection.execute(
        insert(CAMPAIGNS),
        [{"id": f"m{n}", "account_id": f"a{n % 3}", **campaign, **numbers, **dated} for n in range(50)],
    )
    proposal = {"turn": "sent", "terms": [], "response_hours": 24, "extended": False, "version": 1, "created_at": 0}
    connection.execute(insert(PROPOSALS), [{**proposal, **row(n)} for n in range(MANY)])


def row(n: int) -> dict[str, object]:
    """What differs from one proposal to the next."""
    return {
        "id": f"p{n}",
        "campaign_id": f"m{n % 50}",
        "account_id": f"a{n % 50 % 3}",
        "client_id": f"k{n % 7}",
        "creator_id": f"c{n % 1_000}",
        "status": ("expired", "sent", "withdrawn")[n % 3] if n >= 1_000 else "expired",
        "due": n,
        "updated_at": n,
    }


def plan(connection: Connection, wanted: Wanted) -> str:
    """How a database would find a page."""
    asked = page_of(PROPOSALS, wanted, *seen_in(PROPOSALS, wanted.sight))
    compiled = asked.compile(connection.engine, compile_kwargs={"literal_binds": True})
    how = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
    return "\n".join(str(one) for one in connection.execute(text(f"{how} {compiled}".replace(":", "\\:"))))


def test_no_list_of_proposals_is_read_whole_or_sorted(filled: Databases) -> None:
    with filled().reading() as connection:
        for sight, filters, order, after in product(SIGHTS, FILTERS, Order, AFTER):
            wanted = Wanted(sight=sight, filters=filters, order=order, after=after, limit=21)
            told = plan(connection, wanted)
            assert "Seq Scan" not in told, (wanted, told)
            assert "SCAN proposals\n" not in f"{told}\n".replace("')", ""), (wanted, told)


def test_the_lists_of_one_owner_are_in_the_order_of_an_index(filled: Databases) -> None:
    with filled().reading() as connection:
        for sight, order in product((Sight(account_id="a1"), Sight(creator_id="c1"), Sight()), Order):
            told = plan(connection, Wanted(sight=sight, order=order, limit=21))
            assert "TEMP B-TREE" not in told, (sight, order, told)


def test_every_table_of_deals_has_an_index_for_each_order_of_its_owners() -> None:
    for table in (CAMPAIGNS, PROPOSALS, COLLABORATIONS):
        columns = {tuple(column.name for column in one.columns) for one in table.indexes}
        for way in ("updated_at", "due"):
            assert {("account_id", way, "id"), (way, "id")} <= columns
