"""What do lists come to beside what a reach leaves already, on every database?"""

from __future__ import annotations

from typing import Any

import pytest

from marketplace.errors import InvalidInput
from marketplace.saved.narrowing import Narrowing
from marketplace.search.reach import EVERYTHING, Reach
from tests.bargains import Bargain
from tests.shelves import Shelf


@pytest.fixture
def shelf(bargain: Bargain) -> Shelf:
    return Shelf(bargain)


def narrowed(shelf: Shelf, reach: Reach, **asked: Any) -> Reach:
    """A reach within and without lists."""
    return Narrowing(shelf.bargain.records).narrowed(reach, asked, by=shelf.by)


def test_all_that_is_named_holds_together(shelf: Shelf) -> None:
    first, second, third = shelf.made("c1", "c2", "c3").id, shelf.made("c2", "c3", "c4").id, shelf.made("c3").id
    reach = Reach(in_list=(first,), not_in_list=(third,), left_out=frozenset({"x"}))

    found = narrowed(shelf, reach, in_list=[second], not_in_list=[second, third])

    assert (found.only, found.left_out) == ({"c2", "c3"}, {"c2", "c3", "c4", "x"})
    forced = (f"in_list={first}", f"not_in_list={third}")
    assert found.lists == (*forced, f"in_list={second}", f"not_in_list={second},{third}")


def test_where_none_is_named_the_database_is_not_asked(shelf: Shelf) -> None:
    assert Narrowing(None).narrowed(EVERYTHING, {}, by=shelf.by) is EVERYTHING  # type: ignore[arg-type]


def test_no_id_that_a_database_can_not_have_is_a_list(shelf: Shelf) -> None:
    with pytest.raises(InvalidInput, match="there is no list"):
        narrowed(shelf, EVERYTHING, in_list=["lst\0"])
