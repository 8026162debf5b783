"""Is every event that can't be right refused with its reason, and nothing of it kept, on every database?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from marketplace.creators.times import DAY
from marketplace.programme.eligibility import Rule
from marketplace.programme.member import Holding, Membership, Span
from marketplace.programme.person import Person
from marketplace.programme.rules import Feature
from marketplace.programme.taking import Taken
from marketplace.programme.told import Code, Refused
from marketplace.store.records import SqlRecords
from tests.databases import Databases
from tests.till import ALL, Till, event, gift, reversal, tip, views

WRONG: Sequence[tuple[Any, str, str]] = (
    (gift("e1", creator_id="nobody"), "unknown_creator", "there is no creator nobody: neither a member"),
    (event("e1", "facts", creator_id="nobody", standing="lost"), "unknown_creator", "there is no creator"),
    (reversal("e1", "e0", creator_id="nobody"), "unknown_creator", "there is no creator"),
    (gift("e1", 1_000_001), "too_much", "coins: at most 1000000"),
    (gift("e1", 1, shares=1_000_000_001), "too_much", "likes, comments and shares: at most"),
    (views("e1", 10_000_000_001), "too_much", "views: at most"),
    (tip("e1", "860.59"), "too_much", "amount: at most 1000 US dollars' worth"),
    (tip("e1", "1", "VND"), "invalid", "amount: comes to nothing in EUR"),
    (gift("e1", occurred_at="2026-11-22T10:10:01Z"), "in_the_future", "it happened after 2026-11-22T10:10:00Z"),
    (gift("e1", occurred_at="2099-01-01T00:00:00Z"), "in_the_future", "it happened after"),
    (gift("e1", occurred_at="2025-10-18T09:59:59Z"), "too_old", "it happened before 2025-10-18T10:00:00Z"),
    (gift("e1", occurred_at="0001-01-01T00:00:00Z"), "too_old", "it happened before"),
    (views("e1", 5, "2026-11-23"), "in_the_future", "in DE the day 2026-11-23 has not begun"),
    (views("e1", 5, "2025-10-17"), "too_old", "views of 2025-10-17 are taken no more"),
    (views("e1", 5, "0001-01-01"), "too_old", "views of 0001-01-01 are taken no more"),
    (views("e1", 5, "9999-12-31"), "in_the_future", "in DE the day 9999-12-31 has not begun"),
    (views("e1", 5, post_kind="duet"), "post_excluded", "post_kind: nothing is earned by duet"),
    (views("e1", 5, public=False), "post_excluded", "public: only views of public"),
    (event("e1", "facts", birth_date="2026-11-22"), "invalid", "birth_date: must be 1900-01-01 to the day"),
    (event("e1", "facts", birth_date="1800-01-01"), "invalid", "birth_date: must be 1900-01-01"),
    ({"id": 7}, "invalid", "type: must be one of"),
    *(
        (event("e1", "video_gift", coins=5, post_kind=one), "post_excluded", f"post_kind: nothing is earned by {one}")
        for one in ("duet", "stitch", "advertisement", "sponsored", "promoted")
    ),
)  # fmt: skip


@pytest.fixture
def till(databases: Databases) -> Till:
    return Till(SqlRecords(databases(wait_seconds=60)), "JP")


def test_what_can_not_be_right_is_refused(till: Till) -> None:
    for given, code, detail in WRONG:
        found = till.refusal(given)
        assert (found[0], found[1][: len(detail)]) == (code, detail)


def test_the_others_of_a_call_are_taken_and_the_refused_may_be_sent_again(till: Till) -> None:
    wrong = gift("e2", creator_id="late")
    unknown = "there is no creator late: neither a member, nor in the index"

    taken = till.take(gift("e1"), wrong, "x", gift("e3"))

    assert taken == Taken(
        2,
        {
            1: Refused("e2", Code.UNKNOWN_CREATOR, unknown),
            2: Refused(None, Code.INVALID, "an event is a JSON object"),
        },
    )
    till.member("late")
    till.taken(wrong)
    assert (till.has(), till.has("late")) == ({"diamonds DIAMOND": 2}, {"diamonds DIAMOND": 1})


def test_an_id_that_says_something_else_is_refused_naming_the_first(till: Till) -> None:
    till.member("c2")
    till.taken(gift("e1"))
    first = "there is an event e1 that says something else: live_gift of c1, received at 2026-11-22T10:00:00Z"
    till.time.passes(60)

    for other in (gift("e1", 3), tip("e1"), gift("e1", creator_id="c2"), gift("e1", likes=0)):
        assert till.refusal(other) == ("duplicate_id", f"{first}; take another id")
    taken = till.take(gift("e2"), gift("e2", 9), gift("e2"))
    assert (taken.accepted, [one.code for one in taken.refused.values()]) == (2, [Code.DUPLICATE_ID])
    assert till.has() == {"diamonds DIAMOND": 2}


def test_a_market_without_the_programme_or_before_its_opening_is_closed(till: Till) -> None:
    till.member("kr", "KR")
    till.member("jp", "JP")

    assert till.refusal(gift("e1", creator_id="kr"))[0] == "market_closed"
    assert till.refusal(views("e2", 5, creator_id="kr"))[0] == "market_closed"
    till.taken(gift("e3", creator_id="jp"), event("e4", "facts", creator_id="kr", standing="lost"))
    opening = replace(till.rules.markets["JP"], opens_on=till.rules.markets["JP"].day(till.time.now))
    till.taking = replace(till.taking, rules=replace(till.rules, markets={**till.rules.markets, "JP": opening}))
    code, detail = till.refusal(gift("e5", creator_id="jp"))
    assert (code, detail.endswith("2026-11-21: it opens on 2026-11-22")) == ("market_closed", True)


def test_a_feature_that_was_not_held_then_earns_nothing(till: Till) -> None:
    now = till.time.now
    till.member("c2", features=(Feature.TIPS,), spans=(Span(since_at=now - DAY),))
    till.people.known["c3"] = Person(creator_id="c3", market="DE", followers=1, monetisation=(Feature.TIPS,))

    not_held = "the member did not hold live_gifts then"
    assert till.refusal(gift("e1", creator_id="c2")) == ("feature_not_held", not_held)
    assert till.refusal(tip("e2", creator_id="c2", occurred_at="2026-11-21T09:59:59Z"))[0] == "feature_not_held"
    assert till.refusal(gift("e3", creator_id="c3"))[0] == "feature_not_held"
    till.taken(tip("e4", creator_id="c2", occurred_at="2026-11-21T10:00:00Z"), tip("e5", creator_id="c3"))


def test_who_left_earns_by_what_was_before_and_by_what_the_programme_did_not_give(till: Till) -> None:
    left_at = till.time.now - DAY
    spans = (Span(since_at=left_at - 9 * DAY, until_at=left_at),)
    till.member("c2", state=Membership.LEFT, left_at=left_at, spans=spans, held_before=(Feature.TIPS,))

    assert till.refusal(gift("e1", creator_id="c2")) == (
        "left", "the creator left the programme at 2026-11-21T10:00:00Z"
    )  # fmt: skip
    assert till.refusal(views("e2", 5, "2026-11-22", creator_id="c2"))[0] == "left"
    late = gift("e3", creator_id="c2", occurred_at="2026-11-21T09:59:59Z")
    till.taken(late, tip("e4", creator_id="c2"), views("e5", 5, creator_id="c2"))
    till.taken(reversal("e6", "e3", creator_id="c2"))
    assert till.has("c2") == {"available EUR": 500}


def test_who_is_suspended_earns_nothing_meanwhile(till: Till) -> None:
    since, until = till.time.now - 9 * DAY, till.time.now - DAY
    spans = (Span(since_at=since, until_at=until),)
    lost = (Holding(feature=Feature.TIPS, spans=spans, lost=(Rule.AFFILIATION,)),)
    till.member("c2", state=Membership.SUSPENDED, spans=spans, reasons=(Rule.STANDING,))
    till.people.known["c2"] = Person(creator_id="c2", market="DE", followers=1, monetisation=(Feature.TIPS,))

    assert till.refusal(tip("e1", creator_id="c2")) == ("suspended", "the member is suspended: standing")
    till.taken(tip("e2", creator_id="c2", occurred_at="2026-11-21T09:59:59Z"))
    member = till.member("c3", features=())
    with till.records.writing() as records:
        records.members.replace(replace(member, features=lost))
    assert till.refusal(tip("e3", creator_id="c3")) == ("suspended", "tips was suspended then: affiliation")


@pytest.mark.parametrize("of", ["member", "profile"])
def test_who_speaks_for_a_state_collects_no_diamonds_by_what_was_held_before_either(till: Till, of: str) -> None:
    if of == "member":
        till.member("c2", features=(), held_before=ALL)
    till.people.known["c2"] = Person(creator_id="c2", market="DE", followers=1, monetisation=ALL)
    till.taken(gift("e1", creator_id="c2"), event("f1", "facts", creator_id="c2", affiliation="government"))

    suspended = ("suspended", "live_gifts is not for accounts of a government: affiliation")
    assert till.refusal(gift("e2", creator_id="c2")) == suspended
    till.taken(tip("e3", creator_id="c2"), gift("e4"))


def test_what_is_reversed_is_reversed_once_and_only_what_can_be(till: Till) -> None:
    till.member("c2")
    till.taken(gift("e1"), reversal("r1", "e1"), event("f1", "facts", standing="good"), reversal("r9", "later"))

    assert till.refusal(reversal("r2", "e1", reason="fraud")) == (
        "already_reversed", "e1 is reversed by another event"
    )  # fmt: skip
    assert till.refusal(reversal("r2", "later"))[0] == "already_reversed"
    assert till.refusal(reversal("r2", "r1")) == (
        "not_reversible", "r1 is of the type reversal: tell what is right by another event"
    )  # fmt: skip
    assert till.refusal(reversal("r2", "f1"))[0] == "not_reversible"
    till.taken(gift("e2"))
    assert till.refusal(reversal("r2", "e2", creator_id="c2")) == (
        "invalid", "creator_id: the event e2 is of another creator"
    )  # fmt: skip
    assert till.has() == {"diamonds DIAMOND": 1}


def test_a_gift_of_who_can_be_found_no_more_is_reversed_all_the_same(till: Till) -> None:
    till.people.known["c9"] = Person(creator_id="c9", market="FR", followers=9, monetisation=(Feature.TIPS,))
    till.taken(tip("t1", creator_id="c9"))
    del till.people.known["c9"]

    till.taken(reversal("r1", "t1", creator_id="c9"), tip("t1", creator_id="c9"))

    assert till.has("c9") == {}
