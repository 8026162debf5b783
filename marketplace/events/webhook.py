"""What is a webhook? An address of an account that is called of its events, by calls that are signed."""

from __future__ import annotations

from dataclasses import dataclass, field

from marketplace.events.event import TEST, Announcement


@dataclass(frozen=True, kw_only=True)
class Secret:
    """What calls are signed with: the text `whsec_…`, encrypted; `until` when, where another one took its place."""

    kept: str = field(repr=False)
    until: int | None = None


@dataclass(frozen=True, kw_only=True)
class Webhook:
    """A webhook, of all types of events where none is named; `secrets` with the newest first, two at most."""

    id: str
    account_id: str
    client_id: str | None = None
    url: str
    event_types: tuple[str, ...] = ()
    enabled: bool = True
    disabled_reason: str | None = None
    secrets: tuple[Secret, ...]
    version: int = 1
    created_at: int
    updated_at: int

    def hears(self, event: Announcement) -> bool:
        """Whether it is called of an event; of a test whatever types it names."""
        if not self.enabled or self.account_id != event.account_id or event.webhook_id not in (None, self.id):
            return False
        if self.client_id is not None and self.client_id != event.client_id:
            return False
        return event.type == TEST or not self.event_types or event.type in self.event_types
