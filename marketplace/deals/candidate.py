"""What must be known of a creator to propose to it, and who knows it?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """What a proposal must know of a creator; `away_until` is in microseconds."""

    id: str
    market: str
    account_type: str | None = None
    available: bool | None = None
    away_until: int | None = None
    price: tuple[Decimal, str] | None = None


class Directory(Protocol):
    """Knows the creators that can be found."""

    def find(self, creator_ids: Sequence[str]) -> Mapping[str, Candidate]:
        """Those of them that can be found now; raises EngineUnavailable."""
        ...
