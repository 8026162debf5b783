"""How does a market's new data get into the embedded index? In one commit."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import orjson
import tantivy

from indexer.ports import Takeover
from indexer.standing import Withheld, withheld_to_json
from indexer.state import SyncState, state_to_json
from indexer.writers.embedded.errors import translated
from marketplace.creators.creator import Ready
from marketplace.embedded.clauses import every, keyword, keywords
from marketplace.embedded.document import (
    build_document,
    build_id,
    state_document,
    state_id,
    withheld_document,
    withheld_id,
)


class EmbeddedBuild:
    """One market's new data, in a writer that commits once.

    `name` is that of the build, `states` tells what is published, `committed` hears of the commit.
    """

    def __init__(
        self,
        writer: tantivy.IndexWriter,
        market: str,
        *,
        name: str,
        states: Callable[[], Mapping[str, SyncState]],
        committed: Callable[[], None],
    ) -> None:
        self._writer = writer
        self._market = market
        self._name = name
        self._states = states
        self._committed = committed
        self._count = 0
        self._withheld: dict[str, Withheld] = {}
        with translated():
            # what a killed or failed build left would fill the disk for ever
            writer.garbage_collect_files()
            writer.delete_documents_by_query(keyword("market", market))

    def write(self, creators: Sequence[Ready]) -> None:
        """See `Build.write`."""
        with translated():
            for one in creators:
                self._writer.add_json(one.body)
        self._count += len(creators)

    def remove(self, ids: Sequence[str]) -> None:
        """See `Build.remove`."""
        with translated():
            for one in ids:
                # of another market too there may be one of this id, which is not this build's
                mine = [keyword("market", self._market), keyword("id", one)]
                self._writer.delete_documents_by_query(every(mine))
        self._count -= len(ids)

    def withhold(self, withheld: Mapping[str, Withheld]) -> None:
        """See `Build.withhold`."""
        self._withheld.update(withheld)
        with translated():
            withhold(self._writer, withheld)

    def count(self) -> int:
        """See `Build.count`; nothing can be counted before the commit that publishes, so what is written is."""
        return self._count

    def prepare(self) -> None:
        """See `Build.prepare`; there is nothing."""

    def publish(self, state: SyncState, takeover: Takeover) -> None:
        """See `Build.publish`; all of it in one commit."""
        lost = [
            replace(old, fingerprint="", creators=old.creators - len(takeover.ids[market]))
            for market, old in self._states().items()
            if market in takeover.ids
        ]
        with translated():
            for market, ids in takeover.ids.items():
                moved = [keyword("market", market), keywords("id", ids)]
                self._writer.delete_documents_by_query(every(moved))
            withhold(self._writer, {one: self._released(one, what) for one, what in takeover.released.items()})
            keep_states(self._writer, (state, *lost))
            self._writer.delete_documents_by_term("id", build_id(self._market))
            self._writer.add_document(build_document(self._market, self._name))
            self._writer.commit()
            self._committed()

    def _released(self, creator_id: str, before: Withheld) -> Withheld:
        """What was told of one by this build stays, when nothing hides them any more."""
        return replace(self._withheld.get(creator_id, before), hidden=None)


def withhold(writer: tantivy.IndexWriter, withheld: Mapping[str, Withheld]) -> None:
    """Replace what is withheld of creators, and when that was told, in microseconds."""
    told_at = time.time_ns() // 1_000
    for one, what in withheld.items():
        writer.delete_documents_by_term("id", withheld_id(one))
        kept = {**withheld_to_json(what), "told_at": told_at}
        writer.add_document(withheld_document(one, orjson.dumps(kept)))


def keep_states(writer: tantivy.IndexWriter, states: Sequence[SyncState]) -> None:
    """Replace the states of markets."""
    for one in states:
        writer.delete_documents_by_term("id", state_id(one.market))
        writer.add_document(state_document(one.market, orjson.dumps(state_to_json(one))))
