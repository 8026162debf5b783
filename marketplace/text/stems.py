"""By which stems is a word found beside the ways it is written? Stems are tagged: gift is no present in German."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from marketplace.text.languages import (
    arabic,
    chinese,
    english,
    french,
    german,
    hebrew,
    indonesian,
    italian,
    japanese,
    korean,
    malay,
    portuguese,
    russian,
    spanish,
    tagalog,
    thai,
    turkish,
    vietnamese,
)
from marketplace.text.stemming import Stem, Stemming
from marketplace.text.words import Token

STEMMINGS: Mapping[str, Stemming] = {
    "ar": arabic.STEMMING,
    "de": german.STEMMING,
    "en": english.STEMMING,
    "es": spanish.STEMMING,
    "fr": french.STEMMING,
    "he": hebrew.STEMMING,
    "id": indonesian.STEMMING,
    "it": italian.STEMMING,
    "ja": japanese.STEMMING,
    "ko": korean.STEMMING,
    "ms": malay.STEMMING,
    "pt": portuguese.STEMMING,
    "ru": russian.STEMMING,
    "th": thai.STEMMING,
    "tl": tagalog.STEMMING,
    "tr": turkish.STEMMING,
    "vi": vietnamese.STEMMING,
    "zh": chinese.STEMMING,
}
"""By ISO 639-1 code."""


def text_stems(tokens: Sequence[Token], languages: Sequence[str]) -> Iterator[Stem]:
    """The tagged stems of a text in the languages of its author, and where each was written."""
    for language in languages:
        if language in STEMMINGS:
            for stem, start, end in STEMMINGS[language].of_text(tokens):
                yield f"{language}~{stem}", start, end


def query_stems(token: Token, languages: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The ways to find a typed word by stem in any of these languages: all tagged stems of one way must be there."""
    return tuple(
        tuple(f"{language}~{stem}" for stem in way)
        for language in languages
        if language in STEMMINGS
        for way in STEMMINGS[language].of_query(token)
    )
