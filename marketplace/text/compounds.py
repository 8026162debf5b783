"""Of which words is a word written together? skincare is also skin care, and Apfelkuchen a Kuchen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import ClassVar

from marketplace.text.fold import fold
from marketplace.text.stemming import SPELLED, Form, Stem, Stems, WordStemming
from marketplace.text.words import Token

EVERYWHERE = """
l-oréal t-shirt e-bike e-scooter e-commerce e-sport e-mail e-book k-pop k-beauty k-drama j-pop wi-fi hi-fi lo-fi sci-fi
hip-hop x-mas stand-up start-up pop-up make-up pick-up tik-tok you-tube
"""
"""Words of many languages that are written with a hyphen, apart or together."""

SHORTEST_BEFORE_HEAD = 3
"""Letters that an unknown word before a known head must have: Apfelkuchen, but no word of two letters."""

LONGEST = 40
"""Letters from which a word is not looked into: nobody writes such compounds, and noise would cost milliseconds."""


@dataclass(frozen=True, eq=False)
class Compounds:
    """The words that a language writes together, as tables of words parted by spaces.

    `parts` combine with each other, `heads` end a word after anything, `wholes` look like compounds and are none.
    `links` are letters between two parts, as in Hochzeit-s-torte; `firsts` all that may stand before another word.
    """

    stems: Stems
    parts: str
    heads: str = ""
    wholes: str = ""
    links: tuple[str, ...] = ()
    firsts: set[str] = field(default_factory=set, init=False)
    _hyphened: dict[str, tuple[str, ...]] = field(default_factory=dict, init=False)
    _before_hyphen: set[str] = field(default_factory=set, init=False)
    _first: dict[str, str] = field(default_factory=dict, init=False)
    _last: set[str] = field(default_factory=set, init=False)
    _heads: set[str] = field(default_factory=set, init=False)
    _wholes: set[str] = field(default_factory=set, init=False)

    def __post_init__(self) -> None:
        for before, after in (word.split("-") for word in EVERYWHERE.split()):
            self._before_hyphen.add(before)
            self._hyphened.update(dict.fromkeys(self.stems(before + after), (before, after)))
        words = [*self.parts.split(), *self.heads.split()]
        for spelled in (*map(fold, words), *words):
            self._first.update({spelled + link: spelled for link in ("", *self.links)})
        self._first.update({word: word for word in words})
        self._last.update(stem for word in words for stem in self.stems(word))
        self._heads.update(stem for word in self.heads.split() for stem in self.stems(word))
        self._wholes.update(stem for word in self.wholes.split() for stem in self.stems(word))
        self.firsts.update(self._before_hyphen, self._first)

    def text_stems(self, word: str) -> tuple[str, ...]:
        """The stems of a word of a text, of its parts, and of two of three: Hautpflege in Hautpflegetipps."""
        parts = [*self.parts_of(word), *self._pairs_of(word)]
        return (*self.stems(word), *(stem for part in parts for stem in self.stems(part)))

    def parts_of(self, word: str) -> tuple[str, ...]:
        """The words of which a word is known to consist; of one with an unknown beginning its head alone."""
        if self._is_whole(word):
            return ()
        known = tuple(part for part, _ in self._known_parts(word))
        return self._hyphened.get(self.stems(word)[0]) or known or self._head(word)

    def joins(self, before: str, after: str) -> bool:
        """Whether two neighbours may also be written together."""
        if before in self._before_hyphen and not self._hyphened.keys().isdisjoint(self.stems(before + after)):
            return True
        return before in self._first and not self._last.isdisjoint(self.stems(after))

    def _is_whole(self, word: str) -> bool:
        return len(word) >= LONGEST or not self._wholes.isdisjoint(self.stems(word))

    def _pairs_of(self, word: str) -> Iterator[str]:
        parts = () if self._is_whole(word) else self._known_parts(word)
        if len(parts) > 2:
            yield from (written + part for (_, written), (part, _) in pairwise(parts))

    def _known_parts(self, word: str) -> tuple[tuple[str, str], ...]:
        """Each part, alone and as it is written there, with its link."""
        for cut in range(len(word) - 1, 0, -1):
            first, rest = self._first.get(word[:cut]), word[cut:]
            if first and not self._last.isdisjoint(self.stems(rest)):
                return (first, word[:cut]), (rest, rest)
            if first and (more := self._known_parts(rest)):
                return (first, word[:cut]), *more
        return ()

    def _head(self, word: str) -> tuple[str, ...]:
        for cut in range(len(word) - SHORTEST_BEFORE_HEAD if self._heads else 0):
            if not self._heads.isdisjoint(self.stems(word[cut:])):
                return (word[cut:],) if cut >= SHORTEST_BEFORE_HEAD else ()
        return ()


@dataclass(frozen=True)
class CompoundStemming:
    """Stems word by word; in a text also those of a word's parts, and of neighbours as if written together.

    Of a typed word only its own: who asks for a compound wants no part of it.
    """

    words: WordStemming
    compounds: Compounds
    reads: ClassVar[Form] = SPELLED

    def of_word(self, word: str) -> tuple[str, ...]:
        """See `Stemming.of_word`."""
        return self.words.of_word(word)

    def of_neighbours(self, tokens: Sequence[Token]) -> Iterable[Stem]:
        """See `Stemming.of_neighbours`."""
        # few words begin a compound, and this is asked of every text
        return () if self.compounds.firsts.isdisjoint([one[1] for one in tokens]) else self._joined(tokens)

    def _joined(self, tokens: Sequence[Token]) -> Iterator[Stem]:
        for one, other in pairwise(tokens):
            if self.compounds.joins(one.spelled, other.spelled):
                for stem in self.compounds.stems(one.spelled + other.spelled):
                    yield stem, one.start, other.end

    def of_query(self, token: Token) -> tuple[tuple[str, ...], ...]:
        """See `Stemming.of_query`."""
        return self.words.of_query(token)
