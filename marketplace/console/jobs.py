"""Which jobs has the worker? The parts of the marketplace that act by themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from secrets import SystemRandom
from threading import Event

from marketplace.accounts.claims import KEPT_SECONDS
from marketplace.console.evaluating import nightly_of
from marketplace.creators.times import MICROSECONDS
from marketplace.deals.deadlines import Deadlines
from marketplace.deals.reckoning import Reckoning
from marketplace.events.dispatching import Dispatcher
from marketplace.events.forgetting import Forgetting
from marketplace.events.ledger import Ledger
from marketplace.events.relay import Relay
from marketplace.events.sending import Sender
from marketplace.events.signing import Signer
from marketplace.mail.postman import Postman
from marketplace.programme.fund import FundReckoning, FundReleases
from marketplace.programme.paying_out import PayingOut, RecordingPayouts
from marketplace.settings import Settings
from marketplace.wiring import Services, make_id, microseconds
from marketplace.working import Job

SOON, SECOND, MINUTE, HOUR = 0.1, 1.0, 60.0, 3_600.0
"""How long a job rests that found nothing to do: an event is on its way to its receivers after a fifth of a second."""


@contextmanager
def jobs_of(
    settings: Settings, services: Services, *, now: Callable[[], int], ended: Event, once: bool = False
) -> Iterator[Sequence[Job]]:
    """All jobs, in the order in which one follows from the other; `now` gives microseconds.

    Those that are done `once` wait for what they begin; a long one breaks off when all is `ended`.
    """
    records = services.records
    ledger = Ledger(records, now=now, random=SystemRandom().random)
    signer = Signer(services.makers.vault, stamp=microseconds)
    with (
        closing(Sender(open_loopback=settings.webhooks_to_loopback)) as sender,
        closing(Dispatcher(ledger, sender, signer=signer)) as dispatcher,
    ):
        yield (
            Job("deadlines", Deadlines(records, services.steps, moving=services.moving).work, SECOND),
            Job("reputations", Reckoning(records).work, SECOND),
            Job("payouts", _paying_out(services, now), SECOND),
            Job("alerts", _alerting(settings, services, now=now), SECOND),
            *_rewarding(services, now),
            Job("evaluation", nightly_of(settings, services, now=now, ended=ended.is_set).work, MINUTE),
            Job("relay", Relay(records, now=now, make_id=make_id).work, SOON),
            Job("webhooks", _waiting(dispatcher) if once else dispatcher.work, SOON),
            *_keeping_tidy(services, now),
        )


def _rewarding(services: Services, now: Callable[[], int]) -> Sequence[Job]:
    """The jobs of the Creator Fund."""
    records, rules = services.records, services.rules
    return (
        Job("fund", FundReckoning(records, rules, now).work, SECOND),
        Job("fund releases", FundReleases(records, rules, now).work, HOUR),
    )


def _keeping_tidy(services: Services, now: Callable[[], int]) -> Sequence[Job]:
    """The jobs that nobody waits for."""
    records = services.records
    return (
        Job("letters", Postman(records, services.mailer, now=now).deliver, SECOND),
        Job("idempotency keys", _forgetting_claims(services, now), HOUR),
        Job("old events", Forgetting(records, now=now).work, HOUR),
    )


def _paying_out(services: Services, now: Callable[[], int]) -> Callable[[], int]:
    provider = RecordingPayouts(services.records, now)
    return PayingOut(services.records, provider, rules=services.rules, now=now).work


def _alerting(settings: Settings, services: Services, *, now: Callable[[], int]) -> Callable[[], int]:
    # not before it is used, see `demo`
    from marketplace.app import create_alerting, create_engine

    return create_alerting(services, create_engine(settings), now=now).work


def _waiting(dispatcher: Dispatcher) -> Callable[[], int]:
    def work() -> int:
        begun = dispatcher.work()
        dispatcher.until_nothing_is_due()
        return begun

    return work


def _forgetting_claims(services: Services, now: Callable[[], int]) -> Callable[[], int]:
    def work() -> int:
        with services.records.writing() as records:
            records.claims.forget(claimed_before=now() - KEPT_SECONDS * MICROSECONDS)
        return 0

    return work
