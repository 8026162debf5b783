"""Does the money go where it belongs, all of it?"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.deals.amounts import MOST_MINOR, Money, nothing
from marketplace.deals.campaign import Deliverable, Kind, Moment
from marketplace.deals.collaboration import Part, Paying, Piece
from marketplace.deals.settling import payment_events, refund_share, reserved, settled
from marketplace.deals.sides import Side
from marketplace.errors import Conflict
from tests.deal_records import THEN, make_collaboration

ALL, MOST, NONE = Decimal(1), Decimal("0.9"), Decimal(0)
N, S, R, A, P = Part.OPEN, Part.SUBMITTED, Part.REVISION_REQUESTED, Part.APPROVED, Part.PUBLISHED
BACK = {N: ALL, S: MOST, R: MOST, A: NONE, P: NONE}

amounts = st.builds(Money, st.integers(0, MOST_MINOR), st.sampled_from(["EUR", "JPY", "KWD"]))
shares = st.decimals(0, 1, allow_nan=False, allow_infinity=False)
parts = st.lists(st.sampled_from(Part), min_size=1, max_size=10)


def due(status: Part, at: int) -> Piece:
    return Piece(n=1, asked=Deliverable(n=1, kind=Kind.VIDEO, due_at=Moment(at)), status=status)


@pytest.mark.parametrize(("status", "share"), BACK.items())
def test_the_brand_gets_back_by_how_far_the_work_is(status: Part, share: Decimal) -> None:
    assert refund_share(make_collaboration(status), ended_by=Side.BRAND, now=THEN) == share


@pytest.mark.parametrize("status", Part)
def test_the_brand_gets_all_back_when_the_creator_ends_it(status: Part) -> None:
    assert refund_share(make_collaboration(status), ended_by=Side.CREATOR, now=THEN) == ALL


@pytest.mark.parametrize(
    ("statuses", "share"),
    [((N, S), "0.95"), ((N, A), "0.5"), ((S, R), "0.9"), ((A, P), "0"), ((N, S, A, P), "0.475"), ((S, A), "0.45")],
)
def test_of_several_deliverables_it_is_the_mean(statuses: tuple[Part, ...], share: str) -> None:
    assert refund_share(make_collaboration(*statuses), ended_by=Side.BRAND, now=THEN) == Decimal(share)


@given(parts)
def test_the_mean_is_that_of_all_whatever_there_is(statuses: list[Part]) -> None:
    share = refund_share(make_collaboration(*statuses), ended_by=Side.BRAND, now=THEN)
    exact = sum(Fraction(BACK[one]) for one in statuses) / len(statuses)
    assert abs(Fraction(share) - exact) < Fraction(1, 10**25)
    assert 0 <= share <= 1


@pytest.mark.parametrize(
    ("status", "late", "share"), [(N, 1, ALL), (N, 0, ALL), (S, 1, MOST), (A, 1, NONE), (P, 1, NONE), (R, 1, MOST)]
)
def test_the_brand_gets_all_back_when_a_deadline_was_missed(status: Part, late: int, share: Decimal) -> None:
    collaboration = make_collaboration(pieces=(due(status, THEN - late),))
    assert refund_share(collaboration, ended_by=Side.BRAND, now=THEN) == share


@pytest.mark.parametrize(("late", "share"), [(1, ALL), (0, ALL / 2)])
def test_one_missed_deadline_is_enough(late: int, share: Decimal) -> None:
    pieces = (due(P, THEN), due(N, THEN - late))
    assert refund_share(make_collaboration(pieces=pieces), ended_by=Side.BRAND, now=THEN) == share


def test_what_was_agreed_is_put_aside_once() -> None:
    price = Money(10_001, "EUR")
    none = make_collaboration(price=price, payment_track=Paying.NONE)
    agreed = reserved(none)
    assert (agreed.payment.reserved, agreed.payment_track) == (price, Paying.RESERVED)
    with pytest.raises(Conflict, match="the payment is reserved"):
        reserved(agreed)


@given(amounts, shares)
def test_what_was_put_aside_is_paid_or_goes_back_all_of_it(price: Money, share: Decimal) -> None:
    payment = settled(make_collaboration(price=price), share=share).payment
    assert payment.released + payment.refunded == payment.agreed == price
    assert payment.reserved == nothing(price.currency)
    assert min(payment.released, payment.refunded) >= nothing(price.currency)


@pytest.mark.parametrize(
    ("minor", "share", "track"),
    [
        (100, "0", Paying.RELEASED),
        (100, "1", Paying.REFUNDED),
        (100, "0.9", Paying.PARTLY_REFUNDED),
        (100, "0.001", Paying.RELEASED),
        (100, "0.999", Paying.REFUNDED),
        (0, "0", Paying.RELEASED),
        (0, "0.9", Paying.RELEASED),
        (0, "1", Paying.REFUNDED),
    ],
)
def test_the_track_tells_where_the_money_is(minor: int, share: str, track: Paying) -> None:
    assert settled(make_collaboration(price=Money(minor, "EUR")), share=Decimal(share)).payment_track is track


def test_nothing_is_settled_twice() -> None:
    once = settled(make_collaboration(), share=MOST)
    for share in (ALL, MOST, NONE):
        with pytest.raises(Conflict, match="the payment is partly refunded"):
            settled(once, share=share)


@pytest.mark.parametrize(
    ("before", "after", "events"),
    [
        (Paying.NONE, Paying.NONE, ()),
        (Paying.NONE, Paying.RESERVED, ("payment.reserved",)),
        (Paying.RESERVED, Paying.RELEASED, ("payment.released",)),
        (Paying.RESERVED, Paying.REFUNDED, ("payment.refunded",)),
        (Paying.RESERVED, Paying.PARTLY_REFUNDED, ("payment.refunded", "payment.released")),
    ],
)
def test_what_moved_is_told(before: Paying, after: Paying, events: tuple[str, ...]) -> None:
    assert payment_events(before, after) == events
