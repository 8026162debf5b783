"""By which words is a creator found? As written by match class, by stems, by what they begin with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from marketplace.creators.creator import Reading
from marketplace.creators.fields import FIELDS
from marketplace.creators.table import MatchClass
from marketplace.creators.texts import Document, languages_of, texts_of
from marketplace.text.fold import OFTEN_REPEATED
from marketplace.text.stems import text_stems
from marketplace.text.words import beginnings, sequences


@dataclass(frozen=True)
class Wording:
    """What a `Creator` keeps of its words under the same names."""

    words: Mapping[MatchClass, tuple[str, ...]]
    stems: tuple[str, ...]
    beginnings: tuple[str, ...]
    reading: Reading


def wording(document: Document) -> Wording:
    """The words of a document; those of each value joined by spaces, so that no phrase reaches over two values."""
    languages = languages_of(document)
    words: dict[MatchClass, list[str]] = {}
    stems: dict[str, None] = {}
    found: dict[str, None] = {}
    reading: dict[str, tuple[str, str]] = {}
    for field in FIELDS.worded:
        assert field.words
        lines: list[str] = []
        own: dict[str, None] = {}
        for text in texts_of(field, document):
            read = _known if len(text) <= OFTEN_REPEATED else _read
            one = read(text, languages, tag=field.tagging)
            lines += one.lines
            own.update(one.stems)
            found.update(one.beginnings)
        if lines:
            words.setdefault(field.words, []).extend(lines)
            stems.update(own)
            reading[field.name] = (" | ".join(lines), " ".join(own))
    by_class = {match_class: tuple(lines) for match_class, lines in words.items() if lines}
    return Wording(by_class, tuple(stems), tuple(found), reading)


@dataclass(frozen=True)
class _Read:
    """What one text gives: its words line by line, its stems and the beginnings of its words, each once."""

    lines: tuple[str, ...]
    stems: dict[str, None]
    beginnings: dict[str, None]


@lru_cache(maxsize=16_384)
def _known(text: str, languages: tuple[str, ...], *, tag: bool) -> _Read:
    """Hashtags, brands and the names of topics come again and again: half of a record's words."""
    return _read(text, languages, tag=tag)


def _read(text: str, languages: tuple[str, ...], *, tag: bool) -> _Read:
    lines = [line for line in sequences(text, tag=tag) if line]
    written = [[token.word for token in line] for line in lines]
    stems = (stem for line in lines for stem, _, _ in text_stems(line, languages))
    begun = (beginning for words in written for word in words for beginning in beginnings(word))
    return _Read(tuple(map(" ".join, written)), dict.fromkeys(stems), dict.fromkeys(begun))
