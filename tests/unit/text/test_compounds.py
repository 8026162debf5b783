"""Are words taken apart where they were put together, and nowhere else?"""

from __future__ import annotations

import pytest

from marketplace.text.compounds import LONGEST, Compounds


def cut(word: str) -> tuple[str, ...]:
    """A stemmer that knows nothing but a plural."""
    return (word.removesuffix("s"),)


COMPOUNDS = Compounds(cut, "skin care food küche road trip car pet", "kuchen", "carpet", links=("s",))


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("skincare", ("skin", "care")),
        ("roadtrips", ("road", "trips")),
        ("skincareroad", ("skin", "care", "road")),
        ("roadskitchen", ()),
        ("tripsküche", ("trip", "küche")),  # with a link between
        ("apfelkuchen", ("kuchen",)),  # an unknown word before a head
        ("apkuchen", ()),
        ("kuchen", ()),
        ("carpets", ()),
        ("tshirt", ("t", "shirt")),
        ("loréal", ("l", "oréal")),
        ("skin" * (LONGEST // 4), ()),
    ],
)
def test_a_word_is_cut_into_known_parts(word: str, parts: tuple[str, ...]) -> None:
    assert COMPOUNDS.parts_of(word) == parts


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [("skin", "care", True), ("road", "trips", True), ("k", "pop", True), ("skin", "deep", False), ("a", "pop", False)],
)
def test_neighbours_that_are_parts_may_be_one_word(before: str, after: str, joined: bool) -> None:
    assert COMPOUNDS.joins(before, after) is joined


def test_two_neighbours_of_three_parts_are_a_word_too() -> None:
    assert set(COMPOUNDS.text_stems("skincarefoods")) == {
        "skincarefood",
        "skin",
        "care",
        "food",
        "skincare",
        "carefood",
    }
    assert set(COMPOUNDS.text_stems("skincare")) == {"skincare", "skin", "care"}
