"""Which of the known names did somebody mean who wrote a wrong one?"""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

MAX_LISTED = 50
"""A set of at most so many names is listed whole when none of them is near."""

_MAX_COMPARED = 100


def did_you_mean(wrong: str, known: Collection[str]) -> str:
    """The nearest known names, whatever their case; all of a small set where none is near."""
    by_case = {name.casefold(): name for name in known}
    compared = wrong[:_MAX_COMPARED].casefold()
    near = get_close_matches(compared, by_case, n=3)
    if near:
        return f"did you mean {' or '.join(by_case[name] for name in near)}?"
    if len(known) <= MAX_LISTED:
        return f"known are {', '.join(known)}"
    nearest = get_close_matches(compared, by_case, n=3, cutoff=0)
    return f"the nearest are {', '.join(by_case[name] for name in nearest)}: see /docs for the list"
