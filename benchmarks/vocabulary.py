"""Which words can be looked for? Those that sample creators write, and the ids and texts of the feeds at hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from indexer.parsing import parsed
from indexer.sample.vocabulary import language
from indexer.sources.folders import folder_at
from indexer.sources.ndjson import NdjsonSource
from marketplace.creators.markets import codes, languages, markets
from marketplace.creators.topics import topics
from marketplace.text.words import UNSPACED, tokens

RECORDS_A_MARKET = 1_000
"""Of how many creators of each market ids and texts are taken."""

Record = Mapping[str, Any]


def feed_records(feeds: Path, now: int) -> tuple[Record, ...]:
    """The first creators of each market's feed."""
    source = NdjsonSource(folder_at(str(feeds), now=now))
    found = (parsed(one.content) for code in codes() for one in islice(source.records(code), RECORDS_A_MARKET))
    return tuple(one for one in found if isinstance(one, dict))


def topic_words(random: Random, *, market: str) -> tuple[str, str]:
    """A topic, and one or two words that creators of a market write who have it."""
    code = random.choice(markets()[market].languages)
    topic = random.choice([one for one in topics() if "." in one])
    label = language(code).label(topic).split()
    second = random.choice([[], [random.choice(language(code).tags)], label[1:2]])
    return topic, " ".join([label[0], *second])


def written_words(record: Record) -> list[str]:
    """The different words of a creator's bio and hashtags, but the shortest: `in` and `my` are seldom looked for."""
    texts = (str(record.get("bio", "")), *map(str, record.get("hashtags", ())))
    found = (token.word for text in texts for token in tokens(text))
    return sorted({word for word in found if len(word) > 2 or UNSPACED.search(word)})


def label_words(random: Random) -> Iterator[str]:
    """Words of the topics' names in all languages of the markets, in random order, each once."""
    found = {word for code in languages() for one in topics() for word in words_of(language(code).label(one))}
    yield from random.sample(sorted(found), len(found))


def words_of(text: str) -> list[str]:
    """The words of a text, of letters alone."""
    return re.findall(r"[^\W\d_]+", text)


def own_words(record: Record) -> tuple[str, ...]:
    """Different words by which a creator is found, the short ones first: a query has 200 characters."""
    tags = [str(one) for name in ("hashtags", "brands") for one in record.get(name, ())]
    texts = (str(record["display_name"]), str(record.get("bio", "")), *tags)
    # in other letters a run of them may be several words, and a query has at most 20
    found = {word.casefold() for text in texts for word in words_of(text) if word.isascii()}
    return tuple(sorted(found, key=lambda word: (len(word), word)))
