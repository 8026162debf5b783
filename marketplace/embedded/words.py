"""How is a word found in Tantivy? As written, by its stems, by what it begins with, with typos."""

from __future__ import annotations

from collections.abc import Iterator

from tantivy import Query

from marketplace.creators.table import WRITTEN, MatchClass
from marketplace.embedded.clauses import either, every, keyword
from marketplace.embedded.schema import BEGINNINGS, STEMS, WORDS, build_schema
from marketplace.text.query import Sought
from marketplace.text.words import LONGEST_BEGINNING


def found(sought: Sought, least: MatchClass, *, forgiving: bool = False) -> Query:
    """A word or phrase in any class from `least` up."""
    return either(_ways(sought, least, forgiving=forgiving))


def _ways(sought: Sought, least: MatchClass, *, forgiving: bool) -> Iterator[Query]:
    yield from (_written(WORDS[one], sought) for one in WRITTEN if one.value >= least.value)
    if least.value <= MatchClass.STEM.value:
        yield from (every(keyword(STEMS, stem) for stem in way) for way in sought.stems)
    if least.value <= MatchClass.PREFIX.value and sought.begins:
        *others, last = sought.words
        there = [either(keyword(column, other) for column in WORDS.values()) for other in others]
        yield every([*there, either(_beginning(last))])
        yield from (every(keyword(STEMS, stem) for stem in way) for way in sought.completions)
    if least.value <= MatchClass.TYPO.value and forgiving and sought.edits:
        yield from (_similar(column, sought.words[0], edits=sought.edits) for column in WORDS.values())


def _written(column: str, sought: Sought) -> Query:
    if len(sought.words) == 1:
        return keyword(column, sought.words[0])
    return Query.phrase_query(build_schema(), column, list(sought.words))


def _beginning(word: str) -> Iterator[Query]:
    if len(word) <= LONGEST_BEGINNING:
        yield keyword(BEGINNINGS, word)
        return
    yield from (_similar(column, word, edits=0, prefix=True) for column in WORDS.values())


def _similar(column: str, word: str, *, edits: int, prefix: bool = False) -> Query:
    return Query.fuzzy_term_query(
        build_schema(), column, word, distance=edits, transposition_cost_one=True, prefix=prefix
    )
