"""What are the words of a text? One analysis for both engines, for what is stored and for what is asked."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import takewhile

from icu4py.breakers import WordBreaker

from marketplace.text.fold import OFTEN_REPEATED, fold

VERSION = 1
"""Another number whenever a text gets other words here or in `fold`: what is indexed must be analysed again."""

MAX_WORD_LENGTH = 100
"""Longer words are cut: Elasticsearch would split a token at 255 by itself, and nobody types so many letters."""

UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese: ICU's dictionaries find the words that no space divides."""


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text in their order; every sign but letters, digits and their marks divides."""
    return _known_words(text) if len(text) <= OFTEN_REPEATED else _words(text)


@lru_cache(maxsize=32_768)
def _known_words(text: str) -> tuple[str, ...]:
    return _words(text)


def _words(text: str) -> tuple[str, ...]:
    folded = fold(text)
    runs = (_ASCII_SIGN.sub(" ", folded) if folded.isascii() else _SIGNS.sub(_marks_or_space, folded)).split()
    if UNSPACED.search(folded):
        runs = [word for run in runs for word in _divided(run)]
    return tuple(word[:MAX_WORD_LENGTH] for word in runs)


def is_mark(letter: str) -> bool:
    """Whether a character belongs to the letter before it: an accent, a vowel sign, what chooses its picture."""
    return unicodedata.category(letter)[0] == "M"


_ASCII_SIGN = re.compile(r"[^a-z0-9]+")
_SIGNS = re.compile(r"(?:[^\w\s]|_)+")
"""Marks are no \\w to Python: those that follow a letter are part of its word, all others are signs."""


def _marks_or_space(signs: re.Match[str]) -> str:
    if not signs.string[max(signs.start() - 1, 0)].isalnum():
        return " "
    marks = "".join(takewhile(is_mark, signs[0]))
    return marks if len(marks) == len(signs[0]) else f"{marks} "


def _divided(run: str) -> tuple[str, ...]:
    """The words of a run of letters; ICU is asked only where a script writes without spaces (22 µs a short text)."""
    if not UNSPACED.search(run):
        return (run,)
    segments = WordBreaker(run, "en").segments()
    units = run.encode("utf-16-le")  # ICU counts UTF-16 units: letters, unless some take two
    if len(units) == 2 * len(run):
        return tuple([run[start:end] for start, end in segments])
    return tuple([units[2 * start : 2 * end].decode("utf-16-le") for start, end in segments])
