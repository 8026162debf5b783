"""With what do the services of records work? The database, the clock, ids and randomness of this process."""

from __future__ import annotations

import time
from dataclasses import dataclass
from secrets import token_bytes

from uuid_utils import uuid7

from marketplace.accounts.authenticating import Authenticator
from marketplace.accounts.keys import KeyService
from marketplace.accounts.making import Makers
from marketplace.accounts.ports import Records
from marketplace.accounts.service import AccountService
from marketplace.accounts.vault import Vault
from marketplace.secret_key import secret_key_of
from marketplace.settings import Settings
from marketplace.store.database import Database, open_database
from marketplace.store.records import SqlRecords


@dataclass(frozen=True)
class Services:
    """What can be done with records."""

    records: Records
    accounts: AccountService
    keys: KeyService


def services_of(settings: Settings) -> Services:
    """The services over the database of the settings, which gets our schema; SettingsError, StoreUnavailable."""
    vault = Vault(secret_key_of(settings))
    records = SqlRecords(open_database(settings.database_url))
    makers = Makers(now=microseconds, make_id=make_id, random=token_bytes, vault=vault)
    return Services(records, AccountService(records, makers), KeyService(records, makers))


def authenticator_of(settings: Settings) -> Authenticator:
    """Who recognises callers by the database of the settings; it is opened when the first one comes. SettingsError."""
    vault = Vault(secret_key_of(settings))
    return Authenticator(SqlRecords(Database(settings.database_url)), vault, now=microseconds)


def microseconds() -> int:
    """The time, in microseconds since 1970."""
    return time.time_ns() // 1_000


def make_id(prefix: str) -> str:
    """A new id; those made later sort later."""
    return f"{prefix}_{uuid7().hex}"
