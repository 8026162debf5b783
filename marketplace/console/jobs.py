"""Which jobs has the worker? The parts of the marketplace that act by themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from marketplace.accounts.claims import KEPT_SECONDS
from marketplace.creators.times import MICROSECONDS
from marketplace.deals.deadlines import Deadlines
from marketplace.events.forgetting import Forgetting
from marketplace.events.relay import Relay
from marketplace.mail.postman import Postman
from marketplace.wiring import Services, make_id
from marketplace.working import Job

SOON, SECOND, MINUTE, HOUR = 0.1, 1.0, 60.0, 3_600.0
"""How long a job rests that found nothing to do: an event is on its way to its receivers after a tenth of a second."""


def jobs_of(services: Services, *, now: Callable[[], int]) -> Sequence[Job]:
    """All jobs, in the order in which one follows from the other; `now` gives microseconds."""
    records = services.records
    deadlines = Deadlines(records, services.steps, moving=services.moving)
    relay = Relay(records, now=now, make_id=make_id)
    postman = Postman(records, services.mailer, now=now)

    def forget_claims() -> int:
        with records.writing() as kept:
            kept.claims.forget(claimed_before=now() - KEPT_SECONDS * MICROSECONDS)
        return 0

    return (
        Job("deadlines", deadlines.work, SECOND),
        Job("relay", relay.work, SOON),
        Job("letters", postman.deliver, SECOND),
        Job("idempotency keys", forget_claims, HOUR),
        Job("old events", Forgetting(records, now=now).work, HOUR),
    )
