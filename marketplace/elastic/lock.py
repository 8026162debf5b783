"""Who may sync? Whoever holds the lock: a document with an end, put off while its holder lives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from threading import Event, RLock, Thread
from typing import Any

from elasticsearch import ConflictError, Elasticsearch, NotFoundError

from marketplace.creators.times import MICROSECONDS, format_time
from marketplace.elastic.making import make
from marketplace.elastic.names import locks_index
from marketplace.errors import SyncRunning

LOCK_SECONDS = 60
"""How long the lock of a holder who died keeps others away."""

RENEWED_AFTER_SECONDS = 20
"""How often a living holder puts the end off: two renewals may fail before the lock lapses."""

DOCUMENT = "sync"


class SyncLock:
    """The lock of all indices under a prefix; `now` gives microseconds since 1970.

    The server decides who gets it, by the version of the document. Its holders' clocks must agree to some seconds.
    """

    def __init__(self, client: Elasticsearch, prefix: str, *, owner: str, now: Callable[[], int]) -> None:
        self._client = client
        self._index = locks_index(prefix)
        self._prefix = prefix
        self._owner = owner
        self._now = now
        self._expires_at = 0
        self._version: dict[str, Any] = {}
        self._one_at_a_time = RLock()

    def acquire(self) -> None:
        """Take the lock; raises SyncRunning at once when somebody else holds it."""
        self._make_index()
        try:
            # a write waits for the shard of an index made a moment ago, a read is refused
            self._write(op_type="create")
        except SyncRunning:
            held = self._held()
            if not held.get("found") or held["_source"]["expires_at"] > self._now():
                raise
            self._write(**_version_of(held))

    def renew(self) -> None:
        """Put the end off when it is time to; raises SyncRunning when the lock has lapsed and somebody took it."""
        with self._one_at_a_time:
            left = self._expires_at - self._now()
            # more than it was given: the clock was set back, and by it the lock would outlive its holder for hours
            if not (LOCK_SECONDS - RENEWED_AFTER_SECONDS) * MICROSECONDS <= left <= LOCK_SECONDS * MICROSECONDS:
                self._write(**self._version)

    def confirm(self) -> None:
        """Make sure that the lock is still held, before what only its holder may do."""
        with self._one_at_a_time:
            self._write(**self._version)

    @contextmanager
    def kept(self, every_seconds: float = RENEWED_AFTER_SECONDS) -> Iterator[None]:
        """Renew it again and again while the block runs: a feed may be waited for longer than a lock lasts."""
        ended = Event()

        def renew() -> None:
            while not ended.wait(every_seconds):
                with suppress(Exception):  # whoever writes next is told: it renews too
                    self.renew()

        Thread(target=renew, name="lock", daemon=True).start()
        try:
            yield
        finally:
            ended.set()

    def release(self) -> None:
        """Let others have it; a lock that somebody took meanwhile stays theirs."""
        with self._one_at_a_time, suppress(NotFoundError, ConflictError):
            self._client.delete(index=self._index, id=DOCUMENT, **self._version)

    def _make_index(self) -> None:
        properties = {"owner": {"type": "keyword"}, "expires_at": {"type": "long"}}
        make(
            self._client,
            self._index,
            mappings={"dynamic": "strict", "properties": properties},
            settings={"number_of_shards": 1, "auto_expand_replicas": "0-1"},
        )

    def _write(self, **condition: Any) -> None:
        """Write our claim if the document is still as we know it."""
        expires_at = self._now() + LOCK_SECONDS * MICROSECONDS
        claim = {"owner": self._owner, "expires_at": expires_at}
        try:
            held = self._client.index(index=self._index, id=DOCUMENT, document=claim, **condition).body
        except ConflictError:
            held = self._held()
            # a claim that was sent again because its answer got lost conflicts with itself
            if held.get("_source") != claim:
                raise self._taken_by(held.get("_source")) from None
        self._expires_at = expires_at
        self._version = _version_of(held)

    def _held(self) -> Mapping[str, Any]:
        """The document of the lock as it is now, searchable or not."""
        found: Mapping[str, Any] = self._client.options(ignore_status=404).get(index=self._index, id=DOCUMENT).body
        return found

    def _taken_by(self, claim: Mapping[str, Any] | None) -> SyncRunning:
        if claim is None:
            return SyncRunning(f"another sync of {self._prefix} has just ended: sync again")
        return SyncRunning(
            f"another sync or watch of {self._prefix} is running ({claim['owner']}): wait for it or stop it;"
            f" if it has died its lock lapses at {format_time(claim['expires_at'])}{self._doubt(claim['expires_at'])}"
        )

    def _doubt(self, expires_at: int) -> str:
        """What is to be said of a lock that no holder's clock can have made if it is as this one."""
        now = self._now()
        if expires_at <= now + LOCK_SECONDS * MICROSECONDS:
            return ""
        return (
            f", far ahead of {format_time(now)}: see the clocks, and if no sync is running, DELETE /{self._index} on"
            " Elasticsearch"
        )


def _version_of(held: Mapping[str, Any]) -> dict[str, Any]:
    return {"if_seq_no": held["_seq_no"], "if_primary_term": held["_primary_term"]}
