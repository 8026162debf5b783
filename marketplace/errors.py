"""What can go wrong, whoever notices it?

MarketplaceError
├── SettingsError        the configuration is wrong: the start ends
├── InvalidInput         what was asked is wrong: HTTP 422
├── NotFound             there is no such record, or it is somebody else's: HTTP 404
├── Unauthorized         nobody was recognised: HTTP 401
├── Forbidden            who was recognised may not do this: HTTP 403
├── TooManyRequests      who was recognised asks too often: HTTP 429
├── Conflict             the record is in a state that does not allow it: HTTP 409
├── Stale                the record is another version by now: HTTP 412
├── EngineUnavailable    the search engine is away or too slow: HTTP 503
│   └── IndexMismatch    the index has another schema or is not ours: rebuild it
├── StoreUnavailable     the database of records is away or too slow: HTTP 503
├── MailUnavailable      no mail can be sent now
│   └── MailRefused      nor will this one ever be: nobody is there
├── InvalidRecord        one feed record is wrong: it goes to the rejects
└── SyncError            one market could not be synced: its old data stays
    ├── FeedError        the feed can't be read
    └── SyncRunning      another sync of the market is under way
"""

from __future__ import annotations

from dataclasses import dataclass


class MarketplaceError(Exception):
    """Any error of this service, its text fit for the person who reads it."""


class SettingsError(MarketplaceError):
    """A setting is unknown or wrong; the text names it."""


@dataclass(frozen=True)
class Problem:
    """One wrong thing in what was asked: the parameter's name, and what to do."""

    name: str
    detail: str


class InvalidInput(MarketplaceError):
    """What was asked is wrong, in one or more places."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{problem.name}: {problem.detail}" for problem in problems))
        self.problems = problems


class NotFound(MarketplaceError):
    """There is no such record, or it is not to be seen."""


class Unauthorized(MarketplaceError):
    """There is no key, or one that is not taken; the text says what to send, and not why it was refused."""


class Forbidden(MarketplaceError):
    """The key may not do this; the text names what is missing."""


class TooManyRequests(MarketplaceError):
    """More was asked in a minute than may be; the text says when to ask again."""

    def __init__(self, detail: str, retry_after_seconds: int) -> None:
        super().__init__(detail)
        self.retry_after_seconds = retry_after_seconds


class Conflict(MarketplaceError):
    """What was asked is legal in another state of the record; the text names what is legal now.

    `allowed` are the actions that are legal instead, None where it is not about actions.
    """

    def __init__(self, text: str, *, allowed: tuple[str, ...] | None = None) -> None:
        super().__init__(text)
        self.allowed = allowed


class Stale(MarketplaceError):
    """Somebody else has changed the record since it was read."""

    def __init__(self, current: int) -> None:
        super().__init__(f'the record is version "{current}" by now: read it again, then say what is to be changed')
        self.current = current


class EngineUnavailable(MarketplaceError):
    """The search engine did not answer, or not wholly, or not in time."""

    retry_after_seconds = 2


class IndexMismatch(EngineUnavailable):
    """The index was made with another schema, or by somebody else; the text names the command that mends it."""

    retry_after_seconds = 60


class StoreUnavailable(MarketplaceError):
    """The database of records did not answer, or not in time."""

    retry_after_seconds = 2


class MailUnavailable(MarketplaceError):
    """A mail could not be handed over; the text names neither its reader nor a password."""


class MailRefused(MailUnavailable):
    """A mail is not taken, however often it is sent."""


class InvalidRecord(MarketplaceError):
    """A feed record breaks the profile's rules; `field` is where, `reason` what."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason

    def __reduce__(self) -> tuple[type[InvalidRecord], tuple[str, str]]:
        """Let it cross to another process; by itself an exception remembers its text alone."""
        return InvalidRecord, (self.field, self.reason)


class SyncError(MarketplaceError):
    """A market could not be synced; what was published for it stays."""


class FeedError(SyncError):
    """A feed is absent, empty, cut or unreadable."""


class SyncRunning(SyncError):
    """Another sync of the same market is under way."""
