"""What can anybody try to do with a deal? Every action of every side, with valid input."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from marketplace.accounts.caller import Caller
from marketplace.deals.campaign import Campaign
from marketplace.deals.collaboration import Collaboration
from marketplace.deals.collaborations import Outcome
from marketplace.deals.deliverables import Which
from marketplace.deals.offering import Offer
from marketplace.deals.proposal import Proposal
from marketplace.deals.shown import shown_campaign, shown_collaboration, shown_proposal
from marketplace.deals.sides import side_of
from tests.bargains import URL, Bargain, euros

Record = Campaign | Proposal | Collaboration


@dataclass(frozen=True)
class Act:
    """Something that somebody may try; `name` is as `allowed_actions` has it, `n` which deliverable it is of."""

    name: str
    by: Caller
    do: Callable[[], Any]
    n: int | None = None


def acts_of(bargain: Bargain, record: Record, *, by: Caller) -> list[Act]:
    """All that somebody can try with a record."""
    if isinstance(record, Campaign):
        return [*_of_campaign(bargain, record, by)]
    if isinstance(record, Proposal):
        return [*_of_proposal(bargain, record, by)]
    return [*_of_collaboration(bargain, record, by), *_of_deliverables(bargain, record, by)]


def allowed(bargain: Bargain, record: Record, *, by: Caller) -> dict[int | None, Sequence[str]]:
    """What is told to be allowed: with the record by None, with a deliverable by its number."""
    side = side_of(by)
    if isinstance(record, Campaign):
        return {None: shown_campaign(record, side=side)["allowed_actions"]}
    if isinstance(record, Proposal):
        return {None: shown_proposal(record, side=side, now=bargain.deals.steps.now)["allowed_actions"]}
    shown = shown_collaboration(record, side=side)
    return {None: shown["allowed_actions"], **{one["n"]: one["allowed_actions"] for one in shown["deliverables"]}}


def _of_campaign(bargain: Bargain, one: Campaign, by: Caller) -> Iterator[Act]:
    service = bargain.deals.campaigns
    given: dict[str, Any] = {"expected": one.version, "by": by}
    offer = Offer(creator_ids=[f"new{one.version}"], price=euros(1))
    yield Act("publish", by, lambda: service.publish(one.id, **given))
    yield Act("change", by, lambda: service.change(one.id, {"title": f"Title {one.version}"}, **given))
    yield Act("delete", by, lambda: service.remove(one.id, **given))
    yield Act("close", by, lambda: service.close(one.id, **given))
    yield Act("propose", by, lambda: bargain.deals.proposing.propose(one.id, offer, **given))


def _of_proposal(bargain: Bargain, one: Proposal, by: Caller) -> Iterator[Act]:
    service = bargain.deals.proposals
    given: dict[str, Any] = {"expected": one.version, "by": by}
    yield Act("accept", by, lambda: service.accept(one.id, one.newest.version, **given))
    yield Act("decline", by, lambda: service.decline(one.id, "no", **given))
    yield Act("counter", by, lambda: service.counter(one.id, {"price": euros(90 + one.version)}, **given))
    yield Act("withdraw", by, lambda: service.withdraw(one.id, **given))
    yield Act("extend", by, lambda: service.extend(one.id, **given))


def _of_collaboration(bargain: Bargain, one: Collaboration, by: Caller) -> Iterator[Act]:
    service = bargain.deals.collaborations
    given: dict[str, Any] = {"expected": one.version, "by": by}
    yield Act("cancel", by, lambda: service.cancel(one.id, "no time", **given))
    yield Act("confirm-cancel", by, lambda: service.confirm_cancel(one.id, **given))
    yield Act("reject-cancel", by, lambda: service.reject_cancel(one.id, **given))
    yield Act("dispute", by, lambda: service.dispute(one.id, "late", **given))
    yield Act("complete", by, lambda: service.complete(one.id, **given))
    for outcome, share in ((Outcome.CANCELLED, Decimal("0.333")), (Outcome.COMPLETED, None), (Outcome.RESUMED, None)):
        yield Act("resolve", by, partial(service.resolve, one.id, outcome, refund=share, **given))


def _of_deliverables(bargain: Bargain, one: Collaboration, by: Caller) -> Iterator[Act]:
    service = bargain.deals.deliverables
    for piece in one.pieces:
        which = Which(one.id, piece.n, one.version)
        for name, do in (
            ("submit", lambda which=which: service.submit(which, URL, note=None, by=by)),
            ("approve", lambda which=which: service.approve(which, by=by)),
            ("request-revision", lambda which=which: service.request_revision(which, "louder", by=by)),
            ("publish", lambda which=which: service.publish(which, URL, by=by)),
        ):
            yield Act(name, by, do, piece.n)
