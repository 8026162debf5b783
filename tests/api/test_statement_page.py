"""Is a statement a page that needs nothing else, harms nobody, and is written as its reader writes?"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from marketplace.api.local_forms import forms_of
from marketplace.api.statement_page import Reading, statement_page
from marketplace.creators.money import configured_rates
from marketplace.programme.rules import DiamondRules
from marketplace.programme.statement import Statement, earned_of, fees_of, lines_of, worth_of
from marketplace.programme.transfer import DIAMONDS
from tests.api.wallets_house import PATH, Ledger, entries_of_a_year
from tests.creators import NOW
from tests.entries import ANNA, flows_of

HOSTILE = "<script>alert(1)</script> \"' {{ 7 * 7 }} </title>"


class Tags(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See `HTMLParser`."""
        self.found.append((tag, dict(attrs)))


def made(language: str, *, market: str = "DE", currency: str = "EUR", name: str = "Anna") -> str:
    """The page of a creator who reads a language in a market."""
    entries = entries_of_a_year(currency=currency, market=market)
    flows, own = flows_of(entries), flows_of(one for one in entries if one.month == "2026-11")
    earned = earned_of(ANNA, own)
    statement = Statement(
        creator_id=ANNA,
        market=market,
        currency=currency,
        month="2026-11",
        final=False,
        made_at=NOW,
        lines=lines_of(ANNA, flows, month="2026-11", currency=currency),
        earned=earned,
        worth=worth_of(earned, currency=currency, diamonds=DiamondRules(per_usd=200), rates=configured_rates()),
        fees=fees_of(own),
        redemptions=(),
        withdrawals=(),
        fund=(),
        entries=tuple(entries),
        entries_left_out=0,
    )
    forms = forms_of(language, market, zone=ZoneInfo("UTC"))
    reading = Reading(name=name, language=language, forms=forms, diamonds_per_usd=200)
    return statement_page(statement, reading).get_data(as_text=True)


@pytest.mark.parametrize(
    ("language", "market", "money", "diamonds"),
    [
        ("de", "DE", "-10,50\xa0€", "-1.200\xa0◆"),
        ("he", "IL", "\u200f\u200e-10.50\xa0\u200f€", "\u200e-1,200\xa0◆"),
        ("ar", "AE", "\u200f\u200e-10.50\xa0€", "\u200e-1,200\xa0◆"),
        ("ar", "EG", "\u200f\u061c-١٠٫٥٠\xa0€", "\u061c-١٬٢٠٠\xa0◆"),
    ],
)
def test_less_than_nothing_has_its_minus_where_the_language_writes_it(
    language: str, market: str, money: str, diamonds: str
) -> None:
    forms = forms_of(language, market, zone=ZoneInfo("UTC"))

    assert (forms.amount(-1_050, "EUR"), forms.amount(-1_200, DIAMONDS)) == (money, diamonds)


@pytest.mark.parametrize(
    ("language", "market", "root", "texts"),
    [
        ("de", "DE EUR", "de-DE ltr", ["Abrechnung für November 2026", "2.365,55\xa0€", "12.500\xa0◆", "05.11.2026"]),
        ("en", "GB GBP", "en-GB ltr", ["Statement for November 2026", "£2,365.55", "12,500\xa0◆", "5 Nov 2026"]),
        ("ja", "JP JPY", "ja-JP ltr", ["2026年11月の明細書", "￥236,555", "2026/11/05"]),
        ("ar", "EG EGP", "ar-EG rtl", ["كشف حساب نوفمبر ٢٠٢٦", "٢٬٣٦٥٫٥٥", "١٢٬٥٠٠\xa0◆", "/١١\u200f/٢٠٢٦"]),
        ("he", "IL ILS", "he-IL rtl", ["דוח לחודש נובמבר 2026", "2,365.55", "5 בנוב׳ 2026"]),
        ("zh", "TW TWD", "zh-Hant-TW ltr", ["2026年11月對帳單", "$2,365.55"]),
        ("tl", "PH PHP", "fil-PH ltr", ["Ulat para sa Nobyembre 2026", "₱2,365.55"]),
    ],
)
def test_it_is_written_as_in_the_language_and_market(language: str, market: str, root: str, texts: list[str]) -> None:
    code, currency = market.split()
    page = made(language, market=code, currency=currency)

    ((_, attributes), *_) = Tags(page).found
    assert f"{attributes['lang']} {attributes['dir']}" == root
    assert [one for one in texts if one not in page] == []


def test_the_language_is_that_asked_for_else_the_accounts_whoever_asks(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, language="fr")
    french = {"Accept-Language": "pt"}

    assert "Relevé de" in ledger.page(headers=french)
    assert "Relevé de" in ledger.page(who=ledger.operator, headers=french)
    assert "明細書" in ledger.page("&lang=ja", headers=french)


def test_without_an_account_it_is_the_browsers(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    path = f"{PATH.replace('anna', 'cleo')}/2026-11?format=html"

    pages = [ledger.ask(path, ledger.operator, headers=headers) for headers in ({"Accept-Language": "pt-BR"}, {})]

    assert ['lang="pt"' in pages[0].text, 'lang="en-DE"' in pages[1].text, ">cleo<" in pages[1].text] == [True] * 3


def test_a_hostile_name_is_but_a_text() -> None:
    page = made("en", name=HOSTILE)

    tags = Tags(page).found
    assert "script" not in {tag for tag, _ in tags}
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt; &#34;&#39; {{ 7 * 7 }} &lt;/title&gt;") == 2


def test_the_page_refers_to_nothing_and_may_do_nothing(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.fill()
    answer = ledger.ask(f"{PATH}/2026-11?format=html")

    tags = Tags(answer.text).found
    assert {"script", "link", "img", "iframe", "form", "a", "object"} & {tag for tag, _ in tags} == set()
    assert [
        one for _, attributes in tags for one in attributes if one in ("href", "src", "style") or one[:2] == "on"
    ] == []
    (style,) = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    assert "url(" not in style
    assert "@import" not in style
    digest = b64encode(sha256(style.encode()).digest()).decode()
    nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
    assert answer.headers["Content-Security-Policy"] == f"{nothing} style-src 'sha256-{digest}'"
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("language", ["de", "ar"])
def test_the_chart_says_in_words_what_its_bars_show_and_begins_where_lines_do(language: str) -> None:
    page = made(language)

    tags = Tags(page).found
    ((_, chart),) = [one for one in tags if one[0] == "svg"]
    bars = [(percent(one["x"]), percent(one["width"])) for tag, one in tags if tag == "rect" and one["x"] != "0"]
    assert (chart["role"], chart["aria-labelledby"]) == ("img", "chart")
    assert ("Trinkgeld 2.500,50\xa0€</title>" in page) is (language == "de")
    assert [width for _, width in bars] == [100.0, 0.76, 55.44]
    assert [x for x, _ in bars] == ([0.0] * 3 if language == "de" else [0.0, 99.24, 44.56])


def percent(text: str | None) -> float:
    """So much of the width."""
    assert text
    assert text.endswith("%")
    return float(text[:-1])
