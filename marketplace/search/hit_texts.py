"""Which words stand where in the texts of a hit? The same that were indexed, divided when they are looked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from marketplace.creators.creator import Reading
from marketplace.creators.fields import FIELDS
from marketplace.creators.table import Field
from marketplace.creators.texts import Document, languages_of, texts_of
from marketplace.search.highlight import Span
from marketplace.text.query import Sought
from marketplace.text.stemming import Stem
from marketplace.text.stems import text_stems
from marketplace.text.words import Token, sequences

TEXTS_KEPT = 4_096
"""Texts whose words are remembered: popular creators are hits again and again."""


@dataclass(frozen=True, eq=False)
class HitText:
    """One text of a field."""

    field: Field
    text: str

    @property
    def lines(self) -> tuple[tuple[Token, ...], ...]:
        """The sequences of its words."""
        return _lines(self.text, self.field.tagging)

    @property
    def tokens(self) -> Iterator[Token]:
        """The words of all sequences."""
        return (token for line in self.lines for token in line)

    def stems(self, languages: tuple[str, ...]) -> tuple[Stem, ...]:
        """The stems of its words in some languages."""
        return _stems(self.text, languages, tagging=self.field.tagging)

    def written(self, sought: Sought) -> Sequence[Span]:
        """Where a word or phrase stands as it was typed."""
        size = len(sought.words)
        return [
            (line[n].start, line[n + size - 1].end)
            for line in self.lines
            for n in range(len(line) - size + 1)
            if all(line[n + i].word == word for i, word in enumerate(sought.words))
        ]

    def similar(self, sought: Sought) -> Sequence[Token]:
        """The words that are no more than its typos away from a word."""
        if not sought.edits:
            return ()
        return [token for token in self.tokens if OSA.distance(token.word, sought.words[0]) <= sought.edits]


def hit_texts(document: Document) -> Iterator[HitText]:
    """All texts of a creator in which words are found, in the table's order."""
    return (HitText(one, text) for one in FIELDS.worded for text in texts_of(one, document))


def read_again(document: Document) -> Reading:
    """What an index keeps of a creator's words, from the document alone."""
    languages = languages_of(document)
    found: dict[str, tuple[list[str], list[str]]] = {}
    for one in hit_texts(document):
        words, stems = found.setdefault(one.field.name, ([], []))
        words += [" ".join([token.word for token in line]) for line in one.lines]
        stems += [stem for stem, _, _ in one.stems(languages)]
    return {name: (" | ".join(words), " ".join(stems)) for name, (words, stems) in found.items()}


@lru_cache(maxsize=TEXTS_KEPT)
def _lines(text: str, tagging: bool) -> tuple[tuple[Token, ...], ...]:
    return sequences(text, tag=tagging)


@lru_cache(maxsize=TEXTS_KEPT)
def _stems(text: str, languages: tuple[str, ...], *, tagging: bool) -> tuple[Stem, ...]:
    return tuple(stem for line in _lines(text, tagging) for stem in text_stems(line, languages))
