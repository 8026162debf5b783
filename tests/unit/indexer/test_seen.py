"""What is remembered of the ids of a run?"""

from indexer.seen import Outcome, Seen, Sighting
from marketplace.creators.creator import Version

FIRST = Sighting(1, Version(10, "a"), Outcome.INDEXED)
SECOND = Sighting(2, Version(11, "b"), Outcome.DELETED, taken_from="FR")


def test_an_id_that_has_not_come_is_not_found() -> None:
    with Seen() as seen:
        assert seen.find(["c1"]) == {}


def test_the_last_version_kept_is_found() -> None:
    with Seen() as seen:
        seen.keep({"c1": FIRST, "c2": FIRST})
        seen.keep({"c1": SECOND})

        assert seen.find(["c1", "c2", "c3"]) == {"c1": SECOND, "c2": FIRST}


def test_ids_are_counted_by_outcome_and_named_by_the_market_that_loses_them() -> None:
    with Seen() as seen:
        seen.keep({"c1": FIRST, "c2": SECOND, "c3": Sighting(3, Version(1, "c"), Outcome.INDEXED, taken_from="FR")})

        assert seen.counts() == {"indexed": 2, "unchanged": 0, "hidden": 0, "deleted": 1, "elsewhere": 0}
        assert seen.taken() == {"FR": ("c2", "c3")}


def test_all_ids_come_in_batches() -> None:
    with Seen() as seen:
        seen.keep({f"c{number:04}": FIRST for number in range(2_500)})

        batches = list(seen.batches())

    assert [len(batch) for batch in batches] == [1_000, 1_000, 500]
    assert batches[-1][-1] == ("c2499", FIRST)
