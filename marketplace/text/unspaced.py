"""How are words found in other forms where no space divides them, and ICU divides texts and queries differently?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from marketplace.text.joining import joined, whole
from marketplace.text.stemming import FOLDED, Form, Stem, Stems
from marketplace.text.words import Token

MOST_PIECES = 4
"""Of a torn word (食|べ|歩き, 亲|子|游) so many neighbours at most are tried as one word."""

Ways = Callable[[str], tuple[tuple[str, ...], ...]]
"""From a typed word to the ways in which it is found: all the stems of any one."""


def alone(word: str) -> tuple[str, ...]:
    """No other form and no shorter word within."""
    return (word,)


@dataclass(frozen=True, eq=False)  # compared by identity: it is looked up for every word
class UnspacedStemming:
    """Every piece of a text that may be a word has the stems of its `forms`, a long one of its `parts` too.

    A typed word is found by any of its forms, or as `asked` says.
    """

    script: re.Pattern[str]
    forms: Stems = alone
    parts: Stems = alone
    asked: Ways | None = None
    reads: ClassVar[Form] = FOLDED

    def of_word(self, _: str) -> tuple[str, ...]:
        """See `Stemming.of_word`: which words there are is told by what stands beside them."""
        return ()

    def of_neighbours(self, tokens: Sequence[Token]) -> Iterable[Stem]:
        """See `Stemming.of_neighbours`."""
        return self._of_groups(tokens) if self.script.search("".join([token[0] for token in tokens])) else ()

    def _of_groups(self, tokens: Sequence[Token]) -> Iterator[Stem]:
        for group in joined(tokens):
            if any(self.script.search(token.word) for token in group):
                for piece in _pieces(group):
                    for stem in _known(self, piece.word):
                        yield stem, piece.start, piece.end

    def of_query(self, token: Token) -> tuple[tuple[str, ...], ...]:
        """See `Stemming.of_query`."""
        if not self.script.search(token.word):
            return ()
        forms = tuple((form,) for form in self.forms(token.word))
        return forms + (self.asked(token.word) if self.asked else ())


def _pieces(group: Sequence[Token]) -> Iterator[Token]:
    """The tokens, all neighbours of them as one, and the whole."""
    count = len(group)
    for first in range(count):
        for last in range(first + 1, min(count, first + MOST_PIECES) + 1):
            yield whole(group[first:last])
    if count > MOST_PIECES:
        yield whole(group)


@lru_cache(maxsize=16_384)
def _known(stemming: UnspacedStemming, word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for part in (word, *stemming.parts(word)) for form in stemming.forms(part)))
