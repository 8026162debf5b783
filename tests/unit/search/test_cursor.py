"""Is a cursor's position read back as it was written, and refused where it doesn't belong?"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.creators.table import MAX_INTEGER
from marketplace.errors import InvalidInput
from marketplace.search.asked import query_from
from marketplace.search.cursor import FORMAT, _digest, continued, write_cursor
from marketplace.search.query import CreatorQuery, Position
from tests.strategies import queries

QUERY = query_from({"q": "vegan -food", "market": ["DE", "FR"], "followers_min": 1_000, "exclude_ids": ["a"]})
POSITION = Position(2, 7, 2**63 - 1)

positions = st.builds(
    Position,
    match_class=st.integers(0, 3),
    value=st.one_of(st.none(), st.integers(-MAX_INTEGER, MAX_INTEGER)),
    tie=st.integers(0, 2**63 - 1),
)


def read_cursor(query: CreatorQuery, cursor: str) -> Position | None:
    """Where a cursor leaves a query."""
    return continued(replace(query, page=1), cursor).after


def bound_to(query: CreatorQuery) -> tuple[object, ...]:
    """What a cursor belongs to; whether it came to typos is in the cursor itself."""
    text = query.text and replace(query.text, forgiving=False)
    return text, query.typos, query.filters, query.exclude_ids, query.sort


@given(query=queries(), position=positions, value=st.floats(-(2**62), 2**62))
def test_a_position_is_read_as_it_was_written(query: CreatorQuery, position: Position, value: float) -> None:
    if not query.sort.whole:
        position = replace(position, value=value)
    read = read_cursor(query, write_cursor(query, position))
    assert repr(read) == repr(position)


@given(one=queries(), other=queries(), position=positions)
def test_a_cursor_of_another_query_is_refused(one: CreatorQuery, other: CreatorQuery, position: Position) -> None:
    cursor = write_cursor(one, position)
    if bound_to(one) == bound_to(other):
        assert read_cursor(other, cursor) == position
        return
    with pytest.raises(InvalidInput, match="belongs to another q, filter or sort"):
        read_cursor(other, cursor)


@pytest.mark.parametrize(
    "other",
    [
        {"q": "vegan"},
        {"market": ["DE"]},
        {"followers_min": 1_001},
        {"exclude_ids": ["b"]},
        {"sort": "followers"},
        {"verified": [True]},
    ],
    ids=str,
)
def test_a_cursor_is_bound_to_text_filters_and_sort(other: dict[str, object]) -> None:
    asked = {"q": "vegan -food", "market": ["DE", "FR"], "followers_min": 1_000, "exclude_ids": ["a"], **other}
    with pytest.raises(InvalidInput, match="cursor: belongs to another q, filter or sort"):
        read_cursor(query_from(asked), write_cursor(QUERY, POSITION))


@pytest.mark.parametrize(
    "changed", [{"limit": 7}, {"facets": ("market",)}, {"facet_limit": 3}, {"fields": ("id",)}], ids=str
)
def test_what_only_changes_the_form_of_an_answer_may_change(changed: dict[str, object]) -> None:
    assert read_cursor(replace(QUERY, **changed), write_cursor(QUERY, POSITION)) == POSITION  # type: ignore[arg-type]


def test_the_order_of_parameters_does_not_matter() -> None:
    asked = {"exclude_ids": ["a"], "market": ["FR", "DE", "FR"], "followers_min": 1_000, "q": "Vegan -FOOD"}
    assert read_cursor(query_from(asked), write_cursor(QUERY, POSITION)) == POSITION


@given(position=positions, data=st.data())
def test_a_cut_cursor_is_refused(position: Position, data: st.DataObject) -> None:
    cursor = write_cursor(QUERY, position)
    kept = data.draw(st.integers(0, len(cursor) - 1))
    with pytest.raises(InvalidInput):
        read_cursor(QUERY, cursor[:kept])


@given(position=positions, data=st.data())
def test_a_changed_cursor_is_refused(position: Position, data: st.DataObject) -> None:
    cursor = write_cursor(QUERY, position)
    at = data.draw(st.integers(0, len(cursor) - 1))
    letter = data.draw(st.sampled_from("AZaz09-_=+/ ").filter(lambda letter: letter != cursor[at]))
    try:
        read = read_cursor(QUERY, cursor[:at] + letter + cursor[at + 1 :])
    except InvalidInput:
        return
    assert repr(read) == repr(position), "only the unused bits at the end of base64 may be changed"


@given(st.text(max_size=80))
def test_any_text_is_refused(text: str) -> None:
    for cursor in (text, FORMAT + text):
        with pytest.raises(InvalidInput):
            read_cursor(QUERY, cursor)


def test_a_cursor_of_another_index_format_says_so() -> None:
    with pytest.raises(InvalidInput, match="another index format"):
        read_cursor(QUERY, "0" + write_cursor(QUERY, POSITION)[1:])


def test_a_forged_position_is_refused() -> None:
    other = query_from({"sort": "followers"})
    forged = write_cursor(other, Position(0, 5, 7))
    with pytest.raises(InvalidInput, match="belongs to another"):
        read_cursor(QUERY, forged)


@pytest.mark.parametrize(
    "content",
    [
        *(b"[]", b'{"a": 1}', b"no json", b'[0, "x", 1]', b"[0, 5, 100000000000000000000]", b"[0, 1e300, 1]"),
        *(b"[9, 1, 1]", b"[0, true, 1]", b"[0, 0.5, 1]", b"[0, 1, -1]", b"[null, 1, 1]"),
    ],
)
def test_a_position_that_somebody_made_up_is_refused(content: bytes) -> None:
    forged = FORMAT + urlsafe_b64encode(_digest(QUERY, content) + content).rstrip(b"=").decode()
    with pytest.raises(InvalidInput, match="cursor: is no cursor"):
        read_cursor(QUERY, forged)


def test_a_cursor_with_signs_between_is_refused() -> None:
    cursor = write_cursor(QUERY, POSITION)
    with pytest.raises(InvalidInput, match="cursor: is no cursor"):
        read_cursor(QUERY, cursor[:9] + "!!" + cursor[9:])
