"""By which words is a creator found? As written by match class, by stems, by what they begin with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from marketplace.creators.creator import Reading
from marketplace.creators.fields import FIELDS
from marketplace.creators.table import MatchClass
from marketplace.creators.texts import Document, languages_of, texts_of
from marketplace.text.fold import OFTEN_REPEATED
from marketplace.text.stems import plain_stems
from marketplace.text.words import beginnings, sequences


class Wording(NamedTuple):
    """What a `Creator` keeps of its words under the same names."""

    words: Mapping[MatchClass, tuple[str, ...]]
    stems: tuple[str, ...]
    beginnings: tuple[str, ...]
    reading: Reading


def wording(document: Document) -> Wording:
    """The words of a document; those of each value joined by spaces, so that no phrase reaches over two values."""
    languages = languages_of(document)
    words: dict[MatchClass, list[str]] = {}
    stems: list[str] = []
    begun: list[str] = []
    reading: dict[str, tuple[str, str]] = {}
    for field in FIELDS.worded:
        assert field.words
        lines: list[str] = []
        own: list[str] = []
        manner = _Manner(languages, field.tagging)
        for text in texts_of(field, document):
            one = _known(text, manner) if field.many and len(text) <= OFTEN_REPEATED else _read(text, manner)
            lines += one.lines
            own += one.stems
            begun += one.beginnings
        if lines:
            words.setdefault(field.words, []).extend(lines)
            stems += own
            reading[field.name] = (" | ".join(lines), " ".join(dict.fromkeys(own)))
    by_class = {match_class: tuple(lines) for match_class, lines in words.items()}
    # once for all texts: to join what each has once took 20 us more
    return Wording(by_class, tuple(dict.fromkeys(stems)), tuple(dict.fromkeys(begun)), reading)


class _Manner(NamedTuple):
    """How a text is read: by the stems of these languages, and as a hashtag or not."""

    languages: tuple[str, ...]
    tag: bool


class _Read(NamedTuple):
    """What one text gives: its words line by line, its stems and the beginnings of its words."""

    lines: Sequence[str]
    stems: Sequence[str]
    beginnings: Sequence[str]


@lru_cache(maxsize=16_384)
def _known(text: str, manner: _Manner) -> _Read:
    """Hashtags, brands and the names of topics come again and again, and are half of a record's words."""
    lines, stems, begun = _read(text, manner)
    return _Read(tuple(lines), tuple(dict.fromkeys(stems)), tuple(dict.fromkeys(begun)))


def _read(text: str, manner: _Manner) -> _Read:
    lines: list[str] = []
    stems: list[str] = []
    begun: list[str] = []
    for line in sequences(text, tag=manner.tag):
        if line:
            words = [token.word for token in line]
            lines.append(" ".join(words))
            stems += plain_stems(line, manner.languages)
            begun += beginnings(words)
    return _Read(lines, stems, begun)
