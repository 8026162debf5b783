"""What came of a call? The status of an answer, or why there was none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

GONE = 410
TOO_MANY_REQUESTS = 429
UNAVAILABLE = 503


class Trouble(StrEnum):
    """Why there was no answer: in our words alone, as what a receiver says is shown to nobody."""

    TIMED_OUT = "timed out"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    RESET = "reset"
    TLS = "tls"
    DNS = "dns"
    NOT_ALLOWED = "address not allowed"
    PROTOCOL = "protocol error"
    FORGOTTEN = "event forgotten"
    """There was no call: the event is not kept any more."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The status of HTTP and what `Retry-After` said, or a trouble; `duration_ms` is how long it took."""

    status: int | None = None
    retry_after: str | None = None
    trouble: Trouble | None = None
    duration_ms: int

    @property
    def is_success(self) -> bool:
        """Whether the event is delivered: a redirect is none."""
        return self.status is not None and 200 <= self.status < 300
