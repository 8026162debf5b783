"""What is kept beside what is published, and how long? Builds to go back to, tombstones, rejects."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Protocol, TypeVar

from indexer.standing import Stored
from indexer.state import SyncState
from marketplace.creators.times import DAY, MICROSECONDS, format_time

TOMBSTONES_DAYS = 90
"""A feed need not tell for longer who left (docs/feeds.md); an old record of them that comes later shows them again."""

REJECTS_DAYS = 30
Kept = TypeVar("Kept")


@dataclass(frozen=True)
class KeptBuild:
    """A build that is published or can be published again, with the state that it was published with last."""

    market: str
    name: str
    state: SyncState
    published: bool


class Reopened(Protocol):
    """A build that is not published any more, to be published again; everything raises EngineUnavailable."""

    def versions(self) -> Iterator[tuple[str, Stored]]:
        """All creators that it holds, by id."""
        ...

    def held(self, ids: Sequence[str]) -> Collection[str]:
        """Those of these creators whom it holds."""
        ...

    def remove(self, ids: Sequence[str]) -> None:
        """Drop creators that are not to be shown again."""
        ...

    def count(self) -> int:
        """How many creators it holds."""
        ...

    def publish(self, state: SyncState, taken: Mapping[str, tuple[str, ...]]) -> None:
        """See `Build.publish`; `taken` are those whom the other markets lose."""
        ...


@dataclass(frozen=True, kw_only=True)
class Retention:
    """What stays: of each market so many builds beside the published one, all that were replaced later than a time,
    and what was told later than another; times in microseconds.
    """

    builds: int
    replaced_before: int
    told_before: int

    def spare(self, replaced: Sequence[tuple[Kept, int]]) -> list[Kept]:
        """Those of a market's replaced builds that need not stay; those made first at the beginning, with when each
        was replaced.
        """
        beyond = replaced[: max(0, len(replaced) - self.builds)]
        return [one for one, at in beyond if at < self.replaced_before]


@dataclass(frozen=True)
class Pruned:
    """What was done: of each market how many builds are kept and how many dropped, and how many tombstones went."""

    builds: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    tombstones: int = 0


def retention(builds: int, export_seconds: float, *, now: int) -> Retention:
    """What stays as of now; whoever began to read a build before it was replaced is done after `export_seconds`."""
    return Retention(
        builds=builds,
        replaced_before=now - round(export_seconds * MICROSECONDS),
        told_before=now - TOMBSTONES_DAYS * DAY,
    )


def build_name(now: int) -> str:
    """The name of a build that is begun now, `20261122t100000a1b2`: those of a market order by time."""
    moment = format_time(now)[:19].replace("-", "").replace(":", "").lower()
    return f"{moment}{token_hex(2)}"
