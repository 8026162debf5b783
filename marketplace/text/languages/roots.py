"""From which known root is a word built? For languages whose affixes can't be told from letters of the root.

Indonesian *rambutan* is a fruit, not a form of *rambut*, hair: an affix is taken off only where a known word remains.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import ClassVar

from marketplace.text.fold import fold
from marketplace.text.stemming import FOLDED, LATIN, Form, Stem
from marketplace.text.words import Token

MOST_AFFIXES = 4
"""Affixes taken off one after the other: memper-kenal-kan-nya has three."""

LONGEST = 30
"""Letters of a word that is looked at: no longer one is in use, and made-up ones would take 10 ms."""

SHORTEST_PART = 4
"""Letters of each half of two words written together: with three, many a word would fall apart by chance."""

ENGLISH = "hip hop|k drama|k pop|make up|road trip|skin care|street food|street wear"
"""What creators of many languages write together and apart."""


@dataclass(frozen=True, eq=False)
class RootStemming:
    """Stems that are known roots. Two words written together (lutongbahay) are found apart, and the other way round.

    `roots` are words of the language divided by spaces, in plain letters: also words that only look as if they were
    built from others; with its root, permainan=main, where affixes would lead elsewhere. `peel` gives a word with one
    affix less, in every way that its letters allow. `joined` are pairs of words, divided by bars, that are written
    together too.
    """

    roots: str
    peel: Callable[[str], Iterator[str]]
    joined: str = ""
    reads: ClassVar[Form] = FOLDED
    known: Mapping[str, str] = field(init=False)
    pairs: Mapping[str, tuple[str, ...]] = field(init=False)

    def __post_init__(self) -> None:
        pairs = [tuple(pair.split()) for pair in f"{ENGLISH}|{self.joined}".split("|")]
        object.__setattr__(self, "pairs", {"".join(pair): pair for pair in pairs})
        known = {word: root or word for word, _, root in (one.partition("=") for one in self.roots.split())}
        object.__setattr__(self, "known", known | {joined: joined for joined in self.pairs})

    def of_word(self, word: str) -> tuple[str, ...]:
        """See `Stemming.of_word`."""
        return tuple(dict.fromkeys(stem for way in _ways(self, fold(word)) for stem in way))

    def of_neighbours(self, _: Sequence[Token]) -> Iterable[Stem]:
        """See `Stemming.of_neighbours`."""
        return ()

    def of_query(self, token: Token) -> tuple[tuple[str, ...], ...]:
        """See `Stemming.of_query`."""
        return _ways(self, fold(token.word))


@lru_cache(maxsize=16_384)
def _ways(language: RootStemming, word: str) -> tuple[tuple[str, ...], ...]:
    """The word or its roots, and its two parts when it is two words."""
    if not LATIN.search(word):
        return ()
    if len(word) > LONGEST:
        return ((word,),)
    roots = _roots(language, word)
    parts = language.pairs.get(roots[0], ()) if roots else _parts(language, word)
    return (*((root,) for root in roots or (word,)), *([parts] if parts else []))


def _roots(language: RootStemming, word: str) -> tuple[str, ...]:
    """The roots that the fewest affixes hide."""
    left = {word: None}
    for _ in range(MOST_AFFIXES + 1):
        if found := dict.fromkeys(language.known[one] for one in left if one in language.known):
            return tuple(found)
        left = dict.fromkeys(shorter for one in left for shorter in language.peel(one))
    return ()


def _parts(language: RootStemming, word: str) -> tuple[str, ...]:
    """The first two known words that stand together without a space; nothing when there are none."""
    for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        if (first := _roots(language, word[:cut])) and (last := _roots(language, word[cut:])):
            return (first[0], last[0])
    return ()
