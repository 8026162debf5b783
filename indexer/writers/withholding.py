"""What does a build withhold, while others tell of the same creators? Kept until it is published, and joined then."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from indexer.standing import NOTHING_WITHHELD, Withheld, joined

AT_ONCE = 1_000

Known = Callable[[Sequence[str]], Mapping[str, Withheld]]
"""What is withheld of creators by now; nobody of whom nothing is."""


class Withholding:
    """What one build withholds; `known` is asked when nobody else may tell anything any more."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._withheld: dict[str, Withheld] = {}

    def add(self, withheld: Mapping[str, Withheld]) -> None:
        """See `Build.withhold`."""
        self._withheld.update(withheld)

    def joined(self, released: Mapping[str, Withheld]) -> Iterator[Mapping[str, Withheld]]:
        """What is withheld with what others have told meanwhile, some at a time; those `released` hide nobody."""
        ids = iter(self._withheld)
        while some := list(islice(ids, AT_ONCE)):
            known = self._known(some)
            told = {one: joined(self._withheld[one], known.get(one, NOTHING_WITHHELD)) for one in some}
            yield {one: replace(what, hidden=None) if one in released else what for one, what in told.items()}

    def left(self, released: Mapping[str, Withheld]) -> Mapping[str, Withheld]:
        """Those of the released of whom nothing else is withheld."""
        return {one: what for one, what in released.items() if one not in self._withheld}
