"""Can a text stand in one line of a list, as it is?"""

from __future__ import annotations

from unicodedata import category

_BREAKS = {"Cc", "Cs", "Zl", "Zp"}
"""Control characters, halves of characters, and what begins a new line or paragraph."""

_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""What turns the direction of all that follows: with it a name can look like another one, and its line like no line.

Joiners and marks of direction that act where they stand are taken: names in Persian and Hindi need them, 👩‍🍳 too; and
so are the spaces of Japanese and French.
"""


def stands_in_a_line(text: str) -> bool:
    """Whether it shows something, breaks no line and turns nothing around."""
    signs = {one: category(one) for one in text}
    shows = any(kind == "Cn" or kind[0] not in "CZ" for kind in signs.values())  # Cn: newer than this Python's Unicode
    return shows and not signs.keys() & _TURNS and not _BREAKS & set(signs.values())
