"""Does what is known of a creator depend on what was told, and not on when?"""

from dataclasses import replace
from itertools import permutations

from hypothesis import example, given
from hypothesis import strategies as st

from indexer.standing import UNKNOWN, Standing, joined, told, withheld_from_json, withheld_to_json
from marketplace.creators.creator import Profile, Ready, Tombstone, Version

Record = tuple[str, Ready | Tombstone]

MARKETS = ("DE", "FR", "US")


def version(number: int, digest: str = "d") -> Version:
    return Version(number, digest)


def shown(market: str, number: int) -> Record:
    return market, Ready("c1", version(number, market), None)


def hidden(market: str, number: int) -> Record:
    profile = Profile(market, version(number, market), 7, b'{"id":"c1"}', {})
    return market, Ready("c1", profile.version, profile, overlay=7, hidden=True)


def left(market: str, number: int) -> Record:
    return market, Tombstone("c1", market, version(number, f"left {market}"))


def after(*records: Record) -> Standing:
    standing = UNKNOWN
    for market, found in records:
        standing = told(standing, found, market=market)
    return standing


kinds = st.sampled_from([shown, left])
records = st.builds(lambda kind, *told: kind(*told), kinds, st.sampled_from(MARKETS), st.integers(1, 6))
withholding = st.builds(
    lambda kind, *told: kind(*told), st.sampled_from([hidden, left]), st.sampled_from(MARKETS), st.integers(1, 6)
)


@given(st.lists(records, max_size=5))
def test_the_order_of_records_does_not_matter_nor_how_often_they_come(some: list[Record]) -> None:
    assert len({repr(after(*order, *order[:2]).shown) for order in permutations(some)}) == 1


@given(st.lists(records, max_size=8))
def test_the_newest_profile_is_shown_unless_its_market_has_told_since_that_they_left(some: list[Record]) -> None:
    profiles = [(found.version, market) for market, found in some if isinstance(found, Ready)]
    newest, market = max(profiles, default=(None, ""))
    gone = [found for of, found in some if isinstance(found, Tombstone) and of == market and found.version > newest]

    kept = after(*some).shown
    assert (kept and (kept.version, kept.market)) == (None if gone or newest is None else (newest, market))


def test_a_tombstone_of_the_market_that_they_left_before_takes_nobody_away() -> None:
    assert after(shown("DE", 1), shown("FR", 2), left("DE", 3)).shown == after(shown("FR", 2)).shown


def test_an_older_profile_does_not_come_back_by_another_market() -> None:
    assert after(shown("FR", 2), left("FR", 3), shown("DE", 1)).kept is None
    assert after(shown("FR", 2), left("FR", 4), shown("DE", 3)).kept is not None


def test_who_is_hidden_is_kept_and_not_shown() -> None:
    standing = after(shown("DE", 1), hidden("DE", 2))

    assert (standing.shown, standing.kept and standing.kept.hidden) == (None, True)


def test_who_is_hidden_and_leaves_is_kept_no_more() -> None:
    assert after(hidden("DE", 1), left("DE", 2)).kept is None


def test_a_newer_overlay_of_the_same_record_counts_and_an_older_one_does_not() -> None:
    record = Ready("c1", version(1), None, overlay=2)
    older, newer = record._replace(overlay=1), record._replace(overlay=3)
    before = after(("DE", record))

    assert after(("DE", record), ("DE", older)) == before
    assert after(("DE", record), ("DE", newer)).shown.overlay == 3


def test_what_is_withheld_can_be_written_down() -> None:
    for standing in (after(hidden("DE", 1), left("FR", 2)), after(shown("DE", 1), left("DE", 2)), UNKNOWN):
        assert withheld_from_json(withheld_to_json(standing.withheld)) == standing.withheld


@example([hidden("DE", 2), left("DE", 3)], [hidden("FR", 1)])
@given(st.lists(withholding, max_size=4), st.lists(withholding, max_size=4))
def test_what_two_withhold_is_joined_as_if_all_had_been_told_to_one(some: list[Record], others: list[Record]) -> None:
    one, other, both = after(*some), after(*others), after(*some, *others)
    found = joined(one.withheld, other.withheld)

    assert (found.left, found.hidden) == (both.withheld.left, both.withheld.hidden)
    assert found == joined(other.withheld, one.withheld)
    assert joined(found, found) == joined(found, one.withheld) == found


def test_who_is_hidden_by_one_and_left_by_the_other_is_kept_no_more() -> None:
    hides, tells = hidden("DE", 1), left("DE", 2)

    assert joined(after(hides).withheld, after(tells).withheld) == after(hides, tells).withheld


def test_a_hidden_profile_that_a_file_has_told_after_all_is_ended_by_nothing_but_what_is_told_since() -> None:
    told = after(left("DE", 2)).withheld
    brought_back = replace(told, hidden=hidden("DE", 1)[1].body)

    assert joined(brought_back, told) == joined(told, brought_back) == brought_back
    assert joined(brought_back, after(left("DE", 3)).withheld).hidden is None
