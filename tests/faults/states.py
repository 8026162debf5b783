"""What is published, state after state, while an index is under load, and what is then the right answer?"""

from __future__ import annotations

from marketplace.creators.creator import Creator
from marketplace.search.page import Published
from tests.api.conftest import make_client
from tests.creators import make_creator, published_of
from tests.faults.load import Content, content_of
from tests.judge import JudgeEngine

MARKET = "DE"
PATH = "/v1/creators?q=vegane&topics=food&typos=off&sort=-followers&limit=3&facets=market,topics,followers"
HITS = PATH.replace("market,topics,followers", "none")


def creators(state: int) -> tuple[Creator, ...]:
    """Who is published in a state, in no two the same; in every fourth nobody."""
    count = 0 if state % 4 == 3 else 50 + state
    topics = ["food", "travel"][: 1 + state % 2]
    return tuple(
        make_creator(id=f"{state}x{number}", market=MARKET, bio="vegane Küche", topics=topics, followers=1_000 * number)
        for number in range(count)
    )


def right(state: int, path: str = PATH) -> Content:
    """The answer in a state, as the judge of all engines gives it."""
    return _answered(JudgeEngine(creators(state), published_of([make_creator(market=MARKET)])), path)


def nothing_published() -> Content:
    """The answer to PATH when there is no index."""
    return _answered(JudgeEngine((), Published()), PATH)


def _answered(judge: JudgeEngine, path: str) -> Content:
    return content_of(make_client(judge).get(path).data)
