"""Which creators and searches does Hypothesis try? The random ones of the tests, made so that failures shrink."""

from __future__ import annotations

from hypothesis import strategies as st

from marketplace.creators.creator import Creator
from marketplace.search.query import CreatorQuery
from tests.creators import make_creator
from tests.random_queries import random_query
from tests.random_records import random_record


@st.composite
def creators(draw: st.DrawFn, most: int = 12) -> tuple[Creator, ...]:
    """A few creators of different ids."""
    rng = draw(st.randoms(use_true_random=False))
    return tuple(make_creator(**random_record(rng, number)) for number in range(draw(st.integers(0, most))))


@st.composite
def queries(draw: st.DrawFn) -> CreatorQuery:
    """A valid search."""
    return random_query(draw(st.randoms(use_true_random=False)), ())


def texts(most: int = 200) -> st.SearchStrategy[str]:
    """What somebody or something may type: any characters, the signs that mean something often among them."""
    letters = st.one_of(
        st.sampled_from('"-- \u00ad\u0301\ufe0f\u0e34❤1״ab日本ไทย가각éİß٣'), st.characters(codec="utf-8")
    )
    return st.text(letters, max_size=most)
