"""With whom are the rules of Creator Next tried? Somebody who passes all of them, but for what a test changes."""

from __future__ import annotations

from typing import Any

from marketplace.creators.times import DAY, parse_time
from marketplace.programme.eligibility import Check, Rule, Verdict, verdict
from marketplace.programme.member import Member, Membership
from marketplace.programme.person import Facts, Person
from marketplace.programme.reading_rules import load_rules
from marketplace.programme.rules import Rules

RULES: Rules = load_rules()
NOON = parse_time("2026-11-26T12:00:00Z")


def make_person(**fields: Any) -> Person:
    """Somebody in Germany."""
    passing = {
        "creator_id": "cleo",
        "market": "DE",
        "followers": 100_000,
        "account_type": "creator",
        "views_30d": 100_000,
        "posts_30d": 3,
        "joined_at": NOON - 30 * DAY,
        "last_posted_at": NOON - 30 * DAY,
    }
    return Person(**{**passing, **fields})


def make_facts(**fields: Any) -> Facts:
    """Somebody of whom the platform tells nothing bad."""
    return Facts(**{"creator_id": "cleo", "birth_date": "1990-05-05", "live_permission": True, **fields})


def make_member(**fields: Any) -> Member:
    """A member who joined a day ago."""
    joined = {
        "id": f"mem_{1:032x}",
        "creator_id": "cleo",
        "market": "DE",
        "state": Membership.ACTIVE,
        "joined_at": NOON - DAY,
        "created_at": NOON - DAY,
        "updated_at": NOON - DAY,
    }
    return Member(**{**joined, **fields})


def judged(person: Person | None = None, facts: Facts | None = None, *, now: int = NOON) -> Verdict:
    """What the rules say of somebody."""
    return verdict(person or make_person(), facts or make_facts(), rules=RULES, now=now)


def check_of(found: Verdict, rule: Rule) -> Check:
    """What is found of a rule of joining."""
    return next(one for one in found.checks if one.rule is rule)
