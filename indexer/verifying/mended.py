"""What do the feed's records say of the creators who are to be mended? Kept on disk until all of the feed was read."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import orjson

from indexer.standing import Withheld
from indexer.verifying.rows import Rows
from marketplace.creators.creator import Creator, Profile, Ready

SCHEMA = "CREATE TABLE mended (id TEXT PRIMARY KEY, made BLOB) WITHOUT ROWID"

Made = Ready | Profile
"""A creator to be shown, or the profile of one who is hidden."""


class Mended:
    """The `Target` of an intake that keeps creators who are wrong, and nobody else."""

    def __init__(self, rows: Rows, is_wrong: Callable[[str], bool]) -> None:
        self._rows = rows
        self._is_wrong = is_wrong

    def making_ready(self, making: Callable[[Creator], Ready]) -> Callable[[Creator], Ready]:
        """What makes those ready who are wrong, and of the others the version alone."""

        def ready(creator: Creator) -> Ready:
            return making(creator) if self._is_wrong(creator.id) else Ready(creator.id, creator.version, None)

        return ready

    def write(self, creators: Sequence[Ready]) -> None:
        """See `Target.write`."""
        self._keep({one.id: one for one in creators if self._is_wrong(one.id)})

    def remove(self, ids: Sequence[str]) -> None:
        """See `Target.remove`."""
        self._rows.do_each("DELETE FROM mended WHERE id = ?", [(one,) for one in ids])

    def withhold(self, withheld: Mapping[str, Withheld]) -> None:
        """See `Target.withhold`."""
        self._keep({one: what.hidden for one, what in withheld.items() if what.hidden and self._is_wrong(one)})

    def find(self, ids: Sequence[str]) -> dict[str, Made]:
        """What was made of those of these creators who are in the feed."""
        asked = "SELECT id, made FROM mended WHERE id IN (SELECT value FROM json_each(?))"
        rows = self._rows.do(asked, orjson.dumps(ids).decode())
        return {one: pickle.loads(made) for one, made in rows}  # noqa: S301 # written by this process

    def _keep(self, made: Mapping[str, Any]) -> None:
        rows = [(one, pickle.dumps(what)) for one, what in made.items()]
        self._rows.do_each("INSERT OR REPLACE INTO mended VALUES (?, ?)", rows)
