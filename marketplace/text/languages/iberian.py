"""Which words of Spanish and Portuguese are one word in other forms, and which only share a Snowball stem?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from Stemmer import Stemmer

from marketplace.text.fold import fold

SHORT = 3
"""A Snowball stem of so few letters says too little: comida, como and com are all `com`."""

_HARD = re.compile("(g)u$")
"""Before i, g is written gu: amiga, amiguita."""


@dataclass(frozen=True, eq=False)
class IberianStems:
    """The stems of a word: Snowball's, of the singular, unless the tables (stems parted by spaces) know better.

    `singular` makes the singular of a word as spelled or folded. Words whose stem is short or in `apart` keep their
    last vowel (moda, modo), as do those in -ao (sala, salão), but those in `gendered` are one with the masculine (gata,
    gato). `diminutive` takes the ending off a stem if a stem in `small` is left. What is left without a `verbal` ending
    is marked: mir- of mirar and mirando, but not of mira.
    """

    algorithm: str
    singular: Callable[[str], str]
    apart: str
    gendered: str
    diminutive: re.Pattern[str]
    small: str
    verbal: re.Pattern[str]

    def __call__(self, word: str) -> tuple[str, ...]:
        """The stems of a word as spelled, and as it would be typed without accents."""
        return tuple(dict.fromkeys(self._stems(word)))

    def _stems(self, word: str) -> Iterator[str]:
        for spelling in (word, fold(word)):
            singular = self.singular(spelling)
            yield self._stem(fold(singular), fold(str(self._snowball.stemWord(singular))))
        verb = self.verbal.sub("", fold(word))
        if verb != fold(word) and self._says_little(verb):
            yield f"{verb}-"

    def _stem(self, singular: str, stem: str) -> str:
        base = _HARD.sub(r"\1", self.diminutive.sub("", stem))
        if base != stem and base in self._tables["small"]:
            stem, singular = base, base + singular[-1]
        if singular[:-1] in self._tables["gendered"] and singular[-1] in "ao":
            return f"{singular[:-1]}o"
        return singular if self._says_little(stem) or singular.endswith("ao") else stem

    def _says_little(self, stem: str) -> bool:
        return len(stem) <= SHORT or stem in self._tables["apart"]

    @cached_property
    def _snowball(self) -> Stemmer:
        return Stemmer(self.algorithm, 0)

    @cached_property
    def _tables(self) -> dict[str, frozenset[str]]:
        tables = {"apart": self.apart, "gendered": self.gendered, "small": self.small}
        return {name: frozenset(table.split()) for name, table in tables.items()}
