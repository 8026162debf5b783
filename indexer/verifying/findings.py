"""Which creators of a market are wrong, and in which way? Kept until they are mended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import orjson

from indexer.verifying.comparison import FAULTS, WAYS, Differing
from indexer.verifying.rows import Rows

SCHEMA = "CREATE TABLE found (id TEXT PRIMARY KEY, way TEXT) WITHOUT ROWID"


class Findings:
    """What was found so far: each creator in one way, the first."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self.differing = dict.fromkeys(WAYS, Differing())

    def add(self, way: str, ids: Sequence[str]) -> None:
        """Note that these differ in a way."""
        self.differing[way] = self.differing[way].with_ids(ids)
        self._rows.do_each("INSERT OR IGNORE INTO found VALUES (?, ?)", [(one, way) for one in ids])

    def known(self, ids: Sequence[str]) -> set[str]:
        """Those of these creators who differ in any way."""
        asked = "SELECT id FROM found WHERE id IN (SELECT value FROM json_each(?))"
        return {one for (one,) in self._rows.do(asked, orjson.dumps(ids).decode())}

    def is_wrong(self, creator_id: str) -> bool:
        """Whether a creator is to be mended."""
        return bool(self._rows.do("SELECT 1 FROM found WHERE id = ? AND way != 'behind'", creator_id))

    def wrong(self) -> Iterator[dict[str, str]]:
        """All who are to be mended, with the way in which they are wrong, many at a time."""
        assert "behind" not in FAULTS
        for some in self._rows.walk("SELECT id, way FROM found WHERE way != 'behind' ORDER BY id"):
            yield dict(some)
