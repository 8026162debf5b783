"""Where do words begin and end that no space divides? As ICU's dictionaries say, mended where they lose their way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from icu4py.breakers import WordBreaker


def segments(run: str) -> list[tuple[int, int]]:
    """From where to where the words of a run are; ICU itself divides Chinese from Latin, not Thai: รีวิวSkincare."""
    return [
        (part.start() + start, part.start() + end)
        for part in _PARTS_BY_SCRIPT.finditer(run)
        for start, end in _mended(part[0], _dictionary_words(part[0]))
    ]


@lru_cache(maxsize=16_384)
def is_word(text: str) -> bool:
    """Whether the dictionary takes it for one word when it stands alone."""
    return len(segments(text)) == 1


_SOUTHEAST = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_PARTS_BY_SCRIPT = re.compile(f"[{_SOUTHEAST}]+|[^{_SOUTHEAST}]+")


def _dictionary_words(run: str) -> list[tuple[int, int]]:
    segments = [(start, end) for start, end in WordBreaker(run, "en").segments()]
    units = run.encode("utf-16-le")  # ICU counts UTF-16 units: letters, unless some take two
    if len(units) == 2 * len(run):
        return segments
    return [tuple(len(units[: 2 * edge].decode("utf-16-le")) for edge in segment) for segment in segments]  # type: ignore[misc]


def _mended(run: str, segments: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Without cuts where no Japanese word ends or begins: リ|メイク, エッ|ター."""
    first = 0
    adjectives = [found.span() for found in _ADJECTIVE.finditer(run)]
    for (start, end), (_, following) in zip(segments, (*segments[1:], (0, 0)), strict=True):
        amiss = _CUT_AMISS.search(f"{run[start:end]} {run[end:following]}")
        if not amiss and not any(begin < end < stop for begin, stop in adjectives):
            yield first, end
            first = end


_CUT_AMISS = re.compile("(?:^[ァ-ヺ]|[ァ-ヺー]*ッ) [ァ-ヺ]|^[ァ-ヺー]+ (?:[ァィゥェォッャュョンー]|[ァ-ヺ]$)")
"""Behind a single kana or a stop, before a single kana or one that begins no word."""

_ADJECTIVE = re.compile("(?:かわい|おいし|たのし|うれし|やさし|うつくし|おもしろ)(?:かった|く|さ)")
"""Common ones that the dictionary has in one form only: か|わ|いく, おい|しく."""
