"""Does every language have every text, with its values, and in each of its plural forms?"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from io import StringIO

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from marketplace.creators.markets import languages
from marketplace.programme import wording
from marketplace.programme.catalogues import catalogue_of
from marketplace.programme.eligibility import Check, Rule
from marketplace.programme.rules import Feature

LANGUAGES = ("en", *(one for one in languages() if one != "en"))
NUMBERS = (*range(2_001), 10_000, 100_000, 1_000_000, 1_200_000)


@cache
def po(language: str) -> Catalog:
    text = files("marketplace.programme").joinpath("locales", f"{language}.po").read_text(encoding="utf-8")
    return read_po(StringIO(text), locale=str(catalogue_of(language).locale))


def keys_of(language: str) -> list[object]:
    return [one.id for one in po(language) if one.id]


def said_in_code() -> set[object]:
    singles = {
        *wording.TITLES.values(),
        *wording.ASKED.values(),
        *wording.CHANGES.values(),
        *wording.UNKNOWN.values(),
        *wording.STATES,
        wording.OPENS,
        wording.OPENS_SOME_DAY,
    }
    return {*singles, *wording.ASKED_AT_LEAST.values(), *wording.MORE.values()}


def values_in(text: object) -> list[str]:
    return sorted(re.findall(r"{(\w+)}", str(text)))


def of_one_number(language: str, form: int) -> bool:
    """Whether a plural form is for one number alone, so that it may be said in the word."""
    plural = catalogue_of(language).translations.plural  # type: ignore[attr-defined]  # of gettext's own
    return sum(plural(number) == form for number in NUMBERS) == 1


def is_translated(language: str, message: Message) -> bool:
    if isinstance(message.id, str):
        return bool(message.string) and values_in(message.string) == values_in(message.id)
    forms = message.string
    return len(forms) == po(language).num_plurals and all(
        form and (values_in(form) == values_in(message.id[1]) or (not values_in(form) and of_one_number(language, n)))
        for n, form in enumerate(forms)
    )


def test_all_that_is_said_is_in_the_english_catalogue() -> None:
    assert said_in_code() <= {*keys_of("en")}


def test_english_reads_as_it_is_written() -> None:
    assert [one.id for one in po("en") if one.id and one.id != one.string] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_the_same_texts_in_the_same_order(language: str) -> None:
    first = [one if isinstance(one, str) else one[0] for one in keys_of(language)]

    assert keys_of(language) == keys_of("en")
    assert first == sorted(first)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_has_the_values_and_the_plural_forms_that_it_needs(language: str) -> None:
    assert [one.id for one in po(language) if one.id and not is_translated(language, one)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plural_forms_are_those_of_cldr(language: str) -> None:
    translations, rule = catalogue_of(language).translations, catalogue_of(language).locale.plural_form
    pairs = {(translations.plural(number), rule(number)) for number in NUMBERS}  # type: ignore[attr-defined]

    assert len(pairs) == len({form for form, _ in pairs}) == len({name for _, name in pairs})
    assert sorted(form for form, _ in pairs) == [*range(po(language).num_plurals)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_check_can_be_said(language: str) -> None:
    said = wording.wording(language)
    asked: dict[Rule, int | None] = dict.fromkeys(wording.ASKED_AT_LEAST, 30)
    pairs = [(one, actual) for one in Rule for actual in (7, None)]
    failed = [Check(rule=one, required=asked.get(one), actual=actual, passed=False) for one, actual in pairs]
    texts = [text for one in failed for text in (said.title(one.rule), said.requirement(one), said.change(one))]
    names = [*map(said.feature, Feature), *map(said.state, wording.STATES)]

    assert all(text and "{" not in text for text in [*texts, *names])
