"""How is a word found in Elasticsearch? As written, by its stems, by what it begins with, with typos.

Typos are looked up in an index of words of its own, a document a word: a fuzzy query of one word over 24 markets and
their columns took 518 ms at a million creators, asking for the words and then for their creators 15 + 13 ms.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from marketplace.creators.table import WRITTEN, MatchClass
from marketplace.elastic.clauses import Clause, either, every, term
from marketplace.elastic.mapping import BEGINNINGS, STEMS, WORDS
from marketplace.text.query import Sought, TextQuery
from marketplace.text.words import LONGEST_BEGINNING

Similar = Mapping[str, Sequence[str]]
"""The words there are that differ from a typed one by no more than its typos."""

MOST_SIMILAR = 10_000
"""Words that one lookup gives; of 513,000 words some hundred lie within two edits of one."""


def found(sought: Sought, least: MatchClass, *, similar: Similar | None = None) -> Clause:
    """A word or phrase in any class from `least` up."""
    return either(list(_ways(sought, least, similar=similar or {})))


def compile_similar(text: TextQuery) -> Mapping[str, dict[str, Any]]:
    """What to ask the index of words, by the word that is tried with typos."""
    return {
        one.words[0]: {
            "query": {"fuzzy": {"word": _fuzzy(one)}},
            "size": MOST_SIMILAR,
            "track_total_hits": False,
            "sort": ["_doc"],
            "docvalue_fields": ["word"],
        }
        for one in text.wanted
        if text.forgiving and one.edits
    }


def _fuzzy(sought: Sought) -> dict[str, Any]:
    # rewritten by default, only the 50 nearest words would count
    return {"value": sought.words[0], "fuzziness": sought.edits, "transpositions": True, "rewrite": "constant_score"}


def _ways(sought: Sought, least: MatchClass, *, similar: Similar) -> Iterator[Clause]:
    word = sought.words[0]
    yield from (_written(WORDS[one], sought) for one in WRITTEN if one.value >= least.value)
    if least.value <= MatchClass.STEM.value:
        yield from _by_stem(sought.stems)
    if least.value <= MatchClass.PREFIX.value and sought.begins:
        *others, last = sought.words
        there = [either([term(column, other) for column in WORDS.values()]) for other in others]
        yield every([*there, either(list(_beginning(last)))])
        yield from _by_stem(sought.completions)
    if least.value <= MatchClass.TYPO.value and sought.edits and word in similar:
        yield from ({"terms": {column: list(similar[word])}} for column in WORDS.values())


def _written(column: str, sought: Sought) -> Clause:
    if len(sought.words) == 1:
        return term(column, sought.words[0])
    return {"match_phrase": {column: " ".join(sought.words)}}


def _by_stem(ways: Sequence[tuple[str, ...]]) -> Iterator[Clause]:
    """The ways of one stem in one clause: 20 words in 18 languages would be some thousand, more than nodes allow."""
    if alone := [way[0] for way in ways if len(way) == 1]:
        yield {"terms": {STEMS: alone}}
    yield from (every([term(STEMS, stem) for stem in way]) for way in ways if len(way) > 1)


def _beginning(word: str) -> Iterator[Clause]:
    if len(word) <= LONGEST_BEGINNING:
        yield term(BEGINNINGS, word)
        return
    yield from ({"prefix": {column: word}} for column in WORDS.values())
