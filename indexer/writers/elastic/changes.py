"""How is what is published in Elasticsearch changed? Document by document, in an order that shows nobody twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from elasticsearch import Elasticsearch

from indexer.changes import Edit
from indexer.standing import Standing, Stored
from indexer.state import SyncState, state_to_json
from indexer.writers.elastic.holding import Holding
from indexer.writers.elastic.reading import Reading
from indexer.writers.sender import Senders, side_by_side
from marketplace.creators.creator import Profile, Ready
from marketplace.elastic import builds, editing
from marketplace.elastic.published import read_live
from marketplace.elastic.vocabulary import Vocabulary
from marketplace.errors import SyncError

DOCUMENTS_A_REQUEST = 500
"""Each request leaves a segment at the next refresh, each segment some 20 ms of a processor: few requests are cheap,
and those of two batches keep a node busy that one large request leaves idle."""

BATCHES_AT_ONCE = 3
"""Written while the next one is looked up; a node with two cores does two."""

STATES_AT_ONCE = 10
"""As many as the client has connections: the node that keeps states takes those that come together in one step."""

Written = tuple[Ready, object]
"""A creator and the place where it was read."""


class ElasticChanges:
    """Changes of the indices under a prefix; batches are written beside each other, and beside who looks up the next.

    They may be: none has an id of another, since whoever asks what stands of a changed creator commits before.
    """

    def __init__(
        self, client: Elasticsearch, prefix: str, *, holding: Holding, vocabulary: Vocabulary, reading: Reading
    ) -> None:
        self._client = client
        self._prefix = prefix
        self._holding = holding
        self._vocabulary = vocabulary
        self._reading = reading
        live = read_live(client, prefix).own
        self._aliases: Mapping[str, str] = live.aliases
        # a sync that was cut off may have left who is only hidden, and what is not seen yet
        for index in live.indices.values():
            editing.finish_moves(client, index)
            if index.replaced:  # as another release told, which has gone back to this one: `prune` must leave it again
                builds.keep_state(client, str(index.name), state=index.state)
        editing.refresh(client, self._aliases.values())
        self._touched: set[str] = set()
        self._senders = Senders(BATCHES_AT_ONCE)
        self._closed = False

    def standing(self, ids: Sequence[str], *, likely: str | None = None) -> Mapping[str, Standing]:
        """See `Changes.standing`."""
        first = self._aliases.get(likely) if likely else None
        return self._reading.standing(ids, aliases=self._aliases.values(), first=first)

    def profiles(self, shown: Mapping[str, Stored]) -> Mapping[str, Profile]:
        """See `Changes.profiles`."""
        return self._reading.profiles(shown)

    def apply(self, edits: Sequence[Edit]) -> None:
        """See `Changes.apply`.

        The batch is on its way then: what goes wrong with it is raised by a later call, by `commit` at the latest.
        First what hides and ends profiles is kept, then they go from where they were, then they come to where they
        are, and what hid them is forgotten last: cut off anywhere, each profile is still somewhere or in the feed.
        """
        markets = {one.after.shown.market for one in edits if one.ready and one.after.shown}
        self._check(markets)
        self._holding.renew()
        self._touched |= {self._aliases[market] for market in markets}
        self._senders.send(partial(self._apply, edits))

    def _apply(self, edits: Sequence[Edit]) -> None:
        """What waited for a node that hung must not go on beside whoever changes the index by then."""
        for step in (self._withhold_first, self._remove, self._write, self._withhold_last):
            if not self._closed:
                step(edits)

    def commit(self, states: Sequence[SyncState] = ()) -> None:
        """See `Changes.commit`; no state is kept before all is written and seen that was applied."""
        self._senders.settle()
        if self._touched:
            editing.refresh(self._client, sorted(self._touched))
            self._touched.clear()
        if states:
            self._holding.confirm()
        live = read_live(self._client, self._prefix).own.indices if states else {}
        kept = [(str(live[one.market].name), state_to_json(one)) for one in states if one.market in live]
        keeping = [partial(builds.keep_state, self._client, index, state=state) for index, state in kept]
        side_by_side(keeping, at_once=STATES_AT_ONCE)

    def close(self) -> None:
        """Wait for what is on its way and nobody commits: whoever changes the index next must find it there."""
        self._closed = True
        self._senders.close()

    def _withhold_first(self, edits: Sequence[Edit]) -> None:
        self._reading.withhold({one.id: one.after.withheld for one in edits if one.withholds and not one.ready})

    def _withhold_last(self, edits: Sequence[Edit]) -> None:
        self._reading.withhold({one.id: one.after.withheld for one in edits if one.withholds and one.ready})

    def _remove(self, edits: Sequence[Edit]) -> None:
        """Seen to be gone before they can be seen elsewhere."""
        by_market: dict[str, dict[str, object]] = {}
        for one in edits:
            if lost := one.lost_by:
                by_market.setdefault(lost.market, {})[one.id] = lost.place
        for market, places in by_market.items():
            editing.remove(self._client, self._aliases[market], places=places)
        editing.refresh(self._client, [self._aliases[market] for market in by_market])

    def _write(self, edits: Sequence[Edit]) -> None:
        by_market: dict[str, list[Written]] = {}
        for one in edits:
            if one.ready:
                assert one.after.shown
                by_market.setdefault(one.after.shown.market, []).append((one.ready, one.place))
        self._vocabulary.keep([ready for some in by_market.values() for ready, _ in some])
        if by_market:
            self._vocabulary.make_visible()
        parts = [(self._aliases[market], part) for market, some in by_market.items() for part in _parts(some)]
        side_by_side([partial(editing.write, self._client, alias, creators=part) for alias, part in parts])

    def _check(self, markets: set[str]) -> None:
        """Raise SyncError before anything is written, where not all can be."""
        for market in sorted(markets):
            if market not in self._aliases:
                raise SyncError(f"{market} is not published by this release: sync it first")


def _parts(some: Sequence[Written]) -> Iterator[Sequence[Written]]:
    for start in range(0, len(some), DOCUMENTS_A_REQUEST):
        yield some[start : start + DOCUMENTS_A_REQUEST]
