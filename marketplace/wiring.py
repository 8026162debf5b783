"""With what do the services of records work? The database, the clock, ids and randomness of this process."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from secrets import token_bytes, token_urlsafe

from uuid_utils import uuid7

from marketplace.accounts.authenticating import Authenticator
from marketplace.accounts.keys import KeyService
from marketplace.accounts.making import Makers
from marketplace.accounts.ports import Records
from marketplace.accounts.service import AccountService
from marketplace.accounts.vault import LEAST_CHARACTERS, Vault
from marketplace.secret_key import secret_key_of
from marketplace.settings import Settings
from marketplace.store.database import Database
from marketplace.store.records import SqlRecords


@dataclass(frozen=True)
class Services:
    """What can be done with records."""

    records: Records
    accounts: AccountService
    keys: KeyService
    authenticator: Authenticator


def services_of(settings: Settings, *, now: Callable[[], int] | None = None, asked: bool = True) -> Services:
    """The services over the database of the settings, which is opened when it is first used; raises SettingsError.

    Where nobody can ask for them they need no secret key.
    """
    clock = now or microseconds
    vault = Vault(secret_key_of(settings) if asked else token_urlsafe(LEAST_CHARACTERS))
    records = SqlRecords(Database(settings.database_url))
    makers = Makers(now=clock, make_id=make_id, random=token_bytes, vault=vault)
    authenticator = Authenticator(records, vault, now=clock)
    return Services(records, AccountService(records, makers), KeyService(records, makers), authenticator)


def microseconds() -> int:
    """The time, in microseconds since 1970."""
    return time.time_ns() // 1_000


def make_id(prefix: str) -> str:
    """A new id; those made later sort later."""
    return f"{prefix}_{uuid7().hex}"
