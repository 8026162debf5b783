"""With what do the services of records work? The database, the clock, ids and randomness of this process."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from secrets import token_bytes, token_urlsafe

from uuid_utils import uuid7

from marketplace.accounts.authenticating import Authenticator
from marketplace.accounts.hiding import HidingService
from marketplace.accounts.keys import KeyService
from marketplace.accounts.leaving import LeavingService
from marketplace.accounts.making import Makers
from marketplace.accounts.rates import RateLimits
from marketplace.accounts.service import AccountService
from marketplace.accounts.vault import LEAST_CHARACTERS, Vault
from marketplace.deals.ending import Ending
from marketplace.deals.moving import Moving
from marketplace.deals.paying import Recording
from marketplace.deals.reckoning import Marking
from marketplace.deals.steps import Steps
from marketplace.deals.telling import Telling
from marketplace.events.leaving import remove_webhooks
from marketplace.events.webhooks import WebhookService
from marketplace.mail.chosen import mailer_of
from marketplace.mail.mail import Mailer
from marketplace.programme.following import Followers
from marketplace.programme.membership import MembershipService
from marketplace.programme.reading_rules import load_rules
from marketplace.programme.rules import Rules
from marketplace.saved.forgetting import forget_creator
from marketplace.saved.lists import ListService
from marketplace.secret_key import secret_key_of
from marketplace.settings import Settings
from marketplace.store import backup
from marketplace.store.address import address
from marketplace.store.counting import SharedCounter
from marketplace.store.database import Database, open_database
from marketplace.store.proof import proof_of
from marketplace.store.records import SqlRecords
from marketplace.store.schema import HEAD

COUNTS = "rates.db"


@dataclass(frozen=True)
class Services:
    """What can be done with records."""

    records: SqlRecords
    makers: Makers
    accounts: AccountService
    keys: KeyService
    authenticator: Authenticator
    hidings: HidingService
    leaving: LeavingService
    lists: ListService
    steps: Steps
    moving: Moving
    mailer: Mailer
    webhooks: WebhookService
    rules: Rules
    members: MembershipService

    @property
    def followers(self) -> Followers:
        """What lets members follow what is true of them."""
        return Followers(self.records, self.rules)


def services_of(settings: Settings, *, now: Callable[[], int] | None = None, asked: bool = True) -> Services:
    """The services over the database of the settings, which is opened when it is first used; raises SettingsError.

    Where nobody can ask for them they need no secret key.
    """
    clock = now or microseconds
    vault = Vault(secret_key_of(settings) if asked else token_urlsafe(LEAST_CHARACTERS))
    records = SqlRecords(Database(settings.database_url), clock=clock)
    makers = Makers(now=clock, make_id=make_id, random=token_bytes, vault=vault)
    authenticator = Authenticator(records, vault, now=clock)
    steps, moving = Steps(makers, (Telling(), Marking(make_id))), Moving(Recording())
    lists, members = ListService(records, makers), MembershipService(records, makers)
    leaving = (Ending(steps, moving).of_creator, members.forget, lists.forget, forget_creator, remove_webhooks)
    return Services(
        records=records,
        makers=makers,
        accounts=AccountService(records, makers),
        keys=KeyService(records, makers),
        authenticator=authenticator,
        hidings=HidingService(records, clock),
        leaving=LeavingService(records, clock, leaving=leaving),
        lists=lists,
        steps=steps,
        moving=moving,
        mailer=mailer_of(settings, now=clock, make_id=make_id),
        webhooks=WebhookService(records, makers, open_loopback=settings.webhooks_to_loopback),
        rules=load_rules(settings.programme_rules),
        members=members,
    )


def rate_limits_of(
    settings: Settings, *, now: Callable[[], int] | None = None, shared: Path | None = None
) -> RateLimits:
    """How often keys may ask, counted in a folder of all worker processes, or in this one alone."""
    counter = SharedCounter(shared / COUNTS if shared else None)
    return RateLimits(counter, settings.rate_per_minute, now=now or microseconds)


def prepare_shared(folder: Path) -> None:
    """Make what worker processes share, before there are any."""
    SharedCounter(folder / COUNTS).prepare()


@dataclass(frozen=True)
class Keeping:
    """The database as a whole; everything raises StoreUnavailable."""

    url: str

    def upgraded(self) -> str:
        """The schema that it has, when it has been brought to that of this release."""
        open_database(self.url).close()
        return HEAD

    def problems(self) -> Sequence[str]:
        """What of it is damaged, or of another release; nothing is changed."""
        if damaged := backup.problems(self.url):
            return damaged
        schema = Database(self.url).schema()
        return () if schema == HEAD else (f"its schema is {schema}, that of this release is {HEAD}: see `db upgrade`",)

    def has_accounts(self) -> bool:
        """Whether there is anybody in it."""
        database = open_database(self.url)
        try:
            with SqlRecords(database).reading() as records:
                return bool(records.accounts.page(after="", limit=1))
        finally:
            database.close()

    def proof(self) -> Mapping[str, object]:
        """What adding up the whole ledger again has found: see `proof_of`."""
        database = open_database(self.url)
        try:
            return proof_of(database)
        finally:
            database.close()

    def back_up(self, file: Path) -> None:
        """Copy it into a file that is not there yet."""
        backup.back_up(self.url, file)

    def restore(self, file: Path) -> None:
        """Put what a back-up holds in place of all that is in it."""
        backup.restore(self.url, file)


def keeping_of(settings: Settings) -> Keeping:
    """The database of the settings; raises SettingsError for one that there is no driver for."""
    address(settings.database_url)
    return Keeping(settings.database_url)


def microseconds() -> int:
    """The time, in microseconds since 1970."""
    return time.time_ns() // 1_000


def make_id(prefix: str) -> str:
    """A new id; those made later sort later."""
    return f"{prefix}_{uuid7().hex}"
