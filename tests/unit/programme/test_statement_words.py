"""Has every text of a statement words in each language, with the same places for figures?"""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from babel.messages.pofile import read_po

from marketplace.creators.labels import label_languages
from marketplace.programme.catalogues import translations_of

FOLDER = "statements"
PLACE = re.compile(r"%\(\w+\)s")
SOURCES = ("statement_page.py", "pages/statement.html.j2")


def catalogue(language: str) -> dict[str, str]:
    """The texts of a language by the English ones."""
    with files("marketplace.programme").joinpath("locales", FOLDER, f"{language}.po").open("rb") as file:
        return {str(one.id): str(one.string) for one in read_po(file) if one.id}


def asked() -> set[str]:
    """All texts that a statement asks for."""
    code = "".join(files("marketplace.api").joinpath(one).read_text(encoding="utf-8") for one in SOURCES)
    return set(re.findall(r'\b_\("([^"]+)"\)', code))


@pytest.mark.parametrize("language", label_languages())
def test_every_text_that_is_asked_for_has_words_with_the_same_places(language: str) -> None:
    found = catalogue(language)

    assert found.keys() == asked()
    for source, text in found.items():
        assert text.strip()
        assert sorted(PLACE.findall(text)) == sorted(PLACE.findall(source)), source


def test_other_languages_than_english_say_it_otherwise() -> None:
    source = "This month is not over: its figures will change."

    said = {one: translations_of(FOLDER, one).gettext(source) for one in label_languages()}

    assert said["en"] == source
    assert len(set(said.values())) == len(label_languages())
    assert translations_of(FOLDER, "xx").gettext(source) == source
