"""What does Creator Next need of whoever keeps events, and the months of the Creator Fund that come of them?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from marketplace.programme.happening import Happening
from marketplace.programme.wallet import FundMonth, Viewed, Wallet


class HappeningRepository(Protocol):
    """Keeps events for ever."""

    def those(self, ids: Collection[str]) -> Mapping[str, Happening]:
        """The events of some ids that were kept."""
        ...

    def reversing(self, ids: Collection[str]) -> Sequence[Happening]:
        """All reversals of events with these ids, whether those have come or not."""
        ...

    def of_facts(self, creator_ids: Collection[str]) -> Sequence[Happening]:
        """All that was told of facts of some creators, in the order in which it happened."""
        ...

    def add_all(self, happenings: Sequence[Happening]) -> Collection[str]:
        """Keep some; the ids of those that were not there yet. Who keeps the same meanwhile is waited for."""
        ...

    def forget(self, creator_id: str, fields: Collection[str]) -> None:
        """Let events of a creator's facts tell some of them no more; that there were these events is still known."""
        ...

    def reverse_all(self, undone: Mapping[str, str]) -> None:
        """Note by which other events some are reversed."""
        ...


class ViewRepository(Protocol):
    """Keeps what months of the Creator Fund came to, and which are to be reckoned up."""

    def mark(self, months: Mapping[tuple[str, str], int], *, since: int) -> None:
        """Let months of creators, each with its end, be reckoned up once they have ended; their wallets are taken."""
        ...

    def take_ended(self, *, now: int, limit: int) -> Mapping[str, Wallet]:
        """The wallets of so many creators with marked months that have ended, but for those that others have taken.

        They are nobody else's until the end.
        """
        ...

    def ended(self, creator_ids: Collection[str], *, now: int) -> Sequence[tuple[str, str]]:
        """The marked months of creators that have ended, by creator and month."""
        ...

    def unmark(self, months: Collection[tuple[str, str]]) -> None:
        """Let months that are reckoned up be marked no more."""
        ...

    def views(self, creator_id: str, month: str) -> Sequence[Viewed]:
        """The views of a month that count, by day and by the market they come from."""
        ...

    def months(self, creator_ids: Collection[str]) -> Sequence[FundMonth]:
        """All months of some creators, by creator and month."""
        ...

    def put_all(self, months: Sequence[FundMonth]) -> None:
        """Keep these in place of what is known of the same months."""
        ...

    def take_payable(self, least: Mapping[str, int], *, now: int, limit: int) -> Mapping[str, Wallet]:
        """The wallets of so many creators whose payable months come to so many minor units of a currency or more.

        As of `take_ended`, they are nobody else's until the end.
        """
        ...
