"""What do the sides write to each other? Messages in the thread of a campaign, a proposal or a collaboration."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.deals.campaign import Moment
from marketplace.deals.sides import Side

MAX_MESSAGE = 5_000


@dataclass(frozen=True, kw_only=True)
class Message:
    """A message; `thread` is the id of the record that it is about. It never changes."""

    id: str
    thread: str
    account_id: str
    author_role: Side
    text: str
    created_at: Moment
