"""By which stems is a word found beside the ways it is written? Stems are tagged: gift is no present in German."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

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


WORDS_KEPT = 65_536
"""Words whose stems are remembered, each in each language: some 20 MB."""


def text_stems(tokens: Sequence[Token], languages: Sequence[str]) -> Iterator[Stem]:
    """The tagged stems of a text in the languages of its author, and where each was written."""
    for language in languages:
        if language in STEMMINGS:
            for token in tokens:
                for stem in _of_word(language, token[:2]):
                    yield stem, token.start, token.end
            for stem, start, end in STEMMINGS[language].of_neighbours(tokens):
                yield f"{language}~{stem}", start, end


def plain_stems(tokens: Sequence[Token], languages: Sequence[str]) -> list[str]:
    """The same stems in the same order, wherever they were written."""
    found: list[str] = []
    for language in languages:
        if language in STEMMINGS:
            for token in tokens:
                found += _of_word(language, token[:2])
            found += [f"{language}~{stem}" for stem, _, _ in STEMMINGS[language].of_neighbours(tokens)]
    return found


@lru_cache(maxsize=WORDS_KEPT)
def _of_word(language: str, written: tuple[str, str]) -> tuple[str, ...]:
    token = Token(*written, 0, len(written[1]))
    return tuple([f"{language}~{stem}" for stem in STEMMINGS[language].of_word(token)])


def query_stems(token: Token, languages: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The ways to find a typed word by stem in any of these languages: all tagged stems of one way must be there."""
    return tuple(
        tuple(f"{language}~{stem}" for stem in way)
        for language in languages
        if language in STEMMINGS
        for way in STEMMINGS[language].of_query(token)
    )
