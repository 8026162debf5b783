"""How does a market's new data get into Elasticsearch? Into an index of its own, published by one swap of aliases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from elasticsearch import Elasticsearch

from indexer.ports import Takeover
from indexer.standing import Withheld
from indexer.state import SyncState, state_to_json
from indexer.writers.elastic.holding import Holding
from indexer.writers.elastic.reading import Reading
from indexer.writers.sender import Sender
from indexer.writers.withholding import Withholding
from marketplace.creators.creator import Ready
from marketplace.elastic import builds
from marketplace.elastic.kept import mark_replaced
from marketplace.elastic.names import IndexName
from marketplace.elastic.published import LiveIndex, read_live
from marketplace.elastic.vocabulary import Vocabulary
from marketplace.errors import EngineUnavailable


class ElasticBuild:
    """One market's new data, in an index that no search asks before it is published."""

    def __init__(
        self, client: Elasticsearch, name: IndexName, *, holding: Holding, vocabulary: Vocabulary, reading: Reading
    ) -> None:
        self._client = client
        self._name = name
        self._index = str(name)
        self._holding = holding
        self._vocabulary = vocabulary
        self._reading = reading
        self._withholding = Withholding(reading.withheld)
        self._prepared = False
        self._handed_over = False
        self._sender = Sender()

    def write(self, creators: Sequence[Ready]) -> None:
        """See `Build.write`."""
        self._holding.renew()
        self._sender.send(lambda: self._send(creators))

    def _send(self, creators: Sequence[Ready]) -> None:
        self._vocabulary.keep(creators)
        # an earlier one of the same id, put off and sent again, could come after the later
        builds.index_creators(self._client, self._index, creators={one.id: one for one in creators}.values())

    def remove(self, ids: Sequence[str]) -> None:
        """See `Build.remove`."""
        self._holding.renew()
        self._sender.settle()
        builds.delete_creators(self._client, self._index, ids=ids, refresh=False)

    def withhold(self, withheld: Mapping[str, Withheld]) -> None:
        """See `Build.withhold`."""
        self._withholding.add(withheld)

    def count(self) -> int:
        """See `Build.count`."""
        self._sender.settle()
        return builds.count_creators(self._client, self._index)

    def prepare(self) -> None:
        """See `Build.prepare`; copies of the index may take minutes."""
        self._sender.settle()
        builds.make_ready(self._client, self._index)
        self._prepared = True

    def publish(self, state: SyncState, takeover: Takeover) -> None:
        """See `Build.publish`; the swap hides who moved here in the markets that they left, then they are deleted."""
        self._sender.settle()
        if not self._prepared:
            self.prepare()
        builds.keep_state(self._client, self._index, state=state_to_json(state))
        self._vocabulary.make_visible()
        builds.make_visible(self._client, self._index)
        self._holding.confirm()
        for some in self._withholding.joined(takeover.released):
            self._reading.withhold(some)
        live = read_live(self._client, self._name.prefix).own
        losing = [(live.indices[market], ids) for market, ids in takeover.ids.items() if market in live.indices]
        hiding = [action for other, ids in losing for action in self._hiding(other, ids)]
        if replaced := live.indices.get(self._name.market):
            mark_replaced(self._client, str(replaced.name), state=replaced.state, at=self._reading.now())
        # from here on it may be what is searched, even if the answer gets lost: a swap refused leaves an index
        # behind, which `prune` deletes
        self._handed_over = True
        builds.swap(self._client, self._name, hiding=hiding)
        # what was replaced is kept: searches and walks that have begun go on in it, and a rollback goes back to it.
        # Published is published: what can't be deleted now stays hidden until it can
        with suppress(EngineUnavailable):
            for other, ids in losing:
                builds.forget_moved(self._client, other.name, ids=ids)
            self._reading.withhold(self._withholding.left(takeover.released))
            self._mark_others(live.others)

    def keep(self) -> None:
        """Have it stay though it is not published."""
        self._handed_over = True

    def close(self) -> None:
        """Drop what was not published; what can't be dropped now, `prune` deletes."""
        self._sender.close()
        if not self._handed_over:
            with suppress(EngineUnavailable):
                builds.drop(self._client, self._index)

    def _mark_others(self, others: Sequence[LiveIndex]) -> None:
        """Builds of other releases are searched by these until `prune` drops them; their time counts from now on.

        After the swap: one of a market that has no build of this release must stay.
        """
        for one in others:
            if one.name.market == self._name.market and not one.replaced:
                mark_replaced(self._client, str(one.name), state=one.state, at=self._reading.now())

    def _hiding(self, other: LiveIndex, ids: Sequence[str]) -> list[builds.Action]:
        """First the state: if the swap fails, the other market's feed is read once more for nothing."""
        left = other.state["creators"] - len(ids)
        builds.keep_state(self._client, str(other.name), state={**other.state, "fingerprint": "", "creators": left})
        return builds.hiding(self._client, other.name, ids=ids)
