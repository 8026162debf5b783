"""By which stems is a word found beside the ways it is written? Stems are tagged: gift is no present in German."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

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
from marketplace.text.stemming import Form, Stem, Stemming
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


WORDS_KEPT = 8_192
"""Words of each language whose stems are remembered: all 18 languages take 50 MB."""


def text_stems(tokens: Sequence[Token], languages: Sequence[str]) -> Iterator[Stem]:
    """The tagged stems of a text in the languages of its author, and where each was written."""
    for language in languages:
        if language in STEMMINGS:
            form, stems = _of_words(language)
            for token in tokens:
                for stem in stems(token[form]):
                    yield stem, token.start, token.end
            for stem, start, end in STEMMINGS[language].of_neighbours(tokens):
                yield f"{language}~{stem}", start, end


def plain_stems(tokens: Sequence[Token], languages: Sequence[str]) -> list[str]:
    """The same stems in the same order, wherever they were written."""
    found: list[str] = []
    for language in languages:
        if language in STEMMINGS:
            form, stems = _of_words(language)
            for token in tokens:
                found += stems(token[form])
            found += [f"{language}~{stem}" for stem, _, _ in STEMMINGS[language].of_neighbours(tokens)]
    return found


@cache
def _of_words(language: str) -> tuple[Form, Callable[[str], tuple[str, ...]]]:
    """Which form of a word a language reads, and what gives its tagged stems: a plain string is found fastest."""
    stemming = STEMMINGS[language]

    @lru_cache(maxsize=WORDS_KEPT)
    def stems(word: str) -> tuple[str, ...]:
        return tuple([f"{language}~{stem}" for stem in stemming.of_word(word)])

    return stemming.reads, stems


def query_stems(token: Token, languages: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The ways to find a typed word by stem in any of these languages: all tagged stems of one way must be there."""
    return tuple(
        tuple(f"{language}~{stem}" for stem in way)
        for language in languages
        if language in STEMMINGS
        for way in STEMMINGS[language].of_query(token)
    )
