"""Does a whole feed that takes its time keep nobody waiting, and undo nothing that happens meanwhile?"""

from __future__ import annotations

from time import monotonic

from tests.faults.test_watch import FOLLOWERS
from tests.faults.watches import BEGUN_WITHIN_SECONDS, Place, eventually
from tests.feed_server import Asked

JUDGED = 3_000
"""Records of a feed after which its first ones are in the build: a thousand are judged at once, others on their way."""


def republished(place: Place) -> None:
    """DE and FR published, DE from a feed server of another name, which is read whole by the next watch."""
    place.feeds.fill("DE", JUDGED + 1_000)
    for number in range(6):
        place.feeds.tell("DE", f"de-{number:06}", followers=FOLLOWERS + 1)
    place.feeds.held_from = f"de-{JUDGED:06}"
    place.feeds.fill("FR", 1)
    assert place.leading("DE").ends() == 0
    place.host = "localhost"
    assert place.leading("FR").ends() == 0


def ids(place: Place, market: str) -> str:
    """The last digits of the first six of whom a search of a market finds; nobody may be found in another one too."""
    here, elsewhere = place.shown(market), place.shown("FR" if market == "DE" else "DE")
    twice = here.keys() & elsewhere.keys()  # or moved between the two searches: then it is here no more
    assert not twice or not twice & place.shown(market).keys()
    return "".join(sorted(one[-1] for one in here if one[3:] < "000006"))


def test_who_moves_leaves_or_is_hidden_while_a_market_is_read_whole_is_not_brought_back(place: Place) -> None:
    republished(place)
    feeds = place.feeds
    with feeds.holding("DE"):
        watch = place.watch()
        assert feeds.reading.wait(BEGUN_WITHIN_SECONDS)
        feeds.move("de-000000", away="DE", to="FR")
        feeds.leave("DE", "de-000001")
        place.overlays.change("de-000002", {"hidden": True})
        eventually(lambda: ids(place, "DE"), "1345")
        eventually(lambda: ids(place, "FR"), "00")

    watch.tells('indexer_runs_total{action="full",end="done",market="DE"}', 1)
    assert (ids(place, "DE"), ids(place, "FR")) == ("345", "00")
    watch.tells('indexer_creators{market="DE"}', JUDGED + 1_000 - 3)
    place.overlays.clear("de-000002", ["hidden"])
    eventually(lambda: ids(place, "DE"), "2345")


def test_a_feed_that_is_read_at_a_pace_keeps_no_other_market_waiting(embedded_watches: Place) -> None:
    place = embedded_watches
    place.feeds.fill("FR", 1)
    assert place.leading("FR").ends() == 0
    place.feeds.fill("DE", 201)
    place.watch(MARKETPLACE_WATCH_RECORDS_PER_SECOND="20")
    eventually(lambda: any("updated_since" not in one.parameters for one in asked(place, "DE")), True)
    begun = monotonic()

    place.feeds.tell("FR", "fr-000000", followers=5)
    place.shows("FR", {"fr-000000": 5})
    assert place.shown("DE") == {}
    eventually(lambda: len(place.shown("DE")), 100, within=BEGUN_WITHIN_SECONDS)

    assert monotonic() - begun > 200 / 20 - 1
    assert set(place.shown("DE").values()) == {FOLLOWERS}


def asked(place: Place, market: str) -> list[Asked]:
    """What was asked of a market."""
    return [one for one in place.feeds.server.asked if one.parameters["market"] == market]
