"""How does a test fill and search an index, whatever engine is behind the ports?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from random import Random

from indexer.ports import IndexWriter, Takeover
from indexer.state import SyncState
from marketplace.creators.creator import Creator, Ready
from marketplace.search.cursor import continued, write_cursor
from marketplace.search.engine import Engine
from marketplace.search.page import CreatorPage
from marketplace.search.query import CreatorQuery
from tests.creators import NOW, RATES, TODAY, make_creators, published_of
from tests.fakes import Clock
from tests.judge import JudgeEngine

NOBODY = Takeover()


@dataclass(frozen=True)
class Index:
    """An engine and the writer of what it searches; `forget` makes the engine look again what is published.

    `clock` is that of the writer, which stands still until it is moved.
    """

    engine: Engine
    writer: IndexWriter
    forget: Callable[[], None]
    clock: Clock = field(default_factory=Clock)

    def fill(self, creators: Iterable[Creator]) -> None:
        """Publish these creators, each market once."""
        by_market: dict[str, list[Creator]] = {}
        for creator in creators:
            by_market.setdefault(creator.market, []).append(creator)
        for market, of_market in by_market.items():
            self.publish(market, *of_market)

    def publish(self, market: str, *creators: Creator, takeover: Takeover = NOBODY, as_of: int = NOW) -> SyncState:
        """Publish a market with these creators alone; what the index keeps of the sync."""
        state = state_of(market, len(creators), as_of=as_of)
        with self.writer.lock(), self.writer.build(market) as build:
            build.write(self.ready(*creators))
            build.publish(state, takeover)
        self.forget()
        return state

    def ready(self, *creators: Creator) -> list[Ready]:
        """The creators as a build of this engine takes them."""
        return list(map(self.writer.making_ready(), creators))

    def search(self, query: CreatorQuery) -> CreatorPage:
        """The engine's answer on the tests' day."""
        return self.engine.search(query, today=TODAY)

    def found(self, query: CreatorQuery) -> list[object]:
        """The ids of the hits as they come."""
        return [document["id"] for document in self.search(query).creators]


@cache
def random_creators() -> tuple[Creator, ...]:
    """The creators of the `indexed` fixture."""
    return make_creators(420, seed=3)


@cache
def random_judge() -> JudgeEngine:
    """The judge of the `indexed` fixture."""
    return judge_of(random_creators())


def judge_of(creators: Iterable[Creator]) -> JudgeEngine:
    """The judge of an index that was filled with these creators."""
    kept = tuple(creators)
    return JudgeEngine(kept, published_of(kept))


def state_of(market: str, creators: int, as_of: int = NOW) -> SyncState:
    """What is kept beside a market of so many creators."""
    return SyncState(
        market=market,
        fingerprint=f"feed of {market}",
        inputs="topics and rates",
        as_of=as_of,
        synced_at=NOW,
        read=creators + 1,
        creators=creators,
        rejected=1,
        rates=RATES,
        feed=f"feed of {market}",
    )


def walk(
    index: Index, query: CreatorQuery, *, sizes: Random, choices: Sequence[int] = (1, 3, 20, 50)
) -> Iterator[object]:
    """The ids of every hit by cursors, pages of random sizes; each page asked for when its first hit is."""
    asked = query
    while True:
        page = index.search(asked)
        yield from (document["id"] for document in page.creators)
        if page.next_position is None:
            return
        after = continued(query, write_cursor(query, page.next_position)).after
        asked = replace(query, limit=sizes.choice(choices), after=after)


def differences(answer: CreatorPage, right: CreatorPage) -> dict[str, object]:
    """(the engine's, the judge's) of each part of an answer in which they differ."""
    parts: dict[str, tuple[object, object]] = {
        "total": (answer.total, right.total),
        "ids": ([one["id"] for one in answer.creators], [one["id"] for one in right.creators]),
        "next_position": (answer.next_position, right.next_position),
        "as_of": (answer.as_of, right.as_of),
        "creators": (answer.creators, right.creators),
        "facet names": (list(answer.facets), list(right.facets)),
        **{f"facet {name}": (answer.facets.get(name), facet) for name, facet in right.facets.items()},
    }
    return {part: both for part, both in parts.items() if both[0] != both[1]}
