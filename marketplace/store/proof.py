"""Is the ledger right? Everything is added up again, as it was at one moment, while others go on working."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from marketplace.programme.redeeming import Rate
from marketplace.store.database import Database
from marketplace.store.proof_queries import BROKEN, COUNTS, REDEEMED, SUMS

OF_EACH = 200
"""So many problems of one kind are told: where there are more, something is wrong with all."""

AT_ONCE = 1_000
Problem = dict[str, Any]


def proof_of(database: Database) -> Mapping[str, Any]:
    """What was found: how many transfers and wallets, what is in purses by currency, and the problems.

    Raises StoreUnavailable.
    """
    with database.reading() as connection:
        if connection.dialect.name == "postgresql":
            # all queries see one moment, and may take as long as they need
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        return {
            **next(_rows(connection, COUNTS)),
            "currencies": _sums(connection),
            "problems": [*problems_of(connection)],
        }


def problems_of(connection: Connection) -> Iterator[Problem]:
    """What does not add up, as a transaction sees it: the name of each problem, its creator and the numbers."""
    for name, query in BROKEN.items():
        yield from ({"problem": name, **one} for one in islice(_rows(connection, query), OF_EACH))
    yield from islice(_wrongly_reckoned(connection), OF_EACH)


def _wrongly_reckoned(connection: Connection) -> Iterator[Problem]:
    """Redemptions that are not what their own rate says."""
    for row in _rows(connection, REDEEMED):
        rate = Rate(
            diamonds_per_usd=row["diamonds_per_usd"],
            usd_per_unit=row["usd_per_unit"],
            currency=row["currency"],
            rates_of="",
        )
        if (due := rate.worth(row["diamonds"]).minor) != row["minor"]:
            found = {"redemption_id": row["id"], "diamonds": row["diamonds"], "minor": row["minor"], "due": due}
            yield {"problem": "wrongly_reckoned", "creator_id": row["creator_id"], **found}


def _sums(connection: Connection) -> Mapping[str, Mapping[str, int]]:
    """What is in the purses of all, in minor units."""
    found: dict[str, dict[str, int]] = {}
    for row in _rows(connection, SUMS):
        found.setdefault(row["currency"], {})[row["purse"]] = row["amount"]
    return found


def _rows(connection: Connection, query: str) -> Iterator[Problem]:
    """What a query finds, a little at a time; sums as whole numbers, which PostgreSQL gives as decimals."""
    options = {"stream_results": True, "max_row_buffer": AT_ONCE}
    with connection.execution_options(**options).exec_driver_sql(query) as result:
        for row in result.mappings():
            yield {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str) else int(value)
