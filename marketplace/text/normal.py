"""Where did the characters of a text in normal form stand before?"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import regex

from marketplace.text.fold import compatible


def normalised(text: str) -> tuple[str, Sequence[int]]:
    """The text in the normal form that knows no width, and for each character where it stood; the end too."""
    if unicodedata.is_normalized("NFKC", text):
        return text, range(len(text) + 1)
    pieces: list[str] = []
    places: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        piece = compatible(cluster[0])
        pieces.append(piece)
        places += [cluster.start() + min(n, len(cluster[0]) - 1) for n in range(len(piece))]
    return "".join(pieces), [*places, len(text)]


_CLUSTER = regex.compile(r".[\p{M}\u1160-\u11ff\uff9e\uff9f]*", regex.DOTALL)
"""A character with all that may melt into it: marks, the later letters of a syllable of Hangul, narrow voicing."""
