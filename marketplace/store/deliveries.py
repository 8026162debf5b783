"""How is kept what became of calls of webhooks, and when they are to be called next?"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, Select, case, delete, func, insert, or_, select, update

from marketplace.deals.asking import NEVER
from marketplace.events.delivery import Delivery, State
from marketplace.store.event_tables import DELIVERIES, LANES, WEBHOOKS
from marketplace.store.listing import can_be
from marketplace.store.packing import record_of, row_of
from marketplace.store.statements import insert_of

_PENDING = DELIVERIES.c.state == State.PENDING


class SqlDeliveries:
    """The `DeliveryRepository` of a transaction."""

    def __init__(self, connection: Connection, *, writes: bool) -> None:
        self._connection = connection
        self._writes = writes

    def add_all(self, deliveries: Sequence[Delivery]) -> None:
        """See `DeliveryRepository`."""
        self._connection.execute(insert(DELIVERIES), [row_of(one, DELIVERIES) for one in deliveries])

    def get(self, delivery_id: str) -> Delivery | None:
        """See `DeliveryRepository`."""
        if not can_be(delivery_id):
            return None
        asked = select(DELIVERIES).where(DELIVERIES.c.id == delivery_id)
        row = self._connection.execute(asked.with_for_update() if self._writes else asked).one_or_none()
        return record_of(Delivery, row) if row else None

    def replace(self, delivery: Delivery) -> None:
        """See `DeliveryRepository`."""
        changed = update(DELIVERIES).where(DELIVERIES.c.id == delivery.id).values(row_of(delivery, DELIVERIES))
        self._connection.execute(changed)

    def first(self, webhook_id: str, *, now: int, limit: int) -> Sequence[Delivery]:
        """See `DeliveryRepository`."""
        asked = _due(webhook_id, now).where(DELIVERIES.c.tries == 0).order_by(DELIVERIES.c.event_id)
        return self._all(asked.limit(limit))

    def again(self, webhook_id: str, *, now: int, limit: int) -> Sequence[Delivery]:
        """See `DeliveryRepository`."""
        asked = _due(webhook_id, now).where(DELIVERIES.c.tries > 0).order_by(DELIVERIES.c.next_at)
        return self._all(asked.limit(limit))

    def page(self, webhook_id: str, *, state: State | None, before: str, limit: int) -> Sequence[Delivery]:
        """See `DeliveryRepository`."""
        asked = select(DELIVERIES).where(DELIVERIES.c.webhook_id == webhook_id)
        if state:
            asked = asked.where(DELIVERIES.c.state == state)
        if before:
            asked = asked.where(DELIVERIES.c.id < before)
        return self._all(asked.order_by(DELIVERIES.c.id.desc()).limit(limit))

    def forget(self, *, before: int, limit: int) -> int:
        """See `DeliveryRepository`."""
        old = select(DELIVERIES.c.id).where(DELIVERIES.c.created_at < before, DELIVERIES.c.state != State.PENDING)
        return self._connection.execute(delete(DELIVERIES).where(DELIVERIES.c.id.in_(old.limit(limit)))).rowcount

    def _all(self, asked: Select[tuple[object, ...]]) -> Sequence[Delivery]:
        return [record_of(Delivery, row) for row in self._connection.execute(asked)]


class SqlLanes:
    """The `LaneRepository` of a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._insert = insert_of(connection)

    def wake(self, webhook_ids: Collection[str], *, at: int) -> None:
        """See `LaneRepository`."""
        rows = [{"webhook_id": one, "next_at": at, "held_until": 0} for one in sorted(webhook_ids)]
        kept = self._insert(LANES)
        sooner = case((LANES.c.next_at <= kept.excluded.next_at, LANES.c.next_at), else_=kept.excluded.next_at)
        asked = kept.on_conflict_do_update(index_elements=["webhook_id"], set_={"next_at": sooner})
        if rows:
            self._connection.execute(asked, rows)

    def take(self, *, now: int, until: int, limit: int) -> Sequence[str]:
        """See `LaneRepository`."""
        # nobody holds one for longer: it was taken by a clock that was ahead
        free = or_(LANES.c.held_until <= now, LANES.c.held_until > until)
        due = select(LANES.c.webhook_id).where(LANES.c.next_at <= now, free)
        asked = due.order_by(LANES.c.next_at).limit(limit).with_for_update(skip_locked=True)
        found = self._connection.scalars(asked).all()
        if found:
            held = update(LANES).where(LANES.c.webhook_id.in_(found)).values(held_until=until)
            self._connection.execute(held)
        return found

    def pause(self, webhook_id: str) -> None:
        """See `LaneRepository`."""
        self._connection.execute(update(LANES).where(LANES.c.webhook_id == webhook_id).values(next_at=NEVER))

    def rest(self, webhook_id: str, *, now: int) -> None:
        """See `LaneRepository`."""
        mine = LANES.c.webhook_id == webhook_id
        # taken first: whoever adds a delivery meanwhile waits, and then wakes the lane
        self._connection.execute(select(LANES.c.webhook_id).where(mine).with_for_update())
        due = select(func.min(DELIVERIES.c.next_at)).where(DELIVERIES.c.webhook_id == webhook_id, _PENDING)
        enabled = self._connection.scalar(select(WEBHOOKS.c.enabled).where(WEBHOOKS.c.id == webhook_id))
        next_at = self._connection.scalar(due) if enabled else None
        # not before others that wait by now: a slow receiver with a long queue is to be one among many
        rested = {"next_at": NEVER if next_at is None else max(next_at, now), "held_until": 0}
        self._connection.execute(update(LANES).where(mine).values(rested))


def _due(webhook_id: str, now: int) -> Select[tuple[object, ...]]:
    return select(DELIVERIES).where(DELIVERIES.c.webhook_id == webhook_id, _PENDING, DELIVERIES.c.next_at <= now)
