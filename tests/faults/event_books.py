"""Is there an event for every step and no other, and did each timer act once? All is read and held against the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import closing

from sqlalchemy import select

from marketplace.store.database import Database
from marketplace.store.deal_tables import HISTORY, PROPOSALS
from marketplace.store.event_tables import EVENTS

TYPES = {"propose": "sent", "counter": "countered", "accept": "accepted", "expire": "expired"}
"""What is told of a step of a proposal."""


def event_findings(url: str, account_id: str, *, received: Collection[str]) -> list[str]:
    """All that does not agree about the events of a brand, of which a receiver had those of these ids."""
    with closing(Database(url)) as database, database.reading() as connection:
        events = connection.execute(select(EVENTS).where(EVENTS.c.account_id == account_id)).all()
        steps = connection.execute(select(HISTORY).where(HISTORY.c.record_id.like("prp_%"))).all()
        numbers = connection.scalars(select(EVENTS.c.number).order_by(EVENTS.c.number)).all()
        late = connection.scalars(
            select(PROPOSALS.c.id).where(PROPOSALS.c.deadline_at == 0, PROPOSALS.c.status != "expired")
        ).all()
    told = Counter((one.type, one.data["id"], one.data["version"]) for one in events if "proposal." in one.type)
    happened = Counter((f"proposal.{TYPES[one.action]}", one.record_id, one.version) for one in steps)
    return [*_differences(told, happened), *_missing(events, received), *_of_numbers(numbers), *map(str, late)]


def expired(url: str) -> Counter[str]:
    """How often each proposal has expired."""
    with closing(Database(url)) as database, database.reading() as connection:
        return Counter(connection.scalars(select(HISTORY.c.record_id).where(HISTORY.c.action == "expire")))


def _differences(told: Counter[tuple[str, str, int]], happened: Counter[tuple[str, str, int]]) -> Iterator[str]:
    yield from (f"told and not happened: {one}" for one in told - happened)
    yield from (f"happened and not told: {one}" for one in happened - told)


def _missing(events: Collection[object], received: Collection[str]) -> Iterator[str]:
    numbers = {str(one.number) for one in events}  # type: ignore[attr-defined]
    yield from (f"never received: {one}" for one in sorted(numbers - set(received)))


def _of_numbers(numbers: Collection[int | None]) -> Iterator[str]:
    if [*numbers] != [*range(1, len(numbers) + 1)]:
        yield f"the numbers of events have holes: {numbers}"
