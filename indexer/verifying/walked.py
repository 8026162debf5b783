"""Whom have the markets that were walked so far? Nobody may be in two."""

from __future__ import annotations

from collections.abc import Sequence

import orjson

from indexer.verifying.rows import Rows
from marketplace.creators.creator import tie_of

SCHEMA = "CREATE TABLE walked (tie INTEGER PRIMARY KEY, market TEXT)"


class Walked:
    """The creators of a run by their tie, on disk; two ids may share one, so whoever is told is looked up."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, market: str, ids: Sequence[str]) -> list[str]:
        """Take in creators of a market; those of them whom another market seems to have."""
        ties = {tie_of(one): one for one in ids}
        asked = "SELECT tie FROM walked WHERE tie IN (SELECT value FROM json_each(?)) AND market != ?"
        suspects = [ties[tie] for (tie,) in self._rows.do(asked, orjson.dumps(list(ties)).decode(), market)]
        self._rows.do_each("INSERT OR REPLACE INTO walked VALUES (?, ?)", [(tie, market) for tie in ties])
        return suspects
