"""Which affixes do Indonesian and Malay share? All but the words they are put to, and some of everyday speech."""

from __future__ import annotations

import re
from collections.abc import Iterator

SUFFIXES = ("nya", "lah", "kah", "tah", "pun", "ku", "mu", "kan", "an", "in", "i", "2")
"""His, my and your; particles; those of verbs and nouns; everyday -in (masakin), 2 for a doubled word."""

PREFIXES = (
    "diper",
    "memper",
    "ber",
    "bel",
    "be",
    "per",
    "pel",
    "pe",
    "mem",
    "me",
    "ter",
    "ke",
    "se",
    "di",
    "nge",
    "juru",
)

NASAL = (
    (re.compile("^[mp]eng(?=[aeioughk])"), ("", "k")),
    (re.compile("^[mp]eny(?=[aeiou])"), ("s",)),
    (re.compile("^[mp]em(?=[aeiou])"), ("p",)),
    (re.compile("^[mp]em(?=[bfpv])"), ("",)),
    (re.compile("^[mp]en(?=[aeiou])"), ("t",)),
    (re.compile("^[mp]en(?=[cdjstz])"), ("",)),
    (re.compile("^ng(?=[aeiou])"), ("", "k")),
    (re.compile("^ny(?=[aeiou])"), ("s", "c")),
    (re.compile("^n(?=[aeiou])"), ("t",)),
    (re.compile("^m(?=[aeiou])"), ("p",)),
)
"""A nasal melts into the root's first letter: meng+kopi, me+nyelam from selam; everyday speech drops me- (ngopi)."""

SHORTEST = 3
"""Letters that an affix leaves at least."""


def peel(word: str) -> Iterator[str]:
    """The word with one affix less, in every way that its letters allow."""
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= SHORTEST:
            yield word[: -len(suffix)]
    for prefix in PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= SHORTEST:
            yield word[len(prefix) :]
    for nasal, firsts in NASAL:
        if found := nasal.match(word):
            yield from (first + word[found.end() :] for first in firsts if len(word) - found.end() >= SHORTEST - 1)
