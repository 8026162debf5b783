"""Is every value of a deal taken up to its limit, and refused beyond it by its name?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from marketplace.accounts.account import Account, Client
from marketplace.accounts.roles import Role
from marketplace.deals.amounts import Money
from marketplace.deals.campaign import AD_CODE_DAYS, Deliverable, Kind, Moment
from marketplace.deals.values import check_campaign, check_deliverables, check_ends, check_message, check_text
from marketplace.errors import InvalidInput
from tests.deal_records import THEN, make_campaign

VIDEO = Deliverable(n=1, kind=Kind.VIDEO)
ACCOUNT = Account(
    id="acc_1", role=Role.AGENCY, name="An agency", clients=(Client("cli_1", "x"),), created_at=0, updated_at=0
)


def videos(*numbers: int) -> tuple[Deliverable, ...]:
    return tuple(replace(VIDEO, n=n) for n in numbers)


TAKEN: list[dict[str, Any]] = [
    {},
    {"title": "t" * 200, "brand": "b" * 200, "brief": "x\n\ty" + "b" * 9_996},
    {"title": "春のキャンペーン", "brief": "צה״ל", "brand": "👩🎤"},
    {"markets": ()},
    {"markets": ("DE", "FR", "US")},
    {"budget": Money(1, "JPY"), "budget_accepted": Money(1, "JPY")},
    {"deliverables": videos(*range(1, 11))},
    {"deliverables": (replace(VIDEO, count=100, notes="n" * 2_000),)},
    *({"ad_code_days": days} for days in AD_CODE_DAYS),
    *({"usage_rights_days": days} for days in (0, 3_650)),
    *({"response_deadline_hours": hours} for hours in (24, 720)),
    {"starts_at": THEN, "ends_at": Moment(THEN + 1)},
    {"starts_at": THEN},
    {"ends_at": THEN},
    {"client_id": "cli_1"},
]
REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"title": ""}, "title", "is empty"),
    ({"title": " \t\n"}, "title", "is empty"),
    ({"title": "\u200b\u2060"}, "title", "is empty"),
    ({"title": "t" * 201}, "title", "has 201 characters: at most 200"),
    ({"title": "two\nlines"}, "title", "control characters"),
    ({"title": "tab\there"}, "title", "control characters"),
    ({"title": "turned \u202e round"}, "title", "control characters"),
    ({"title": "\0"}, "title", "is empty"),
    ({"brand": ""}, "brand", "is empty"),
    ({"brand": "b" * 201}, "brand", "at most 200"),
    ({"brand": "esc\x1b[31m"}, "brand", "control characters"),
    ({"brief": ""}, "brief", "is empty"),
    ({"brief": "b" * 10_001}, "brief", "has 10001 characters"),
    ({"brief": "a\0b"}, "brief", "NUL"),
    ({"markets": ("DE", "XX")}, "markets", "has no market 'XX'"),
    ({"markets": ("de",)}, "markets", "has no market 'de'"),
    ({"budget": Money(0, "EUR")}, "budget", "must be more than nothing"),
    ({"budget_accepted": Money(100_001, "EUR")}, "budget", "can't be less than what was accepted already: 1000.01"),
    ({"deliverables": ()}, "deliverables", "has 0 values: 1 to 10"),
    ({"deliverables": videos(*range(1, 12))}, "deliverables", "has 11 values"),
    ({"deliverables": videos(2)}, "deliverables", "must be numbered by n from 1"),
    ({"deliverables": videos(1, 1)}, "deliverables", "must be numbered"),
    ({"deliverables": videos(2, 1)}, "deliverables", "must be numbered"),
    ({"deliverables": (replace(VIDEO, count=0),)}, "deliverables", "count of 1 to 100"),
    ({"deliverables": (replace(VIDEO, count=101),)}, "deliverables", "count of 1 to 100"),
    ({"deliverables": (replace(VIDEO, notes=""),)}, "deliverables", "is empty"),
    ({"deliverables": (replace(VIDEO, notes="n" * 2_001),)}, "deliverables", "at most 2000"),
    ({"deliverables": (replace(VIDEO, notes="a\0"),)}, "deliverables", "NUL"),
    *(({"usage_rights_days": days}, "usage_rights_days", "must be 0 to 3650") for days in (-1, 3_651)),
    *(({"ad_code_days": days}, "ad_code_days", "must be one of 0, 7, 30, 60, 365") for days in (-7, 1, 366)),
    *(({"response_deadline_hours": one}, "response_deadline_hours", "must be 24 to 720") for one in (0, 23, 721)),
    ({"starts_at": THEN, "ends_at": THEN}, "ends_at", "must be after starts_at"),
    ({"starts_at": THEN, "ends_at": Moment(THEN - 1)}, "ends_at", "must be after starts_at"),
    ({"client_id": "cli_2"}, "client_id", "is no client of the account"),
]


@pytest.mark.parametrize("fields", TAKEN)
def test_what_is_within_its_limits_is_taken(fields: dict[str, Any]) -> None:
    check_campaign(make_campaign(**fields), ACCOUNT)


@pytest.mark.parametrize(("fields", "name", "detail"), REFUSED)
def test_what_is_beyond_is_refused_by_its_name(fields: dict[str, Any], name: str, detail: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_campaign(make_campaign(**fields), ACCOUNT)
    (problem,) = refused.value.problems
    assert problem.name == name
    assert detail in problem.detail


def test_all_that_is_wrong_is_named_at_once() -> None:
    with pytest.raises(InvalidInput) as refused:
        check_campaign(make_campaign(title="", brief="", ad_code_days=1, deliverables=()), ACCOUNT)
    assert [one.name for one in refused.value.problems][:3] == ["title", "brief", "deliverables"]


def test_deliverables_are_checked_alike_wherever_they_are_offered() -> None:
    check_deliverables(videos(1, 2), now=THEN)
    with pytest.raises(InvalidInput, match="must be numbered"):
        check_deliverables(videos(1, 3), now=THEN)


def test_what_is_to_be_made_is_due_in_the_future() -> None:
    due = replace(VIDEO, due_at=Moment(THEN))
    check_deliverables((due,), now=THEN - 1)
    with pytest.raises(InvalidInput, match="deliverables: must be due in the future, or have no due_at"):
        check_deliverables((due,), now=THEN)


def test_a_campaign_ends_in_the_future() -> None:
    check_ends(None, now=THEN)
    check_ends(THEN, now=THEN - 1)
    with pytest.raises(InvalidInput, match="ends_at: is over already"):
        check_ends(THEN, now=THEN)


@pytest.mark.parametrize("text", ["a", "m" * 5_000, "zwei\nZeilen", "👍🏽", "שלום", "a\u200bb"])
def test_a_message_is_any_text(text: str) -> None:
    check_message(text)


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "\u202e\u2066", "\r\n", "\x07", "m" * 5_001, "a\0b"])
def test_a_message_of_nothing_or_too_much_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"^text: "):
        check_message(text)


def test_a_text_that_is_absent_is_not_looked_at() -> None:
    check_text("note", None, most=1)
