"""What does somebody look for who types a text? Words and phrases to find, words and phrases to leave out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from marketplace.text.words import is_mark, words

MAX_CHARACTERS = 200
MAX_WORDS = 20


@dataclass(frozen=True)
class Sought:
    """One thing looked for: a word, or the adjacent words of a phrase; `excluded` when no match may have it."""

    words: tuple[str, ...]
    excluded: bool = False


@dataclass(frozen=True)
class TextQuery:
    """A text typed, understood: everything wanted must match, nothing excluded may; ValueError when both are empty."""

    wanted: tuple[Sought, ...] = ()
    excluded: tuple[Sought, ...] = ()

    def __post_init__(self) -> None:
        if not self.wanted and not self.excluded:
            raise ValueError("has no letter or digit to look for")


def parse_text(text: str) -> TextQuery | None:
    """What a typed text looks for; None when it has no letter or digit. ValueError when it is too long."""
    if len(text) > MAX_CHARACTERS:
        raise ValueError(f"has {len(text)} characters: at most {MAX_CHARACTERS} can be looked for")
    typed = [item for part in _parts(text) for item in _sought(part.text, quoted=part.quoted, excluded=part.excluded)]
    count = sum(len(item.words) for item in typed)
    if count > MAX_WORDS:
        raise ValueError(f"has {count} words: at most {MAX_WORDS} can be looked for at once")
    if not typed:
        return None
    sought = tuple(dict.fromkeys(typed))
    return TextQuery(
        tuple(item for item in sought if not item.excluded), tuple(item for item in sought if item.excluded)
    )


@dataclass(frozen=True)
class _Part:
    text: str
    quoted: bool
    excluded: bool


def _parts(text: str) -> list[_Part]:
    """What stands between quotes, and each run without a space outside them."""
    parts: list[_Part] = []
    quoted, minus = False, False
    for piece in _pieces(text):
        if quoted:
            parts.append(_Part(piece, quoted=True, excluded=minus))
        else:
            minus = bool(_OPENING_MINUS.search(piece))
            outside = piece[:-1] if minus else piece
            parts += [_Part(run, quoted=False, excluded=run.startswith("-")) for run in outside.split()]
        quoted = not quoted
    return parts


_OPENING_MINUS = re.compile(r"(?:^|\s)-$")


def _pieces(text: str) -> list[str]:
    """The text cut at its quotes; a quote between two letters is a letter's sign: צה״ל typed with \"."""
    cuts = [n for n, sign in enumerate(text) if sign == '"' and not _between_letters(text, n)]
    edges = [-1, *cuts, len(text)]
    return [text[start + 1 : end] for start, end in pairwise(edges)]


def _between_letters(text: str, n: int) -> bool:
    before = next((letter for letter in reversed(text[:n]) if not is_mark(letter)), "")
    return before.isalnum() and text[n + 1 : n + 2].isalnum()


def _sought(text: str, *, quoted: bool, excluded: bool) -> list[Sought]:
    """Words outside quotes are sought one by one; excluded ones together: -node.js leaves out `node js`, not `node`."""
    found = words(text)
    if not found:
        return []
    if quoted or excluded:
        return [Sought(found, excluded)]
    return [Sought((word,)) for word in found]
