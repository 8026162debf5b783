"""How is one value drawn out of many, some likelier than others?"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Weighted(Generic[T]):
    """Values with their cumulated weights."""

    values: tuple[T, ...]
    edges: tuple[float, ...]

    @classmethod
    def of(cls, pairs: Iterable[tuple[T, float]]) -> Weighted[T]:
        """Values from pairs of a value and its weight."""
        values, weights = zip(*pairs, strict=True)
        return cls(values, tuple(accumulate(weights)))

    def pick(self, rng: Random) -> T:
        """One value, each as likely as its weight says."""
        return self.values[bisect(self.edges, rng.random() * self.edges[-1])]
