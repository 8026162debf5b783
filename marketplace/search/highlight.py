"""How is a text shown with the words that were found in it? Escaped, so that nothing in it is markup but our marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

Span = tuple[int, int]
"""From (included) to (excluded), in characters of the text."""

WHOLE_UP_TO = 200
"""Characters of a text that is shown whole; a longer one is cut to what is around the marks."""

AROUND = 60
MAX_FRAGMENTS = 3
ELLIPSIS = "…"


def highlighted(text: str, spans: Iterable[Span]) -> list[str]:
    """The text, or its first fragments that hold something found, as HTML in which only `<mark>` is markup."""
    marks = _merged(spans)
    if len(text) <= WHOLE_UP_TO:
        return [_marked(text, marks, within=(0, len(text)))]
    return [_marked(text, marks, within=window) for window in _windows(text, marks)][:MAX_FRAGMENTS]


def _merged(spans: Iterable[Span]) -> list[Span]:
    """In their order, those that touch or overlap made one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _windows(text: str, marks: Sequence[Span]) -> Iterator[Span]:
    """What is around the marks; neighbours share a window."""
    around = [(_back(text, start - AROUND), _on(text, end + AROUND)) for start, end in marks]
    yield from _merged(around)


def _back(text: str, place: int) -> int:
    """The beginning of a word at or after a place."""
    if place <= 0:
        return 0
    space = text.find(" ", place, place + AROUND // 2)
    return space + 1 if space >= 0 else place


def _on(text: str, place: int) -> int:
    """The end of a word at or before a place."""
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", place - AROUND // 2, place)
    return space if space >= 0 else place


def _marked(text: str, marks: Sequence[Span], *, within: Span) -> str:
    first, last = within
    pieces = [f"{ELLIPSIS} " if first else ""]
    place = first
    for start, end in marks:
        if first <= start and end <= last:
            pieces += [escape(text[place:start]), "<mark>", escape(text[start:end]), "</mark>"]
            place = end
    return "".join([*pieces, escape(text[place:last]), f" {ELLIPSIS}" if last < len(text) else ""])
