"""Which words belong together, or apart, against the rules of their language's stemmer?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from marketplace.text.fold import fold
from marketplace.text.stemming import Stems


def families(stems: Stems, *, together: str = "", apart: str = "") -> Stems:
    """The stems mended by tables of families: each line is one, and its first word names it.

    `together`: words that no rule brings together, with all their own forms: "run ran runner" finds runners too.
    `apart`: the forms of a word that a rule takes for another word's; they have that family as their only stem,
    or several families when they stand in several.
    """
    named = _named(apart)
    first = {stem: stems(name)[0] for name, form in _forms(together) for stem in stems(form)}

    def mended(word: str) -> tuple[str, ...]:
        return named.get(word) or tuple([first.get(stem, stem) for stem in stems(word)])

    return mended


def related(stems: Stems, forms: Sequence[tuple[re.Pattern[str], str]]) -> Stems:
    """The stems of a word and of those that it belongs to: its verb, its masculine.

    `forms` are endings and what stands in their place there; a word kept apart belongs to none.
    """

    @lru_cache(maxsize=16_384)
    def found(word: str) -> tuple[str, ...]:
        own = stems(word)
        if own[0].startswith("="):
            return own
        belongs = [ending.sub(instead, word) for ending, instead in forms if ending.search(word)]
        return (*own, *(stem for form in belongs for stem in stems(form)))

    return found


def _named(table: str) -> dict[str, tuple[str, ...]]:
    """The families of each form, also as typed without accents unless that is another word: küchen is, kuchen not."""
    named: dict[str, tuple[str, ...]] = {}
    names: dict[str, str] = {}
    for name, form in _forms(table):
        if names.setdefault(fold(name), name) != name:
            raise ValueError(f"two families would be called {fold(name)!r}: begin one of them with another form")
        named[form] = (*named.get(form, ()), f"={fold(name)}")
    return {fold(form): family for form, family in named.items()} | named


def _forms(table: str) -> Iterator[tuple[str, str]]:
    """The name of each family with each of its forms; several families of a line are parted by a bar."""
    for line in table.replace("|", "\n").splitlines():
        forms = line.split()
        yield from ((forms[0], form) for form in forms)
