"""How is it said what a rule asks for, and what would change it? In every language of the markets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from marketplace.creators.labels import label
from marketplace.programme.catalogues import Catalogue, catalogue_of
from marketplace.programme.eligibility import Check, Rule
from marketplace.programme.rules import Feature

Counted = tuple[str, str]
"""Texts about one and about many."""

TITLES: Mapping[Rule, str] = {
    Rule.MARKET_OPEN: "Creator Next in the market",
    Rule.ACCOUNT_TYPE: "Account type",
    Rule.STANDING: "Account standing",
    Rule.AGE: "Age",
    Rule.FOLLOWERS: "Followers",
    Rule.VIEWS_30D: "Video views in 30 days",
    Rule.POSTS_30D: "Posts in 30 days",
    Rule.ACCOUNT_DAYS: "Age of the account",
    Rule.POSTED_DAYS_AGO: "Latest video",
    Rule.LIVE_PERMISSION: "LIVE permission",
    Rule.AFFILIATION: "Affiliation",
    Rule.OFFERED: "Offer of the market",
}

ASKED: Mapping[Rule, str] = {
    Rule.MARKET_OPEN: "Creator Next is open in the market.",
    Rule.ACCOUNT_TYPE: "Business accounts can't join.",
    Rule.STANDING: "The account is in good standing.",
    Rule.LIVE_PERMISSION: "The account may go LIVE.",
    Rule.AFFILIATION: "Accounts of governments, politicians and parties can't collect Diamonds.",
    Rule.OFFERED: "The feature is offered in the market.",
}
"""What rules ask for that have no number."""

ASKED_AT_LEAST: Mapping[Rule, Counted] = {
    Rule.AGE: ("At least {count} year old.", "At least {count} years old."),
    Rule.FOLLOWERS: ("At least {count} follower.", "At least {count} followers."),
    Rule.VIEWS_30D: (
        "At least {count} video view in the last 30 days.",
        "At least {count} video views in the last 30 days.",
    ),
    Rule.POSTS_30D: ("At least {count} post in the last 30 days.", "At least {count} posts in the last 30 days."),
    Rule.ACCOUNT_DAYS: ("The account is at least {count} day old.", "The account is at least {count} days old."),
    Rule.POSTED_DAYS_AGO: (
        "A public video in the last {count} day.",
        "A public video in the last {count} days.",
    ),
}

OPENS, OPENS_SOME_DAY = "opens on {date}", "no opening date is known yet"

CHANGES: Mapping[Rule, str] = {
    Rule.ACCOUNT_TYPE: "change to a personal or creator account",
    Rule.STANDING: "the platform must confirm that the account is in good standing again",
    Rule.POSTED_DAYS_AGO: "a new public video",
    Rule.LIVE_PERMISSION: "the platform must allow the account to go LIVE",
    Rule.AFFILIATION: "the platform must confirm that the account is of no government, politician or party",
    Rule.OFFERED: "the market must offer the feature first",
}

UNKNOWN: Mapping[Rule, str] = {
    Rule.AGE: "a platform operator must confirm the date of birth",
    Rule.ACCOUNT_DAYS: "the profile must say since when the account exists",
}
"""What changes what nobody knows; of other numbers it is the whole of what is asked for."""

MORE: Mapping[Rule, Counted] = {
    Rule.AGE: ("{count} more year of age", "{count} more years of age"),
    Rule.FOLLOWERS: ("{count} more follower", "{count} more followers"),
    Rule.VIEWS_30D: ("{count} more video view in 30 days", "{count} more video views in 30 days"),
    Rule.POSTS_30D: ("{count} more post in 30 days", "{count} more posts in 30 days"),
    Rule.ACCOUNT_DAYS: ("in {count} day", "in {count} days"),
}

STATES = ("available", "active", "suspended", "unavailable")
"""The names of the states of a feature, which are their own words in English."""


@dataclass(frozen=True)
class Wording:
    """What is said of rules and features in a language."""

    catalogue: Catalogue

    def title(self, rule: Rule) -> str:
        """What a rule is about."""
        return self.catalogue.text(TITLES[rule])

    def requirement(self, check: Check) -> str:
        """What a rule asks for."""
        if check.rule in ASKED:
            return self.catalogue.text(ASKED[check.rule])
        assert isinstance(check.required, int)
        return self.catalogue.counted(*ASKED_AT_LEAST[check.rule], count=check.required)

    def change(self, check: Check) -> str | None:
        """What would change a check that is not passed."""
        if check.passed:
            return None
        if check.rule is Rule.MARKET_OPEN:
            return self._opening(check)
        if check.actual is None and check.rule in UNKNOWN:
            return self.catalogue.text(UNKNOWN[check.rule])
        if check.lacking is not None:
            return self.catalogue.counted(*MORE[check.rule], count=check.lacking)
        return self.catalogue.text(CHANGES[check.rule])

    def feature(self, feature: Feature) -> str:
        """What a feature is called: as facets call it."""
        return label("monetisation", feature.value, language=self.catalogue.language)

    def state(self, state: str) -> str:
        """What the state of a feature is called: one of `STATES`."""
        return self.catalogue.text(state)

    def _opening(self, check: Check) -> str:
        if not isinstance(check.required, str):
            return self.catalogue.text(OPENS_SOME_DAY)
        return self.catalogue.text(OPENS, date=self.catalogue.date(dt.date.fromisoformat(check.required)))


def wording(language: str) -> Wording:
    """What is said in a language of the markets, or in English."""
    return Wording(catalogue_of(language))
