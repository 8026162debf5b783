"""What must a language know, so that a word is found in its other forms?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, Protocol

from Stemmer import Stemmer

from marketplace.text.fold import fold
from marketplace.text.words import Token

Stem = tuple[str, int, int]
"""One stem in a text, and from where to where it was written."""

LATIN = re.compile("[a-z\u00df-\u024f\u1e00-\u1eff]")
CYRILLIC = re.compile("[\u0400-\u04ff]")
ARABIC = re.compile("[\u0600-\u06ff]")
HEBREW = re.compile("[\u05d0-\u05ea]")

Stems = Callable[[str], tuple[str, ...]]
"""From a word as spelled to its stems, the likeliest first."""


Form = Literal[0, 1]
"""Where the form of a word that a language reads stands in a `Token`: folded, or as it is spelled."""

FOLDED: Form = 0
SPELLED: Form = 1


class Stemming(Protocol):
    """How a language finds the other forms of its words. All stems are folded and hold no space."""

    @property
    def reads(self) -> Form:
        """Which form of a word `of_word` is asked with."""
        ...

    def of_word(self, word: str, /) -> tuple[str, ...]:
        """The stems of a word of a text, whatever stands beside it."""
        ...

    def of_neighbours(self, tokens: Sequence[Token], /) -> Iterable[Stem]:
        """The stems that words of a text have together."""
        ...

    def of_query(self, token: Token) -> tuple[tuple[str, ...], ...]:
        """The ways in which a typed word is found: all the stems of any one of them must be in the text."""
        ...


@dataclass(frozen=True)
class WordStemming:
    """Stems word by word. Words without a letter of the script have none: the languages beside it see to them.

    `asked` makes those of a typed word where they are other ones.
    """

    script: re.Pattern[str]
    stems: Stems
    asked: Stems | None = None

    reads: ClassVar[Form] = SPELLED

    def of_word(self, word: str) -> tuple[str, ...]:
        """See `Stemming.of_word`."""
        return tuple(dict.fromkeys(self.stems(word))) if self.script.search(word) else ()

    def of_neighbours(self, _: Sequence[Token]) -> Iterable[Stem]:
        """See `Stemming.of_neighbours`."""
        return ()

    def of_query(self, token: Token) -> tuple[tuple[str, ...], ...]:
        """See `Stemming.of_query`."""
        word, stems = token.spelled, self.asked or self.stems
        return tuple((stem,) for stem in dict.fromkeys(stems(word))) if self.script.search(word) else ()


def snowball(algorithm: str) -> Stems:
    """The stems by a Snowball algorithm, of the word as spelled and as typed without accents (acoes for ações)."""
    stemmer = Stemmer(algorithm, 0)

    def stems(word: str) -> tuple[str, ...]:
        plain = fold(word)
        spelled = fold(str(stemmer.stemWord(word)))
        return (spelled,) if plain == word else (spelled, fold(str(stemmer.stemWord(plain))))

    return stems
