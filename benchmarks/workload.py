"""What is asked? Searches of each kind, made from the sample's words by a seed, all different, all finding someone.

Answers are kept by whoever answers: what is measured must not have been asked before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from random import Random
from typing import Any

from benchmarks.vocabulary import Record, label_words, own_words, topic_words, written_words
from marketplace.creators.fields import DEFAULT_FACETS
from marketplace.creators.markets import codes
from marketplace.creators.topics import parent, topics
from marketplace.search.asked import query_from
from marketplace.search.cursor import write_cursor
from marketplace.search.parameters import facet_names, sort_names
from marketplace.search.query import MAX_EXCLUDED_IDS
from marketplace.search.service import Found, SearchService
from marketplace.text.query import MAX_CHARACTERS, MAX_WORDS

LANDING = "W1, landing page, again"
SEARCH = "W2, words and filters"
RARE = "W2 with rare words"
PAGE = "sorted page 101"
TYPING = "as you type"
TYPO = "typo"
LEFT_OUT = "dearest: 20 words left out"
MISTYPED = "dearest: 20 words, one mistyped"

TEMPLATES = 40
COUNTS = {LANDING: 20, SEARCH: TEMPLATES, RARE: TEMPLATES, PAGE: 20, TYPING: 20, TYPO: 10, LEFT_OUT: 2, MISTYPED: 2}
"""Searches of each kind in a round."""

Parameters = Mapping[str, Any]
Text = tuple[str, str, str]
"""What is typed, and a market and a topic where it is found."""

Template = tuple[Parameters, Sequence[int]]


@dataclass
class Workload:
    """Makes searches; `service` tells what they find, so it must not be one that is measured."""

    service: SearchService
    records: Sequence[Record]
    random: Random = field(default_factory=lambda: Random(1))

    def __post_init__(self) -> None:
        self._number = 0
        self._words = label_words(self.random)
        self._topical = [one for one in self.records if one.get("topics") and len(written_words(one)) > 1]
        self._written = tuple(islice(self._found_templates(self._written_text), TEMPLATES))
        self._rare = tuple(islice(self._found_templates(self._rare_text), TEMPLATES))
        self._wordy = sorted(self.records, key=lambda one: -len(own_words(one)[:MAX_WORDS]))[:100]
        self._makers = {
            LANDING: lambda: cycle([{}]),
            SEARCH: lambda: self._searches(self._written),
            RARE: lambda: self._searches(self._rare),
            PAGE: self._pages,
            TYPING: self._beginnings,
            TYPO: self._typos,
            LEFT_OUT: self._left_out,
            MISTYPED: self._mistyped,
        }

    def round(self) -> Mapping[str, tuple[Parameters, ...]]:
        """New searches of each kind."""
        return {name: self.searches(name, count) for name, count in COUNTS.items()}

    def searches(self, name: str, count: int) -> tuple[Parameters, ...]:
        """So many new searches of a kind."""
        return tuple(islice(self._makers[name](), count))

    def _found(self, parameters: Parameters) -> Found:
        return self.service.search(query_from(parameters))

    def _found_templates(self, text: Callable[[], Text]) -> Iterator[Template]:
        """Searches without a range, and the followers of some whom they find."""
        while True:
            words, market, topic = text()
            others = self.random.sample([one for one in codes() if one != market], 1)
            more = self.random.sample([one for one in topics() if not parent(one)], self.random.choice([0, 1, 2]))
            asked = {"q": words, "market": [market, *others], "topics": sorted({parent(topic) or topic, *more})}
            asked |= {"facets": [*DEFAULT_FACETS, "badges"], "typos": "off"}
            found = self._found(asked)
            if found.page.total:
                yield asked, [int(str(one["followers"])) for one in found.page.creators]

    def _written_text(self) -> Text:
        """Words as frequent as creators write them, the market and a topic of one who does."""
        record = self.random.choice(self._topical)
        words = self.random.sample(written_words(record), self.random.choice([1, 2]))
        return " ".join(words), str(record["market"]), self.random.choice(record["topics"])

    def _rare_text(self) -> Text:
        """The name of a narrow topic in one language."""
        market = self.random.choice(codes())
        topic, words = topic_words(self.random, market=market)
        return words, market, topic

    def _searches(self, templates: Sequence[Template]) -> Iterator[Parameters]:
        for asked, followers in cycle(templates):
            least = most = self.random.choice(followers)
            least, most = self.random.randint(0, least), self.random.randint(most, 20 * most + 100)
            yield {**asked, "followers_min": least, "followers_max": most}

    def _pages(self) -> Iterator[Parameters]:
        for name in cycle(sort_names()):
            way = self.random.choice(["", "-"])
            before = {**self._new(), "sort": f"{way}{name}", "facets": ["none"]}
            deep = min(100, len(self.records) // 40)
            found = self._found({**before, "page": deep})
            assert found.page.next_position, "too few creators for a deep page"
            yield {**before, "cursor": write_cursor(found.query, found.page.next_position)}

    def _new(self) -> Parameters:
        """What costs nothing and nobody asked for before: somebody left out who is not there."""
        self._number += 1
        return {"exclude_ids": [f"nobody-{self._number}"]}

    def _beginnings(self) -> Iterator[Parameters]:
        for word in self._words:
            begin = word[: self.random.randint(2, 6)]
            asked = {"q": begin, "as_you_type": True, "typos": "off", "facets": ["none"], **self._new()}
            if self._found(asked).page.total:
                yield asked
        self._words = label_words(self.random)
        yield from self._beginnings()

    def _typos(self) -> Iterator[Parameters]:
        for word in self._words:
            asked = {"q": _misspelt(word), **self._new()}
            if len(word) > 4 and self._found(asked).corrections:
                yield asked
        self._words = label_words(self.random)
        yield from self._typos()

    def _left_out(self) -> Iterator[Parameters]:
        while True:
            short = [word for word in label_words(self.random) if word.isascii() and len(word) < 9]
            yield {"q": " ".join(f"-{word}" for word in short[:MAX_WORDS]), **self._all()}

    def _mistyped(self) -> Iterator[Parameters]:
        while True:
            record = self.random.choice(self._wordy)
            words = own_words(record)[:MAX_WORDS]
            text = " ".join((*words[:-1], _misspelt(words[-1])))
            asked = {"q": text, **self._all(without=str(record["id"]))}
            if len(text) <= MAX_CHARACTERS and self._found(asked).corrections:
                yield asked

    def _all(self, without: str = "") -> Parameters:
        """As many exclusions as there may be, of no more than half of the creators known, and all facets."""
        ids = [str(one["id"]) for one in self.records if one["id"] != without]
        out = self.random.sample(ids, min(MAX_EXCLUDED_IDS, len(ids) // 2))
        return {"exclude_ids": out, "facets": list(facet_names())}


def _misspelt(word: str) -> str:
    return word[:2] + word[3:]
