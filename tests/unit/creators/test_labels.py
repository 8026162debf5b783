"""Does every value of a closed set have a name, in the language that is asked for?"""

from __future__ import annotations

import pytest

from marketplace.creators.fields import FIELDS
from marketplace.creators.labels import label, label_languages
from marketplace.creators.table import Role

CLOSED = [field for field in FIELDS.with_role(Role.FACET) if field.values]


@pytest.mark.parametrize(
    ("field", "value", "language", "name"),
    [
        ("market", "DE", "en", "Germany"),
        ("market", "DE", "ja", "ドイツ"),
        ("languages", "tl", "en", "Filipino"),
        ("languages", "de", "de", "Deutsch"),
        ("topics", "beauty.skincare", "de", "Hautpflege"),
        ("topics", "beauty.skincare", "xx", "Skincare"),
        ("account_type", "business", "fr", "Entreprise"),
        ("audience_countries", "US", "es", "Estados Unidos"),
        ("audience_ages", "55up", "th", "55+"),
        ("region", "DE-BE", "en", "Berlin"),
        ("market", "TW", "zh", "台灣"),
    ],
)
def test_a_value_is_called_in_the_language_asked(field: str, value: str, language: str, name: str) -> None:
    assert label(field, value, language=language) == name


@pytest.mark.parametrize("field", ["hashtags", "brands", "city"])
def test_a_value_that_nobody_named_is_its_own_label(field: str) -> None:
    assert [label(field, value, language="de") for value in ("true", "Berlin", "c++")] == ["true", "Berlin", "c++"]


def test_booleans_are_called_yes_and_no() -> None:
    assert [label("verified", value, language="en") for value in ("true", "false")] == ["Yes", "No"]


@pytest.mark.parametrize("field", CLOSED, ids=lambda field: field.name)
@pytest.mark.parametrize("language", label_languages())
def test_every_value_of_a_closed_set_has_a_label(field: object, language: str) -> None:
    known = next(one for one in CLOSED if one is field)
    assert known.values
    assert all(label(known.name, value, language=language) for value in known.values())


def test_labels_can_be_asked_in_18_languages() -> None:
    assert len(label_languages()) == 18
