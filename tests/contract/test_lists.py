"""Are lists of creators kept as they were filled, and shown to nobody else, on every database?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from marketplace.accounts.roles import Role
from marketplace.deals.asking import Place
from marketplace.errors import Forbidden, InvalidInput, NotFound, Stale
from marketplace.saved.creator_list import MAX_CREATORS, CreatorList, Listed
from tests.bargains import Bargain
from tests.shelves import CLIENTS, Shelf


@pytest.fixture
def shelf(bargain: Bargain) -> Shelf:
    return Shelf(bargain)


def test_a_list_is_kept_in_the_order_of_their_coming_each_once(shelf: Shelf) -> None:
    made = shelf.made("c3", "c1", "c3", notes={"c1": "tall"})
    shelf.bargain.time.passes(5)

    after = shelf.add(made, "c2", "c1", "c2", c1="taller")

    assert shelf.on(made) == {"c3": None, "c1": "taller", "c2": None}
    assert (made.size, made.version, after.list.size, after.list.version) == (2, 1, 3, 2)
    assert (after.list.updated_at, after.listed[2]) == (shelf.bargain.time(), Listed("c2", None, after.list.updated_at))


def test_what_changes_nothing_is_no_other_version(shelf: Shelf) -> None:
    made = shelf.made("c1", "c2", notes={"c1": "tall"})
    shelf.bargain.time.passes(5)

    shelf.add(made, "c2", "c1", c1="tall")
    shelf.lists.take_off(made.id, ["c9"], by=shelf.by)
    shelf.change(made, name="Spring", creator_ids=["c1", "c2"], notes={"c1": "tall"})

    assert shelf.lists.get(made.id, by=shelf.by).list == made


def test_what_is_said_takes_the_place_of_what_was_and_the_rest_stays(shelf: Shelf) -> None:
    made = shelf.made("c1", "c2", "c3", notes={"c1": "one", "c3": "three"})

    shelf.change(made, creator_ids=["c3", "c4", "c1"])
    assert [*shelf.on(made).items()] == [("c3", "three"), ("c4", None), ("c1", "one")]
    shelf.change(made, notes={"c4": "four"})
    assert shelf.on(made) == {"c3": None, "c4": "four", "c1": None}
    shelf.change(made, notes={}, name="Summer")
    assert shelf.on(made) == {"c3": None, "c4": None, "c1": None}
    shelf.lists.take_off(made.id, ["c4", "c9"], by=shelf.by)
    assert [*shelf.on(made)] == ["c3", "c1"]
    full = shelf.lists.get(made.id, by=shelf.by).list
    assert (full.name, full.version) == ("Summer", 5)


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"notes": {"c9": "x"}}, "notes: has a note of 'c9', who is not among the creators"),
        ({"notes": {"c1": "x" * 501}}, "notes: has 501 characters: at most 500"),
        ({"notes": {"c1": " "}}, "notes: is empty"),
        ({"name": "a\nb"}, "name: has control characters"),
        ({"name": "x" * 201}, "name: has 201 characters"),
        ({"creator_ids": [f"n{n}" for n in range(MAX_CREATORS + 1)]}, "a list of 10,001 creators: at most 10,000"),
    ],
)
def test_what_can_not_be_said_is_refused_and_changes_nothing(shelf: Shelf, said: Any, problem: str) -> None:
    made = shelf.made("c1")

    with pytest.raises(InvalidInput, match=problem):
        shelf.change(made, **said)
    assert shelf.lists.get(made.id, by=shelf.by).list == made


def test_a_list_takes_as_many_as_a_search_could_leave_out_and_no_more(shelf: Shelf) -> None:
    made = shelf.made(*(f"n{n}" for n in range(MAX_CREATORS)))

    shelf.lists.take_off(made.id, ["n7"], by=shelf.by)
    shelf.add(made, "c1", "n8")
    with pytest.raises(InvalidInput, match="10,001 creators"):
        shelf.add(made, "c2")

    assert [*shelf.on(made)][-2:] == ["n9999", "c1"]
    with shelf.bargain.records.reading() as records:
        assert len(records.lists.creators_of([made.id])) == MAX_CREATORS
    shelf.change(made, creator_ids=["c5"])
    assert [*shelf.on(made)] == ["c5"]


def test_a_deleted_list_is_gone_with_all_that_was_on_it(shelf: Shelf) -> None:
    made, other = shelf.made("c1"), shelf.made("c1")

    with pytest.raises(Stale):
        shelf.lists.remove(made.id, expected=2, by=shelf.by)
    shelf.lists.remove(made.id, expected=1, by=shelf.by)

    with pytest.raises(NotFound, match=f"there is no list {made.id}"):
        shelf.on(made)
    with shelf.bargain.records.reading() as records:
        assert (records.lists.creators_of([made.id]), shelf.page()) == (frozenset(), [other.id])


def test_lists_are_an_accounts_and_of_a_bound_key_its_clients(shelf: Shelf) -> None:
    agency = shelf.bargain.office.caller(Role.AGENCY, clients=CLIENTS)
    tea, oat = (replace(agency, key=replace(agency.key, client_id=one.id)) for one in CLIENTS)
    mine, whole = shelf.made("c1", by=tea), shelf.made("c2", by=agency)
    other = shelf.made("c3", by=agency, client_id="cli_2")

    assert (mine.client_id, whole.client_id, other.client_id) == ("cli_1", None, "cli_2")
    pages = [sorted(shelf.page(by=one)) for one in (tea, oat, agency)]
    assert pages == [[mine.id], [other.id], sorted([mine.id, whole.id, other.id])]
    assert (shelf.page(by=agency, filters={"client_id": "cli_2"}), shelf.page()) == ([other.id], [])
    for who, found in ((tea, whole), (tea, other), (shelf.by, mine)):
        with pytest.raises(NotFound):
            shelf.on(found, by=who)
    with pytest.raises(Forbidden, match="bound to the client cli_1"):
        shelf.made(by=tea, client_id="cli_2")
    with pytest.raises(InvalidInput, match="client_id: is no client of the account"):
        shelf.made(by=agency, client_id="cli_9")


@pytest.mark.parametrize("who", ["creator", "operator"])
def test_who_is_no_brand_has_no_lists(shelf: Shelf, who: str) -> None:
    made, other = shelf.made("c1"), getattr(shelf.bargain, who)

    for ask in (shelf.page, shelf.made, lambda *, by: shelf.on(made, by=by)):
        with pytest.raises(Forbidden, match="can't have lists: brands and agencies can"):
            ask(by=other)


def test_the_list_that_was_changed_last_comes_first_page_by_page(shelf: Shelf) -> None:
    first, second, third = (made_at(shelf, n) for n in (1, 2, 2))
    shelf.bargain.time.passes(9)
    changed = shelf.add(first, "c1").list

    assert shelf.page() == [first.id, third.id, second.id]
    assert shelf.page(limit=2, after=Place(changed.updated_at, changed.id)) == [third.id, second.id]


def made_at(shelf: Shelf, seconds: int) -> CreatorList:
    """A list that is made so many seconds from now."""
    shelf.bargain.time.passes(seconds - 1)
    return shelf.made()
