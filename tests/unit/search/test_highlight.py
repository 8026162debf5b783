"""Is nothing in a highlighted text markup but our marks, and nothing of the text lost?"""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from marketplace.search.asked import query_from
from marketplace.search.highlight import MAX_FRAGMENTS, WHOLE_UP_TO, Span, highlighted
from marketplace.search.match import explain

HOSTILE = st.lists(
    st.one_of(
        st.sampled_from(
            (
                *("<script>alert(1)</script>", "<mark>", "</mark>", "&lt;b&gt;", "<img src=x onerror=1>", "vegan"),
                *(
                    "&amp;",
                    "&#60;",
                    "\"'>",
                    "<!--",
                    "]]>",
                    "\u202e",
                    "\u0301" * 9,
                    "VEGAN",
                    " ",
                    "ve\u00adgan",
                    "﹤b﹥",
                ),
            )
        ),
        st.text(max_size=20),
    ),
    max_size=30,
).map("".join)
MARKUP = re.compile(r"</?mark>")


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """A hostile text and places in it."""
    text = draw(HOSTILE.filter(bool))
    edges = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(edges, edges).filter(lambda pair: pair[0] < pair[1]), min_size=1, max_size=5))
    return text, pairs


@given(texts_with_spans())
def test_nothing_but_our_marks_is_markup_and_they_are_balanced(case: tuple[str, list[Span]]) -> None:
    for fragment in highlighted(*case):
        assert not re.search("[<>\"']", MARKUP.sub("", fragment))
        assert re.fullmatch("(<mark></mark>)+", "".join(MARKUP.findall(fragment)))


@given(texts_with_spans())
def test_a_fragment_without_its_marks_is_a_piece_of_the_text(case: tuple[str, list[Span]]) -> None:
    text, _ = case
    fragments = highlighted(*case)
    assert 1 <= len(fragments) <= MAX_FRAGMENTS
    for fragment in fragments:
        plain = unescape(MARKUP.sub("", fragment))
        assert plain == text if len(text) <= WHOLE_UP_TO else plain.removeprefix("… ").removesuffix(" …") in text


@given(HOSTILE)
def test_a_hostile_bio_gives_no_markup_of_its_own(bio: str) -> None:
    document = {"id": "x", "handle": "<b>vegan", "display_name": "&", "bio": bio, "market": "DE"}
    for texts in explain(document, query_from({"q": "vegan", "highlight": True})).highlights.values():
        for text in texts:
            assert not re.search("[<>\"']", MARKUP.sub("", text))


def test_a_long_text_is_cut_to_what_is_around_the_marks_at_spaces() -> None:
    text = f"{'lorem ipsum ' * 30}vegan {'dolor sit ' * 30}vegan"
    first, second = highlighted(text, [(360, 365), (666, 671)])
    assert (first[:13], first[-2:]) == ("… ipsum lorem", " …")
    assert " <mark>vegan</mark> dolor sit" in first
    assert second.endswith("dolor sit <mark>vegan</mark>")


def test_marks_that_touch_are_one() -> None:
    assert highlighted("abcdef", [(1, 3), (3, 4), (2, 3)]) == ["a<mark>bcd</mark>ef"]
