"""How does a statement look on paper and on a screen? One page that needs nothing else, in the reader's language."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from flask import Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from marketplace.api.endpoints import HTML
from marketplace.api.local_forms import Forms
from marketplace.creators.labels import label
from marketplace.creators.money import configured_rates
from marketplace.programme.catalogues import translations_of
from marketplace.programme.rules import Feature
from marketplace.programme.statement import SOURCES, Statement
from marketplace.programme.transfer import CONVERSION, FEES, FUND, GIFTS, PAYOUTS, TIPPERS, Entry, Purse

PAGES = "pages"
COLOURS = {
    Feature.CREATOR_FUND: "#0b6bcb",
    Feature.LIVE_GIFTS: "#c0336b",
    Feature.VIDEO_GIFTS: "#7a4fc4",
    Feature.TIPS: "#2d7d46",
}

Words = Callable[[str], str]


@dataclass(frozen=True)
class Bar:
    """A bar of the chart: where it begins and how long it is, in percent of the whole."""

    label: str
    value: str
    colour: str
    x: float
    width: float


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Whom a statement is for: whose name stands on it, the language, and how amounts and dates are written in it."""

    name: str
    language: str
    forms: Forms
    diamonds_per_usd: int


def statement_page(statement: Statement, reading: Reading) -> Response:
    """A statement as a page; the browser may fetch and run nothing."""
    words = translations_of("statements", reading.language).gettext
    forms, features = reading.forms, _features(reading.language)
    rtl = forms.direction == "rtl"
    text = _template().render(
        it=statement,
        _=words,
        css=_css(),
        forms=forms,
        name=reading.name,
        market=label("market", statement.market, language=reading.language),
        features=features,
        purses=_purses(words),
        kinds=_kinds(words),
        account=_accounts(words, fund=features[Feature.CREATOR_FUND]),
        bars=_bars(statement, forms, features=features),
        near="100%" if rtl else "0",
        far="0" if rtl else "100%",
        estimated=any(one.estimated for one in statement.worth),
        per_usd=reading.diamonds_per_usd,
        rates_of=configured_rates().date.isoformat(),
    )
    response = Response(text, content_type=f"{HTML}; charset=utf-8")
    response.headers["Content-Security-Policy"] = _policy()
    return response


@cache
def _css() -> str:
    return files("marketplace.api").joinpath(PAGES, "statement.css").read_text(encoding="utf-8")


@cache
def _policy() -> str:
    digest = b64encode(sha256(_css().encode()).digest()).decode()
    nothing = " ".join(f"{one} 'none';" for one in ("default-src", "base-uri", "form-action", "frame-ancestors"))
    return f"{nothing} style-src 'sha256-{digest}'"


@cache
def _template() -> Any:
    made = Environment(loader=PackageLoader("marketplace.api", PAGES), autoescape=True, undefined=StrictUndefined)
    return made.get_template("statement.html.j2")


def _bars(statement: Statement, forms: Forms, *, features: Mapping[Feature, str]) -> list[Bar]:
    """One a source, as long as its share of the greatest; what is less than nothing has none."""
    greatest = max([1, *(one.amount.minor for one in statement.worth)])
    found = []
    for one in statement.worth:
        width = round(max(0, one.amount.minor) / greatest * 100, 2)
        value = forms.amount(one.amount.minor, one.amount.currency)
        shown = f"≈ {value}" if one.estimated else value
        x = 100 - width if forms.direction == "rtl" else 0
        found.append(Bar(features[one.feature], shown, COLOURS[one.feature], round(x, 2), width))
    return found


def _features(language: str) -> Mapping[Feature, str]:
    """What searches call them, too."""
    return {one: label("monetisation", one.value, language=language) for one in SOURCES}


def _purses(_: Words) -> Mapping[Purse, str]:
    return {
        Purse.AVAILABLE: _("Available"),
        Purse.PENDING: _("Pending"),
        Purse.HELD: _("On its way out"),
        Purse.DIAMONDS: _("Diamonds"),
    }


def _kinds(_: Words) -> Mapping[Entry, str]:
    return {
        Entry.GIFT: _("Gift"),
        Entry.TIP: _("Tip"),
        Entry.TIP_FEE: _("Service fee"),
        Entry.FUND: _("Fund credit"),
        Entry.FUND_RELEASE: _("Fund release"),
        Entry.REVERSAL: _("Reversal"),
        Entry.REDEMPTION: _("Redemption"),
        Entry.WITHDRAWAL: _("Withdrawal"),
        Entry.PAYOUT: _("Payout"),
        Entry.PAYOUT_FAILED: _("Payout failed"),
    }


def _accounts(_: Words, *, fund: str) -> Callable[[str], str]:
    """What an account of the ledger is called."""
    others = {
        GIFTS: _("Gifts"),
        FUND: fund,
        FEES: _("Service fees"),
        TIPPERS: _("Tippers"),
        PAYOUTS: _("Connected account"),
        CONVERSION: _("Conversion"),
    }
    purses = {purse.value: name for purse, name in _purses(_).items()}
    return lambda account: others.get(account) or purses.get(account.rpartition(":")[2], account)
