"""Is an event read strictly, so that nothing in it is ignored or guessed?"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from marketplace.creators.times import parse_time
from marketplace.deals.amounts import Money
from marketplace.programme.reading import read
from marketplace.programme.told import (
    Code,
    Gift,
    PostKind,
    Refused,
    Reversal,
    Tip,
    Told,
    ToldEvent,
    Views,
    Why,
)
from tests.till import YESTERDAY, event, gift, reversal, tip, views


def content(given: dict[str, Any]) -> Any:
    """What an event says."""
    found = read(given)
    assert isinstance(found, ToldEvent), found
    return found.content


def test_each_type_is_read_with_what_it_leaves_out() -> None:
    assert content(gift("e1", 7, likes=3)) == Gift(coins=7, likes=3, comments=0, shares=0, post_kind=None)
    video = event("e1", "video_gift", coins=0, post_kind="duet")
    assert content(video) == Gift(coins=0, likes=0, comments=0, shares=0, post_kind=PostKind.DUET)
    assert content(tip("e1", "5.5")) == Tip(amount=Money(550, "EUR"))
    assert content(reversal("e2", "e1", reason="minor")) == Reversal(reverses="e1", reason=Why.MINOR)
    day = dt.date(2026, 11, 21)
    own = Views(day=day, viewers=None, views=9, post_kind=PostKind.OWN, public=True)
    assert content(views("e1", 9)) == own
    facts = event("e1", "facts", standing="lost", live_permission=True) | {"birth_date": None}
    assert content(facts) == Told(fields={"birth_date": None, "standing": "lost", "live_permission": True})


def test_an_event_keeps_its_time_and_what_it_says_beside() -> None:
    found = read(gift("e1", 7, live_id="l1"))

    assert isinstance(found, ToldEvent)
    assert (found.id, found.creator_id, found.at) == ("e1", "c1", parse_time(YESTERDAY))
    assert found.detail == {"coins": 7, "live_id": "l1"}


def test_the_digest_is_of_the_content_in_whatever_order_it_is_written() -> None:
    one, other = gift("e1"), gift("e1", 3)
    digests = [getattr(read(given), "digest", None) for given in (one, dict(reversed(one.items())), other)]

    assert digests[0] == digests[1] != digests[2]


@pytest.mark.parametrize(
    ("given", "detail"),
    [
        (7, "an event is a JSON object"),
        ([], "an event is a JSON object"),
        (event("e1", "gift"), "type: must be one of fund_views, live_gift"),
        (event("e1", "live_gift") | {"type": ["tip"]}, "type: must be one of"),
        (gift("e1", 1, coin=2), "coin: is unknown of live_gift: it takes coins, likes"),
        (gift("e1", 1, post_kind="own"), "post_kind: is unknown of live_gift"),
        (event("e1", "live_gift"), "coins: is required of live_gift"),
        (event("e1", "video_gift", coins=1), "post_kind: is required of video_gift"),
        (event("e1", "video_gift", coins=1, post_kind="live"), "post_kind: must be one of own, duet"),
        (gift(""), "id: must be 1 to 128 printable"),
        (gift("a b"), "id: must be 1 to 128 printable"),
        (gift("é"), "id: must be 1 to 128 printable"),
        (gift("e" * 129), "id: must be 1 to 128 printable"),
        (gift("e1", creator_id="c" * 65), "creator_id: must be 1 to 64 printable"),
        (gift("e1", occurred_at=None), "occurred_at: is required"),
        (gift("e1", occurred_at="2026-11-22"), "occurred_at: must be an RFC 3339 time"),
        (gift("e1", occurred_at="2026-02-30T10:00:00Z"), "occurred_at: must be a time that exists"),
        (gift("e1", occurred_at=1795341600), "occurred_at: is required"),
        (gift("e1", -1), "coins: must be a whole number, 0 to"),
        (gift("e1", True), "coins: must be a whole number"),
        (gift("e1", 1.0), "coins: must be a whole number"),  # type: ignore[arg-type]
        (gift("e1", 2**53), "coins: must be a whole number"),
        (gift("e1", likes="3"), "likes: must be a whole number"),
        (gift("e1", sender_id="no name"), "sender_id: must be 1 to 128"),
        (views("e1", -1), "views: must be a whole number"),
        (views("e1", 1, "2026-11-31"), "day: must be a date that exists"),
        (views("e1", 1, "2026-11-21T00:00:00Z"), "day: must be a date like"),
        (views("e1", 1, market="XX"), "market: must be one of US, CA"),
        (views("e1", 1, public="yes"), "public: must be true or false"),
        (tip("e1", "-5.00"), 'amount: must be a text like "5.00"'),
        (tip("e1", "0.00"), "amount: must be more than 0"),
        (tip("e1", "5.001"), "amount: must be whole minor units: EUR has 2 decimals"),
        (tip("e1", "5.50", "JPY"), "amount: must be whole minor units: JPY has no decimals"),
        (tip("e1", "5.00", "XXX"), "amount: its currency must be one of USD"),
        (tip("e1", "5.00", "eur"), "amount: its currency must be one of USD"),
        (tip("e1", "9" * 40), "amount: must be a text like"),
        (tip("e1", 5), "amount: must be a text like"),  # type: ignore[arg-type]
        (event("e1", "tip", amount="5.00 EUR"), "amount: must be money like"),
        (event("e1", "tip", amount={"amount": "5.00", "currency": "EUR", "tax": "1"}), "amount: must be money like"),
        (reversal("e1", "e1"), "reverses: names the event itself"),
        (reversal("e1", "e0", reason="sorry"), "reason: must be one of minor, refunded"),
        (event("e1", "facts"), "facts tell at least one of birth_date"),
        (event("e1", "facts", birth_date="1990"), "birth_date: must be a date like"),
        (event("e1", "facts") | {"standing": None}, "standing: must be one of good, lost"),
        (event("e1", "facts", payout_account=""), "payout_account: must be 1 to 128"),
    ],
)
def test_what_is_wrong_is_named(given: object, detail: str) -> None:
    refused = read(given)

    assert isinstance(refused, Refused)
    assert (refused.code, refused.detail[: len(detail)]) == (Code.INVALID, detail)
