"""What do deals need of whoever keeps them, and of others? Repositories that share a transaction, and a directory."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from marketplace.accounts.ports import AccountRecords
from marketplace.deals.asking import Sight, Wanted
from marketplace.deals.campaign import Campaign
from marketplace.deals.collaboration import Collaboration
from marketplace.deals.history import Entry
from marketplace.deals.message import Message
from marketplace.deals.paying import PaymentRepository
from marketplace.deals.proposal import Proposal
from marketplace.mail.outbox import LetterRepository


class CampaignRepository(Protocol):
    """Keeps campaigns."""

    def add(self, campaign: Campaign) -> None:
        """Keep a new one."""
        ...

    def get(self, campaign_id: str) -> Campaign | None:
        """The campaign of an id; in a transaction that writes it is nobody else's until the end."""
        ...

    def look(self, campaign_id: str) -> Campaign | None:
        """The campaign of an id, left to others."""
        ...

    def replace(self, campaign: Campaign) -> None:
        """Keep another version of it."""
        ...

    def remove(self, campaign_id: str) -> None:
        """Keep it no more."""
        ...

    def page(self, wanted: Wanted) -> Sequence[Campaign]:
        """A page; creators see those that they have a proposal of."""
        ...

    def has_proposed(self, campaign_id: str, *, creator_id: str) -> bool:
        """Whether it has a proposal to a creator."""
        ...


class ProposalRepository(Protocol):
    """Keeps proposals."""

    def add_all(self, proposals: Sequence[Proposal]) -> None:
        """Keep new ones."""
        ...

    def get(self, proposal_id: str) -> Proposal | None:
        """The proposal of an id; in a transaction that writes it is nobody else's until the end."""
        ...

    def look(self, proposal_id: str) -> Proposal | None:
        """The proposal of an id, left to others."""
        ...

    def replace(self, proposal: Proposal) -> None:
        """Keep another version of it."""
        ...

    def page(self, wanted: Wanted) -> Sequence[Proposal]:
        """A page."""
        ...

    def open_of(self, *, campaign_id: str | None = None, creator_id: str | None = None) -> Sequence[Proposal]:
        """All open proposals of a campaign, or to a creator."""
        ...

    def proposed(self, campaign_id: str, creator_ids: Collection[str]) -> set[str]:
        """Those of these creators who have a proposal of a campaign that is open, accepted or declined."""
        ...

    def contacted(self, sight: Sight, *, limit: int) -> Sequence[str]:
        """The creators that an account or client has proposed to, the last ones first, so many at most."""
        ...


class CollaborationRepository(Protocol):
    """Keeps collaborations."""

    def add(self, collaboration: Collaboration) -> None:
        """Keep a new one."""
        ...

    def get(self, collaboration_id: str) -> Collaboration | None:
        """The collaboration of an id."""
        ...

    def replace(self, collaboration: Collaboration) -> None:
        """Keep another version of it."""
        ...

    def page(self, wanted: Wanted) -> Sequence[Collaboration]:
        """A page."""
        ...

    def under_way_of(self, creator_id: str) -> Sequence[Collaboration]:
        """All collaborations with a creator that are neither published nor ended, nor in dispute."""
        ...


class MessageRepository(Protocol):
    """Keeps messages; they are only ever added."""

    def add(self, message: Message) -> None:
        """Keep one more."""
        ...

    def page(self, thread: str, *, after: str, limit: int) -> Sequence[Message]:
        """So many messages of a thread behind an id, the oldest first."""
        ...


class HistoryRepository(Protocol):
    """Keeps what became of records; entries are only ever added."""

    def add_all(self, entries: Sequence[Entry]) -> None:
        """Keep some more."""
        ...

    def of(self, record_id: str, *, limit: int) -> Sequence[Entry]:
        """The last steps of a record, so many at most, in their order."""
        ...


class DealRecords(AccountRecords, Protocol):
    """The repositories in one transaction."""

    @property
    def campaigns(self) -> CampaignRepository:
        """All campaigns."""

    @property
    def proposals(self) -> ProposalRepository:
        """Their proposals."""

    @property
    def collaborations(self) -> CollaborationRepository:
        """What became of accepted ones."""

    @property
    def messages(self) -> MessageRepository:
        """What was written about all three."""

    @property
    def history(self) -> HistoryRepository:
        """What became of all three."""

    @property
    def payments(self) -> PaymentRepository:
        """What was done with money."""

    @property
    def letters(self) -> LetterRepository:
        """What is to be written to whom."""


class Deals(Protocol):
    """Begins transactions; everything raises StoreUnavailable."""

    def reading(self) -> AbstractContextManager[DealRecords]:
        """A transaction that writes nothing."""
        ...

    def writing(self) -> AbstractContextManager[DealRecords]:
        """A transaction that writes, committed unless something is raised; within another one, that one."""
        ...


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
