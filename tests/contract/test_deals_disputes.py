"""Does an operator decide what two sides can't, and does the money follow?"""

from __future__ import annotations

from decimal import Decimal

import pytest

from marketplace.accounts.caller import Caller
from marketplace.deals.collaboration import Collaboration, Paying, Work
from marketplace.deals.collaborations import Outcome
from marketplace.errors import Conflict, Forbidden, InvalidInput
from tests.bargains import DAY, Bargain
from tests.deal_records import THEN

SECOND = 1_000_000
CONSENT = 3 * DAY * SECOND
FORTNIGHT = 14 * DAY * SECOND


def disputed(bargain: Bargain, *, wants_out: bool = False) -> Collaboration:
    """A collaboration, its content submitted, that is argued about."""
    begun = bargain.submit(bargain.collaboration())
    bargain.time.passes(DAY)
    if wants_out:
        bargain.cancel(begun, by=bargain.brand)
        bargain.time.passes(DAY)
    return bargain.deals.collaborations.dispute(begun.id, "not as agreed", expected=None, by=bargain.creator)


def resolve(
    bargain: Bargain, one: Collaboration, outcome: Outcome, refund: Decimal | None = None, *, by: Caller | None = None
) -> Collaboration:
    """Let an operator decide."""
    by = by or bargain.operator
    return bargain.deals.collaborations.resolve(one.id, outcome, refund=refund, expected=None, by=by)


@pytest.mark.parametrize(
    ("outcome", "share", "track", "money"),
    [
        (Outcome.COMPLETED, None, Paying.RELEASED, {"release": "100.00"}),
        (Outcome.COMPLETED, "0.25", Paying.PARTLY_REFUNDED, {"release": "75.00", "refund": "25.00"}),
        (Outcome.CANCELLED, "1", Paying.REFUNDED, {"refund": "100.00"}),
        (Outcome.CANCELLED, "0", Paying.RELEASED, {"release": "100.00"}),
        (Outcome.CANCELLED, "0.0000001", Paying.RELEASED, {"release": "100.00"}),
    ],
)
def test_an_operator_ends_a_dispute_with_a_share_of_the_money_back(
    bargain: Bargain, outcome: Outcome, share: str | None, track: Paying, money: dict[str, str]
) -> None:
    ended = resolve(bargain, disputed(bargain), outcome, Decimal(share) if share else None)
    assert (ended.work_track.value, ended.payment_track) == (outcome.value, track)
    assert ended.dispute
    assert (ended.dispute.outcome, ended.dispute.refund_share) == (outcome.value, share or "0")
    assert ended.dispute.resolved_at == bargain.time.now
    assert bargain.moved(ended.id) == {"reserve": "100.00", **money}
    told = [one for one in bargain.gazette.types if not one.startswith("payment.")]
    assert told[-1] == "collaboration.resolved"


@pytest.mark.parametrize(("wants_out", "days"), [(False, 2), (True, 3)])
def test_or_lets_the_work_go_on_with_the_time_that_it_rested(bargain: Bargain, wants_out: bool, days: int) -> None:
    one = disputed(bargain, wants_out=wants_out)
    bargain.time.passes(2 * DAY)
    resumed = resolve(bargain, one, Outcome.RESUMED)
    assert (resumed.work_track, resumed.cancellation, resumed.payment_track) == (Work.SUBMITTED, None, Paying.RESERVED)
    assert resumed.dispute
    assert (resumed.dispute.outcome, resumed.dispute.refund_share) == ("resumed", None)
    assert resumed.deadline_at == THEN + FORTNIGHT + days * DAY * SECOND
    assert bargain.moved(resumed.id) == {"reserve": "100.00"}
    again = bargain.deals.collaborations.dispute(one.id, "again", expected=None, by=bargain.brand)
    assert again.dispute
    assert (again.dispute.reason, again.dispute.outcome) == ("again", None)


def test_what_was_published_when_it_was_disputed_is_published_again(bargain: Bargain) -> None:
    published = bargain.published()
    one = bargain.deals.collaborations.dispute(published.id, "deleted", expected=None, by=bargain.brand)
    assert resolve(bargain, one, Outcome.RESUMED).work_track is Work.PUBLISHED
    done = bargain.deals.collaborations.complete(one.id, expected=None, by=bargain.brand)
    assert bargain.moved(done.id) == {"reserve": "100.00", "release": "100.00"}


def test_a_decision_that_is_none_is_refused(bargain: Bargain) -> None:
    one = disputed(bargain)
    for outcome, share, reason in (
        (Outcome.CANCELLED, None, "is required when it is cancelled"),
        (Outcome.RESUMED, Decimal(0), "can't be there when the work goes on"),
        (Outcome.COMPLETED, Decimal("1.01"), "must be 0 to 1"),
        (Outcome.CANCELLED, Decimal("-0.01"), "must be 0 to 1"),
    ):
        with pytest.raises(InvalidInput, match=f"refund_share: {reason}"):
            resolve(bargain, one, outcome, share)
    for by in (bargain.brand, bargain.creator):
        with pytest.raises(Forbidden, match="operator can resolve the collaboration"):
            resolve(bargain, one, Outcome.RESUMED, by=by)
    other = bargain.collaboration()
    with pytest.raises(Conflict, match="the collaboration is under way: there is nothing"):
        resolve(bargain, other, Outcome.RESUMED)
    assert bargain.deals.collaborations.get(one.id, by=bargain.brand) == one
