"""What are the words of a text? One analysis for both engines, for what is stored and for what is asked."""

from __future__ import annotations

import re
import unicodedata

from icu4py.breakers import WordBreaker

from marketplace.text.fold import fold

MAX_WORD_LENGTH = 100
"""Longer words are cut: Elasticsearch would split a token at 255 by itself, and nobody types so many letters."""

UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese: ICU's dictionaries find the words that no space divides."""


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text in their order; every sign but letters, digits and their marks divides."""
    folded = fold(text)
    if folded.isascii():
        runs = _ASCII_SIGNS.sub(" ", folded).split()
    else:
        runs = "".join(letter if _is_word(letter) else " " for letter in folded).split()
    return tuple(word[:MAX_WORD_LENGTH] for run in runs for word in _divided(run))


def has_word(letter: str) -> bool:
    """Whether a character is a letter, a digit or a mark of one."""
    return _is_word(letter)


_ASCII_SIGNS = re.compile(r"[^a-z0-9]+")


def _is_word(letter: str) -> bool:
    return letter.isalnum() or unicodedata.category(letter)[0] == "M"


def _divided(run: str) -> tuple[str, ...]:
    """The words of a run of letters; ICU is asked only where a script writes without spaces (22 µs a short text)."""
    if not UNSPACED.search(run):
        return (run,)
    units = run.encode("utf-16-le")  # ICU counts UTF-16 units
    return tuple(units[2 * start : 2 * end].decode("utf-16-le") for start, end in WordBreaker(run, "en").segments())
