"""What are the words of a text, and where do they stand in it? One analysis for what is stored and what is asked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import regex

from marketplace.text.fold import OFTEN_REPEATED, fold
from marketplace.text.normal import normalised
from marketplace.text.segments import segments

CHUNKS_KEPT = 16_384
"""What stands between two spaces: of 14 chunks of a creator 1 or 2 are new to a market, 12 MB."""

PARTS_KEPT = 4_096
"""Words of hashtags."""

VERSION = 3
"""Another number whenever a text gets other words here or in `fold`, or other stems: all must be analysed again."""

MAX_WORD_LENGTH = 100
"""Longer words are cut: Elasticsearch would split a token at 255 by itself, and nobody types so many letters."""

LONGEST_BEGINNING = 3
"""Short beginnings are kept as words of their own: `b` begins tens of thousands, `beau` a hundred to look through."""

UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese: ICU's dictionaries find the words that no space divides."""


class Token(NamedTuple):
    """One word of a text: `text[start:end]` is what was written.

    `word` is folded, what is compared; `spelled` is in lower case but keeps its accents, what stemmers read.
    """

    word: str
    spelled: str
    start: int
    end: int


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text in their order; every sign but letters, digits and their marks divides."""
    return tuple([token.word for token in tokens(text)])


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text with their places in it."""
    chunks = text.split()
    if len(chunks) == 1 and len(chunks[0]) == len(text):
        return _of_chunk(text)
    found: list[Token] = []
    end = 0
    for chunk in chunks:
        start = text.index(chunk, end)
        end = start + len(chunk)
        # to append is faster here than a comprehension for each chunk, most of which are one word
        for word, spelled, first, last in _of_chunk(chunk):
            found.append(_NEW(Token, (word, spelled, start + first, start + last)))
    return tuple(found)


def _of_chunk(chunk: str) -> tuple[Token, ...]:
    return _known_chunk(chunk) if len(chunk) <= OFTEN_REPEATED else _tokens(chunk)


_NEW = tuple.__new__
"""Makes a named tuple in a third of the time that its own name takes."""


def sequences(text: str, *, tag: bool = False) -> tuple[tuple[Token, ...], ...]:
    """The words of a text, and those of each hashtag in it that capitals divide: #VeganFood is also vegan food.

    `tag` when the text is a hashtag itself. Phrases are found within one sequence.
    """
    whole = tokens(text)
    if tag:
        # what stands in small letters is not divided; of other scripts that takes a closer look
        if text.islower() and text.isascii():
            return (whole,)
        divided = _divided_by_capitals(text, whole)
        return (whole, divided) if divided else (whole,)
    if "#" not in text:
        return (whole,)
    tagged = (
        _divided_by_capitals(text, [token]) for token in whole if token.start and text[token.start - 1] in "#\uff03"
    )
    return (whole, *filter(None, tagged))


def beginnings(found: Iterable[str]) -> list[str]:
    """What words begin with, up to `LONGEST_BEGINNING` characters; some of it comes again and again."""
    return [word[:length] for word in found for length in _BEGINNINGS]


_BEGINNINGS = range(1, LONGEST_BEGINNING + 1)


def is_mark(letter: str) -> bool:
    """Whether a character belongs to the letter before it: an accent, a vowel sign, what chooses its picture."""
    return unicodedata.category(letter)[0] == "M"


@lru_cache(maxsize=CHUNKS_KEPT)
def _known_chunk(chunk: str) -> tuple[Token, ...]:
    """The words of what stands between two spaces: the same few thousand are most of all texts."""
    return _tokens(chunk)


def _tokens(text: str) -> tuple[Token, ...]:
    if text.isascii():
        found = [(one[0][:MAX_WORD_LENGTH], one.start(), one.end()) for one in _ASCII_WORD.finditer(text.lower())]
        return tuple([Token(word, word, start, end) for word, start, end in found])
    normal, places = normalised(text)
    return tuple(
        [
            Token(word, spelled, places[run.start() + first], _end(places, run.start() + last))
            for run in _RUN.finditer(normal)
            for word, spelled, first, last in _of_run(run[0])
        ]
    )


_ASCII_WORD = re.compile(r"[a-z0-9]+")
_RUN = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{Cf}]*")
"""Marks go with the letter before them; format characters, which will vanish, don't divide."""


def _of_run(run: str) -> tuple[tuple[str, str, int, int], ...]:
    """The words of a run of letters: folded, spelled, from, to; ICU is asked only where a script has no spaces."""
    folded = fold(run)
    # a letter may vanish and leave its marks behind: Arabic tatweel with a vowel
    while folded and not folded[0].isalnum():
        folded = folded[1:]
    if not folded:
        return ()
    if not UNSPACED.search(folded):
        return ((folded[:MAX_WORD_LENGTH], _spelled(run), 0, len(run)),)
    aligned = len(folded) == len(run)
    divided = [(folded[first:last][:MAX_WORD_LENGTH], first, last) for first, last in segments(folded)]
    # an unassigned character is a letter to regex, and to nobody else
    divided = [one for one in divided if one[0][0].isalnum()]
    return tuple([(word, word, first, last) if aligned else (word, word, 0, len(run)) for word, first, last in divided])


def _end(places: Sequence[int], end: int) -> int:
    """Where what is written ends: several characters may have come from one, ㌔ is キロ."""
    return max(places[end], places[end - 1] + 1)


def _spelled(run: str) -> str:
    """In lower case, with its accents; İ is i and a dot to Python, i to Turks."""
    plain = run if run.isprintable() else _FORMATS.sub("", run)
    return unicodedata.normalize("NFC", plain.casefold().replace("i\u0307", "i"))[:MAX_WORD_LENGTH]


_FORMATS = regex.compile(r"\p{Cf}+")


def _divided_by_capitals(text: str, run: Sequence[Token]) -> tuple[Token, ...]:
    """The parts of words that capitals divide; nothing when they divide none."""
    parts = [part for token in run for part in _parts(text, token)]
    return tuple(parts) if len(parts) > len(run) else ()


def _parts(text: str, token: Token) -> Iterator[Token]:
    written = text[token.start : token.end]
    known = _known_parts(written) if len(written) <= OFTEN_REPEATED else _parts_of(written)
    return (Token(word, spelled, token.start + first, token.start + last) for word, spelled, first, last in known)


@lru_cache(maxsize=PARTS_KEPT)
def _known_parts(written: str) -> tuple[Token, ...]:
    return _parts_of(written)


def _parts_of(written: str) -> tuple[Token, ...]:
    return tuple(
        [
            Token(word, spelled, part.start() + first, part.start() + last)
            for part in _CAPITALISED.finditer(written)
            for word, spelled, first, last in tokens(part[0])
        ]
    )


_CAPITALISED = regex.compile(r"\p{Lu}+(?!\p{Ll})\p{M}*|\p{Lu}?[^\p{Lu}]+")
"""A run of capitals (but the last, which begins the next word), or a capital and all up to the next: DIY, Home."""
