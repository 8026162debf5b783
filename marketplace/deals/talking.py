"""What is read and written about a deal? Messages in its thread, and what has become of it."""

from __future__ import annotations

from collections.abc import Sequence

from marketplace.accounts.caller import Caller
from marketplace.deals.access import check_side, own_record
from marketplace.deals.campaign import Campaign
from marketplace.deals.history import Entry, seen_by
from marketplace.deals.message import Message
from marketplace.deals.ports import Deals
from marketplace.deals.sides import Side, actor_of, side_of
from marketplace.deals.steps import Happening, Steps
from marketplace.deals.values import check_message

MOST_STEPS = 1_000
"""Of a record that are told, the last ones; only campaigns that many accept take so many."""


class TalkService:
    """Messages and history; everything raises NotFound for another's record, Forbidden and StoreUnavailable."""

    def __init__(self, records: Deals, steps: Steps) -> None:
        self._records = records
        self._steps = steps

    def write(self, record_id: str, text: str, *, by: Caller) -> Message:
        """Write to the other side; in a campaign's thread its brand speaks to all. Raises InvalidInput."""
        check_message(text)
        with self._records.writing() as records:
            record = own_record(records, record_id, by=by)
            if isinstance(record, Campaign):
                check_side(by, Side.BRAND, Side.OPERATOR, what="write to all of a campaign")
            message = Message(
                id=self._steps.makers.make_id("msg"),
                thread=record_id,
                account_id=by.account.id,
                author_role=side_of(by),
                text=text,
                created_at=self._steps.now,
            )
            records.messages.add(message)
            reached = tuple(records.proposals.reached(record_id)) if isinstance(record, Campaign) else ()
            self._steps.tell(
                records, Happening("message.created", record, actor_of(by), message=message, reached=reached)
            )
        return message

    def messages(self, record_id: str, *, after: str, limit: int, by: Caller) -> Sequence[Message]:
        """So many messages of a thread behind an id, the oldest first."""
        with self._records.reading() as records:
            own_record(records, record_id, by=by)
            return records.messages.page(record_id, after=after, limit=limit)

    def history(self, record_id: str, *, by: Caller) -> Sequence[Entry]:
        """What has become of a record; of a campaign it is its brand's affair."""
        with self._records.reading() as records:
            record = own_record(records, record_id, by=by)
            if isinstance(record, Campaign):
                check_side(by, Side.BRAND, Side.OPERATOR, what="read the history of a campaign")
            entries = records.history.of(record_id, limit=MOST_STEPS)
        return seen_by(entries, account_id=by.account.id, side=side_of(by))
