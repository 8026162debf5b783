"""What do deals need of whoever keeps them? Repositories that share a transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

from marketplace.accounts.ports import AccountRecords
from marketplace.deals.asking import Sight, Wanted
from marketplace.deals.campaign import Campaign
from marketplace.deals.collaboration import Collaboration
from marketplace.deals.history import Entry
from marketplace.deals.message import Message
from marketplace.deals.paying import PaymentRepository
from marketplace.deals.proposal import Proposal
from marketplace.deals.reputation import ReputationRepository
from marketplace.deals.results import ResultRepository
from marketplace.events.ports import EventRepository, WebhookRepository
from marketplace.mail.outbox import LetterRepository

R = TypeVar("R", Campaign, Proposal, Collaboration)


class DealRepository(Protocol[R]):
    """Keeps records of one kind."""

    def get(self, record_id: str) -> R | None:
        """The record of an id; in a transaction that writes it is nobody else's until the end."""
        ...

    def look(self, record_id: str) -> R | None:
        """The record of an id, left to others."""
        ...

    def those(self, ids: Collection[str]) -> Mapping[str, R]:
        """The records of some ids, left to others."""
        ...

    def replace_all(self, records: Sequence[R]) -> None:
        """Keep another version of each."""
        ...

    def page(self, wanted: Wanted) -> Sequence[R]:
        """A page; of campaigns creators see those that they have a proposal of."""
        ...


class TimedRepository(DealRepository[R], Protocol):
    """Keeps records that time acts on."""

    def due(self, now: int, *, limit: int) -> Sequence[R]:
        """So many that time has to act on, and that nobody else has taken; nobody else's until the end."""
        ...


class CampaignRepository(DealRepository[Campaign], Protocol):
    """Keeps campaigns."""

    def add(self, campaign: Campaign) -> None:
        """Keep a new one."""
        ...

    def remove(self, campaign_id: str) -> None:
        """Keep it no more."""
        ...

    def has_proposed(self, campaign_id: str, *, creator_id: str) -> bool:
        """Whether it has a proposal to a creator."""
        ...


class ProposalRepository(TimedRepository[Proposal], Protocol):
    """Keeps proposals."""

    def add_all(self, proposals: Sequence[Proposal]) -> None:
        """Keep new ones."""
        ...

    def open_of(self, *, campaign_id: str | None = None, creator_id: str | None = None) -> Sequence[Proposal]:
        """All open proposals of a campaign, or to a creator."""
        ...

    def proposed(self, campaign_id: str, creator_ids: Collection[str]) -> set[str]:
        """Those of these creators who have a proposal of a campaign that is open, accepted or declined."""
        ...

    def reached(self, campaign_id: str) -> Sequence[str]:
        """The creators with a proposal of a campaign that is open or accepted."""
        ...

    def contacted(self, sight: Sight, *, limit: int) -> Sequence[str]:
        """The creators that an account or client has proposed to, the last ones first, so many at most."""
        ...


class CollaborationRepository(TimedRepository[Collaboration], Protocol):
    """Keeps collaborations."""

    def add(self, collaboration: Collaboration) -> None:
        """Keep a new one."""
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
    def results(self) -> ResultRepository:
        """What became of proposals, counted."""

    @property
    def reputations(self) -> ReputationRepository:
        """Of whom it is to be reckoned up what they are known for."""

    @property
    def letters(self) -> LetterRepository:
        """What is to be written to whom."""

    @property
    def events(self) -> EventRepository:
        """What accounts are to be told."""

    @property
    def webhooks(self) -> WebhookRepository:
        """Who is called of events."""


class Deals(Protocol):
    """Begins transactions; everything raises StoreUnavailable."""

    def reading(self) -> AbstractContextManager[DealRecords]:
        """A transaction that writes nothing."""
        ...

    def writing(self) -> AbstractContextManager[DealRecords]:
        """A transaction that writes, committed unless something is raised; within another one, that one."""
        ...
