"""Whose key is it? Looked up, remembered for seconds, and for minutes where the database is away and it searches."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock

from marketplace.accounts.account import Account, Key, Status
from marketplace.accounts.caller import Caller
from marketplace.accounts.key_text import read_key
from marketplace.accounts.ports import KeptSecret, Records
from marketplace.accounts.scoped_keys import WrongScopedKey, read_scoped_key
from marketplace.accounts.vault import Vault
from marketplace.creators.times import MICROSECONDS
from marketplace.errors import SettingsError, StoreUnavailable, Unauthorized

TRUSTED_SECONDS = 5
"""A revoked key stops within 10 s in every process (api.md): half of it is left for clocks and slow requests."""

TRUSTED_WHILE_AWAY_SECONDS = 300
MOST_REMEMBERED = 10_000
USED_EVERY_SECONDS = 300
"""How exactly it is told when a key was used last: a write for each request would be dearer than the search."""

logger = logging.getLogger(__name__)

_WRONG = "the key is not taken: send a good one as Authorization: Bearer mk_…"


@dataclass(frozen=True)
class _Known:
    """What was found in the database about a key, and when."""

    account: Account
    key: Key
    secret: KeptSecret
    read_at: int


class Authenticator:
    """Recognises callers; `now` gives microseconds."""

    def __init__(self, records: Records, vault: Vault, *, now: Callable[[], int]) -> None:
        self._records = records
        self._vault = vault
        self._now = now
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._away_since: int | None = None
        self._lock = Lock()

    def caller(self, text: str, *, searching: bool) -> Caller:
        """Whose key a text is; raises Unauthorized, and StoreUnavailable where nobody is remembered.

        While the database is away a key that was checked in the last five minutes goes on `searching`.
        """
        if text.startswith("sk_"):
            return self._by_scoped_key(text, searching=searching)
        sent = read_key(text)
        known = self._found(sent.id, searching=searching) if sent else None
        if not sent or not known or not sent.is_of(known.secret.digest):
            raise Unauthorized(_WRONG)
        return Caller(known.account, known.key)

    def _by_scoped_key(self, text: str, *, searching: bool) -> Caller:
        try:
            signed = read_scoped_key(text)
        except WrongScopedKey as error:
            raise Unauthorized(f"the scoped key {error}") from None
        known = self._found(signed.key.parent_id, searching=searching)
        if not known or not signed.is_signed_by(self._signing_key(known)):
            raise Unauthorized("the scoped key is not taken: its kid is no good key, or its signature is wrong")
        if signed.key.expires_at <= self._now():
            raise Unauthorized("the scoped key has expired: make a new one")
        return Caller(known.account, known.key, signed.key)

    def _found(self, key_id: str, *, searching: bool) -> _Known | None:
        """What is known of a key that is good now."""
        now = self._now()
        with self._lock:
            known = self._known.get(key_id)
        if known is None or not 0 <= now - known.read_at < TRUSTED_SECONDS * MICROSECONDS:
            # a clock that was set back makes what is remembered neither older nor newer
            waits = searching and known and now - known.read_at < TRUSTED_WHILE_AWAY_SECONDS * MICROSECONDS
            if not (waits and self._is_away(now)):
                try:
                    known = self._read(key_id, now=now)
                except StoreUnavailable:
                    self._away_since = now
                    if not waits:
                        raise
        return known if known and known.key.is_good(now) and known.account.status is Status.ACTIVE else None

    def _is_away(self, now: int) -> bool:
        """Whether the database was away a moment ago: a hung one is not waited for by every search."""
        return self._away_since is not None and 0 <= now - self._away_since < TRUSTED_SECONDS * MICROSECONDS

    def _signing_key(self, known: _Known) -> bytes:
        try:
            return self._vault.decrypt(known.secret.signing_key)
        except SettingsError as error:
            logger.error("%s: %s", known.key.id, error)
            raise Unauthorized("the scoped key can't be checked here: its operator must see the log") from None

    def _read(self, key_id: str, *, now: int) -> _Known | None:
        with self._records.reading() as records:
            key, secret = records.keys.get(key_id), records.keys.secret(key_id)
            account = records.accounts.get(key.account_id) if key else None
        known = None
        if key and secret and account:
            known = _Known(account, key, secret, now)
            self._note_use(key, now=now)
        self._remember(key_id, known)
        return known

    def _note_use(self, key: Key, *, now: int) -> None:
        if key.is_good(now) and now - (key.last_used_at or 0) >= USED_EVERY_SECONDS * MICROSECONDS:
            with suppress(StoreUnavailable), self._records.writing() as records:
                records.keys.used(key.id, at=now)

    def _remember(self, key_id: str, known: _Known | None) -> None:
        with self._lock:
            self._known.pop(key_id, None)
            if known:
                self._known[key_id] = known
            while len(self._known) > MOST_REMEMBERED:
                self._known.popitem(last=False)
