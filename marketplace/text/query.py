"""What does somebody look for who types a text? Words and phrases to find, words and phrases to leave out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from marketplace.text.joining import joined, meaningful, whole
from marketplace.text.stems import STEMMINGS, query_stems
from marketplace.text.unfinished import completions
from marketplace.text.words import Token, is_mark, tokens

MAX_CHARACTERS = 200
MAX_WORDS = 20

ONE_EDIT_FROM = 4
TWO_EDITS_FROM = 8
"""Characters of a folded word from which it may have one typo, and two."""


@dataclass(frozen=True)
class Sought:
    """One thing looked for: a word, or the adjacent words of a phrase, which are found as written alone.

    `excluded` when no match may have it. `stems` are the ways to be found by stem: all tagged stems of any one.
    `begins` when words that begin like the last one count too, the others anywhere; `completions` are then the ways,
    as of `stems`, to be found by a longer word that texts have in pieces. `edits` are how many typos are forgiven,
    when they are tried.
    """

    words: tuple[str, ...]
    excluded: bool = False
    stems: tuple[tuple[str, ...], ...] = ()
    begins: bool = False
    completions: tuple[tuple[str, ...], ...] = ()
    edits: int = 0


@dataclass(frozen=True)
class TextQuery:
    """A text typed, understood: everything wanted must match, nothing excluded may; ValueError when both are empty.

    `forgiving` when words are tried with typos.
    """

    wanted: tuple[Sought, ...] = ()
    excluded: tuple[Sought, ...] = ()
    forgiving: bool = False

    def __post_init__(self) -> None:
        if not self.wanted and not self.excluded:
            raise ValueError("has no letter or digit to look for")

    @property
    def forgivable(self) -> bool:
        """Whether trying it with typos could find more."""
        return not self.forgiving and any(item.edits for item in self.wanted)


def parse_text(
    text: str, languages: Sequence[str] = tuple(STEMMINGS), *, as_you_type: bool = False
) -> TextQuery | None:
    """What a typed text looks for; None when it has no letter or digit. ValueError when it is too long.

    `languages` are those whose stems count. With `as_you_type` the last word, unless it is quoted or excluded, is
    taken for the beginning of a word too.
    """
    if len(text) > MAX_CHARACTERS:
        raise ValueError(f"has {len(text)} characters: at most {MAX_CHARACTERS} can be looked for")
    parts = [part for part in _parts(text) if tokens(part.text)]
    typed = [item for part in parts for item in _sought(part, languages)]
    count = sum(len(item.words) for item in typed)
    if count > MAX_WORDS:
        raise ValueError(f"has {count} words: at most {MAX_WORDS} can be looked for at once")
    if not typed:
        return None
    if as_you_type and not parts[-1].quoted and not typed[-1].excluded:
        typed[-1] = _begun(typed[-1], languages)
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


def _sought(part: _Part, languages: Sequence[str]) -> list[Sought]:
    """Words outside quotes are sought one by one; excluded ones together: -node.js leaves out `node js`, not `node`."""
    found = tokens(part.text)
    if not found:
        return []
    groups = meaningful(tuple(joined(found)))
    if part.quoted or (part.excluded and len(groups) > 1):
        return [Sought(tuple(token.word for token in found), part.excluded)]
    return [_word(group, languages, excluded=part.excluded) for group in groups]


def _word(pieces: Sequence[Token], languages: Sequence[str], *, excluded: bool) -> Sought:
    """Pieces of one word are sought as a phrase, and by the stems of the whole: 食|べた is 食べる too."""
    stems = tuple(dict.fromkeys(query_stems(whole(pieces), languages)))
    edits = 0 if excluded or len(pieces) > 1 else _edits(pieces[0].word)
    return Sought(tuple(token.word for token in pieces), excluded, stems, edits=edits)


def _begun(last: Sought, languages: Sequence[str]) -> Sought:
    """A beginning also of what the texts have in two pieces, which are found by stem: スキンケ of スキン|ケア."""
    longer = completions(last.words[0]) if len(last.words) == 1 else ()
    ways = filter(None, (_by_pieces(word, languages) for word in longer))
    return replace(last, begins=True, completions=tuple(dict.fromkeys(ways)))


def _by_pieces(word: str, languages: Sequence[str]) -> tuple[str, ...]:
    """The likeliest stems of all words that the dictionary finds in one."""
    pieces = [query_stems(whole(group), languages) for group in joined(tokens(word))]
    return tuple(stem for ways in pieces for stem in ways[0]) if all(pieces) else ()


def _edits(word: str) -> int:
    return 0 if len(word) < ONE_EDIT_FROM else 1 if len(word) < TWO_EDITS_FROM else 2
