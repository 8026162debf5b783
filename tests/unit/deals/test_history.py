"""Does a history tell what changed, as exactly as it can be said, and to nobody what is not their affair?"""

from __future__ import annotations

from typing import Any

import pytest

from marketplace.deals.history import Change, Entry, changes_between, seen_by
from marketplace.deals.sides import SYSTEM, Actor, Side
from tests.deal_records import THEN

EURO, TWO = {"amount": "1.00", "currency": "EUR"}, {"amount": "2.00", "currency": "EUR"}


def piece(n: int, **fields: Any) -> dict[str, Any]:
    return {"n": n, "status": "open", **fields}


DIFFERENCES: list[tuple[dict[str, Any], dict[str, Any], list[Change]]] = [
    ({"title": "a"}, {"title": "a"}, []),
    ({"title": "a"}, {"title": "b"}, [Change("title", "a", "b")]),
    ({}, {"brief": "b"}, [Change("brief", None, "b")]),
    ({"brief": "b"}, {}, [Change("brief", "b", None)]),
    ({"extended": False}, {"extended": True}, [Change("extended", False, True)]),
    ({"markets": ["DE"]}, {"markets": ["DE", "FR"]}, [Change("markets", ["DE"], ["DE", "FR"])]),
    ({"budget": EURO}, {"budget": TWO}, [Change("budget", EURO, TWO)]),
    (
        {"payment": {"reserved": "1.00", "released": "0.00", "currency": "EUR"}},
        {"payment": {"reserved": "0.00", "released": "1.00", "currency": "EUR"}},
        [Change("payment.reserved", "1.00", "0.00"), Change("payment.released", "0.00", "1.00")],
    ),
    (
        {"deliverables": [piece(1), piece(2)]},
        {"deliverables": [piece(1), piece(2, status="submitted", approve_by="x")]},
        [Change("deliverables.2.status", "open", "submitted"), Change("deliverables.2.approve_by", None, "x")],
    ),
    (
        {"deliverables": [{"n": 1, "kind": "video"}]},
        {"deliverables": [{"n": 1, "kind": "live"}]},
        [Change("deliverables.1.kind", "video", "live")],
    ),
    (
        {"deliverables": [piece(1, submissions=[{"url": "a"}])]},
        {"deliverables": [piece(1, submissions=[{"url": "a"}, {"url": "b"}])]},
        [Change("deliverables.1.submissions", [{"url": "a"}], [{"url": "a"}, {"url": "b"}])],
    ),
    (
        {"terms": [{"version": 1, "price": EURO}]},
        {"terms": [{"version": 1, "price": EURO}, {"version": 2, "price": TWO}]},
        [Change("terms.2", None, {"version": 2, "price": TWO})],
    ),
    ({}, {"cancellation": {"reason": "r"}}, [Change("cancellation", None, {"reason": "r"})]),
    (
        {"dispute": {"reason": "r"}},
        {"dispute": {"reason": "r", "outcome": "completed"}},
        [Change("dispute.outcome", None, "completed")],
    ),
    (
        {"version": 1, "updated_at": "a", "allowed_actions": ["x"], "status": "sent"},
        {"version": 2, "updated_at": "b", "allowed_actions": [], "status": "accepted"},
        [Change("status", "sent", "accepted")],
    ),
    (
        {"deliverables": [piece(1, allowed_actions=["submit"])]},
        {"deliverables": [piece(1, allowed_actions=[])]},
        [],
    ),
]


@pytest.mark.parametrize(("before", "after", "changes"), DIFFERENCES)
def test_only_what_differs_is_told_by_its_path(
    before: dict[str, Any], after: dict[str, Any], changes: list[Change]
) -> None:
    assert changes_between(before, after) == tuple(changes)


def test_the_way_back_is_told_the_other_way_round() -> None:
    for before, after, changes in DIFFERENCES:
        back = {(one.field, str(one.after), str(one.before)) for one in changes_between(after, before)}
        assert back == {(one.field, str(one.before), str(one.after)) for one in changes}


def entry(actor: Actor) -> Entry:
    return Entry(record_id="prp_1", at=THEN, actor=actor, action="counter", version=2)


MINE, THEIRS = Actor(Side.BRAND, "acc_1", "key_1", "Eva"), Actor(Side.CREATOR, "acc_2", "key_2", "Ada")


def test_of_the_other_account_one_learns_the_side_alone() -> None:
    seen = seen_by([entry(MINE), entry(THEIRS), entry(SYSTEM)], account_id="acc_1", side=Side.BRAND)
    assert [one.actor for one in seen] == [MINE, Actor(Side.CREATOR), SYSTEM]


def test_an_operator_learns_who_it_was_and_who_a_colleague_was_not() -> None:
    entries = [entry(MINE), entry(THEIRS)]
    assert seen_by(entries, account_id="acc_9", side=Side.OPERATOR) == entries
    assert [one.actor for one in seen_by(entries, account_id="acc_9", side=Side.BRAND)] == [
        Actor(Side.BRAND),
        Actor(Side.CREATOR),
    ]
