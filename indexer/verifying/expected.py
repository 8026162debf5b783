"""Which creators must an index hold by a market's feed? Their versions, kept on disk by bucket."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import orjson

from indexer.seen import Outcome, Seen
from indexer.standing import Withheld
from indexer.verifying.buckets import bucket_of
from indexer.verifying.rows import Rows
from marketplace.creators.creator import Ready, Version

SCHEMA = (
    "CREATE TABLE expected (id TEXT PRIMARY KEY, bucket INTEGER, updated_at INTEGER, digest TEXT, overlay INTEGER,"
    " hidden INTEGER, met INTEGER) WITHOUT ROWID"
)
COLUMNS = "id, updated_at, digest, overlay, hidden"


@dataclass(frozen=True)
class Wanted:
    """How a creator must be there: in which version, with which overlay, shown or hidden."""

    version: Version
    overlay: int
    hidden: bool

    @property
    def age(self) -> tuple[Version, int]:
        """Of two the greater one is the newer."""
        return self.version, self.overlay


class Expected:
    """The `Target` of an intake that keeps what a build would hold, but for the creators themselves."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def write(self, creators: Sequence[Ready]) -> None:
        """See `Target.write`."""
        self._keep([(one.id, Wanted(one.version, one.overlay, False)) for one in creators])

    def remove(self, ids: Sequence[str]) -> None:
        """See `Target.remove`."""
        self._rows.do_each("DELETE FROM expected WHERE id = ?", [(one,) for one in ids])

    def withhold(self, withheld: Mapping[str, Withheld]) -> None:
        """See `Target.withhold`."""
        hidden = {one: what.hidden for one, what in withheld.items() if what.hidden}
        self._keep([(one, Wanted(profile.version, profile.overlay, True)) for one, profile in hidden.items()])

    def settle(self, seen: Seen) -> None:
        """Forget the hidden ones whom the feed told to have left since."""
        for some in list(self._rows.walk("SELECT id FROM expected WHERE hidden")):
            found = seen.find([one for (one,) in some])
            self.remove([one for one, sighting in found.items() if sighting.outcome is Outcome.DELETED])

    def count(self) -> int:
        """How many must be shown."""
        ((count,),) = self._rows.do("SELECT count(*) FROM expected WHERE NOT hidden")
        return int(count)

    def find(self, ids: Sequence[str]) -> dict[str, Wanted]:
        """How those of these creators must be there who must."""
        asked = f"SELECT {COLUMNS} FROM expected WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608
        return dict(map(_wanted, self._rows.do(asked, orjson.dumps(ids).decode())))

    def shown(self) -> Iterator[list[tuple[str, Wanted]]]:
        """All who must be shown, many at a time."""
        for some in self._rows.walk(f"SELECT {COLUMNS} FROM expected WHERE NOT hidden"):  # noqa: S608
            yield list(map(_wanted, some))

    def meet(self, ids: Sequence[str]) -> None:
        """Note that these were met."""
        self._rows.do_each("UPDATE expected SET met = 1 WHERE id = ?", [(one,) for one in ids])

    def unmet(self, buckets: Collection[int], *, hidden: bool) -> Iterator[list[tuple[str, Wanted]]]:
        """Those of these buckets who were not met."""
        asked = (
            f"SELECT {COLUMNS} FROM expected WHERE NOT met AND hidden = ?"  # noqa: S608
            " AND bucket IN (SELECT value FROM json_each(?)) ORDER BY id"
        )
        for some in self._rows.walk(asked, hidden, orjson.dumps(sorted(buckets)).decode()):
            yield list(map(_wanted, some))

    def _keep(self, found: Sequence[tuple[str, Wanted]]) -> None:
        rows = [(one, bucket_of(one), *wanted.version, wanted.overlay, wanted.hidden) for one, wanted in found]
        self._rows.do_each("INSERT OR REPLACE INTO expected VALUES (?, ?, ?, ?, ?, ?, 0)", rows)


def _wanted(row: tuple[str, int, str, int, int]) -> tuple[str, Wanted]:
    creator_id, updated_at, digest, overlay, hidden = row
    return creator_id, Wanted(Version(updated_at, digest), overlay, bool(hidden))
