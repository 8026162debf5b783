"""Which values may deals have? Checked wherever they come from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from marketplace.accounts.account import Account
from marketplace.creators.markets import codes
from marketplace.deals.campaign import AD_CODE_DAYS, Campaign, Deliverable
from marketplace.deals.links import wrong_link
from marketplace.deals.message import MAX_MESSAGE
from marketplace.errors import InvalidInput, Problem
from marketplace.text.lines import stands_in_a_line

MAX_TITLE = 200
MAX_BRIEF = 10_000
MAX_NOTES = 2_000
MAX_REASON = 2_000
MAX_DELIVERABLES = 10
MAX_COUNT = 100
MOST_DAYS = 3_650
RESPONSE_HOURS = (24, 720)

_SEEN = regex.compile(r"[^\s\p{C}\p{Default_Ignorable_Code_Point}]")


def check_campaign(campaign: Campaign, account: Account | None = None) -> None:
    """Raise InvalidInput, naming all that is wrong with a campaign, a new one of an account where one is given."""
    if problems := list(_of_campaign(campaign, account)):
        raise InvalidInput(*problems)


def check_deliverables(deliverables: Sequence[Deliverable], *, now: int) -> None:
    """Raise InvalidInput, naming all that is wrong with them, what is due already too."""
    if problems := list(_of_deliverables(deliverables)):
        raise InvalidInput(*problems)
    if overdue(deliverables, now=now):
        raise InvalidInput(Problem("deliverables", "must be due in the future, or have no due_at"))


def overdue(deliverables: Sequence[Deliverable], *, now: int) -> bool:
    """Whether any of them is due already."""
    return any(one.due_at is not None and one.due_at <= now for one in deliverables)


def check_ends(ends_at: int | None, *, now: int) -> None:
    """Raise InvalidInput for an end that is over."""
    if ends_at is not None and ends_at <= now:
        raise InvalidInput(Problem("ends_at", "is over already: give a time to come, or leave it out"))


def check_text(name: str, text: str | None, *, most: int) -> None:
    """Raise InvalidInput for a text that is empty, too long or of signs that nobody sees."""
    if text is not None and (problems := list(_of_text(name, text, most=most))):
        raise InvalidInput(*problems)


def check_line(name: str, text: str, *, most: int) -> None:
    """Raise InvalidInput for what can't stand in a line of that many characters."""
    if problems := list(_of_line(name, text, most=most)):
        raise InvalidInput(*problems)


def check_message(text: str, *, name: str = "text") -> None:
    """Raise InvalidInput for what can't be a message."""
    check_text(name, text, most=MAX_MESSAGE)


def check_url(name: str, url: str) -> None:
    """Raise InvalidInput for what is no link to a page on https; it is looked at, never followed."""
    if problem := wrong_link(url):
        raise InvalidInput(Problem(name, problem))


def _of_campaign(campaign: Campaign, account: Account | None) -> Iterator[Problem]:
    yield from _of_line("title", campaign.title, most=MAX_TITLE)
    yield from _of_line("brand", campaign.brand, most=MAX_TITLE)
    if campaign.brief is not None:
        yield from _of_text("brief", campaign.brief, most=MAX_BRIEF)
    if unknown := sorted(set(campaign.markets) - set(codes())):
        yield Problem("markets", f"has no market {unknown[0][:10]!r}: see GET /v1/markets")
    if campaign.budget.minor <= 0:
        yield Problem("budget", "must be more than nothing")
    if campaign.budget < campaign.budget_accepted:
        yield Problem("budget", f"can't be less than what was accepted already: {campaign.budget_accepted.amount}")
    yield from _of_deliverables(campaign.deliverables)
    if not 0 <= campaign.usage_rights_days <= MOST_DAYS:
        yield Problem("usage_rights_days", f"must be 0 to {MOST_DAYS}")
    if campaign.ad_code_days not in AD_CODE_DAYS:
        yield Problem("ad_code_days", f"must be one of {', '.join(map(str, AD_CODE_DAYS))}")
    least, most = RESPONSE_HOURS
    if not least <= campaign.response_deadline_hours <= most:
        yield Problem("response_deadline_hours", f"must be {least} to {most}")
    if campaign.starts_at is not None and campaign.ends_at is not None and campaign.ends_at <= campaign.starts_at:
        yield Problem("ends_at", "must be after starts_at")
    if account and campaign.client_id not in {None, *(one.id for one in account.clients)}:
        yield Problem("client_id", "is no client of the account: see GET /v1/accounts/me")


def _of_deliverables(deliverables: Sequence[Deliverable]) -> Iterator[Problem]:
    if not 1 <= len(deliverables) <= MAX_DELIVERABLES:
        yield Problem("deliverables", f"has {len(deliverables)} values: 1 to {MAX_DELIVERABLES} are taken")
    if [one.n for one in deliverables] != list(range(1, len(deliverables) + 1)):
        yield Problem("deliverables", "must be numbered by n from 1 on in their order: leave n out for that")
    for one in deliverables:
        if not 1 <= one.count <= MAX_COUNT:
            yield Problem("deliverables", f"must have a count of 1 to {MAX_COUNT}")
        if one.notes is not None:
            yield from _of_text("deliverables", one.notes, most=MAX_NOTES)


def _of_line(name: str, text: str, *, most: int) -> Iterator[Problem]:
    yield from _of_text(name, text, most=most)
    if _SEEN.search(text) and not stands_in_a_line(text):
        yield Problem(name, "has control characters: leave them out")


def _of_text(name: str, text: str, *, most: int) -> Iterator[Problem]:
    if not _SEEN.search(text):
        yield Problem(name, "is empty: leave it out, or say something")
    elif len(text) > most:
        yield Problem(name, f"has {len(text)} characters: at most {most} are taken")
    elif "\0" in text:
        yield Problem(name, "has a NUL character, which databases can't keep: leave it out")
