"""What does a build withhold, while others tell of the same creators? Kept until it is published, and joined then."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from indexer.standing import UNKNOWN, Standing, Withheld, joined


class Withholding:
    """What one build withholds; `standing` tells what is known of creators by now."""

    def __init__(self, standing: Callable[[Sequence[str]], Mapping[str, Standing]]) -> None:
        self._standing = standing
        self._withheld: dict[str, Withheld] = {}

    def add(self, withheld: Mapping[str, Withheld]) -> None:
        """See `Build.withhold`."""
        self._withheld.update(withheld)

    def joined(self) -> Mapping[str, Withheld]:
        """What is withheld with what others have told meanwhile; nobody may tell more until it is kept."""
        known = self._standing(list(self._withheld))
        return {one: joined(mine, known.get(one, UNKNOWN).withheld) for one, mine in self._withheld.items()}
