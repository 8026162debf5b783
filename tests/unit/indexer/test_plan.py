"""When is a feed read again?"""

import subprocess
import sys
from dataclasses import replace

import pytest

from indexer.plan import Basis, Plan, inputs_digest, plan
from indexer.ports import Feed
from indexer.state import SyncState
from marketplace.creators.overlays import RESTORED
from marketplace.creators.times import DAY
from tests.creators import NOW, RATES

FEED = Feed("DE", "abc", NOW)
STATE = SyncState("DE", "abc", "inputs", NOW, NOW, read=1, creators=1, rejected=0, rates=RATES)

LIVE = replace(FEED, live=True, tells=True)
BASIS = Basis(inputs="inputs", now=NOW, overlay=4)
LATER = NOW + 7 * DAY + 1

PLANS = [
    (FEED, None, Plan("full", "first sync")),
    (FEED, STATE, Plan("nothing", "feed is unchanged")),
    (FEED, replace(STATE, fingerprint="def"), Plan("full", "feed has changed")),
    (FEED, replace(STATE, fingerprint=""), Plan("full", "published data is out of date")),
    (FEED, replace(STATE, inputs="others"), Plan("full", "topics, rates or words have changed")),
    (LIVE, None, Plan("full", "first sync")),
    (LIVE, STATE, Plan("delta", "changes since 2026-11-22T10:00:00Z")),
    (LIVE, replace(STATE, fingerprint="def"), Plan("full", "feed is another one")),
    (LIVE, replace(STATE, fingerprint=""), Plan("full", "published data is out of date")),
    (LIVE, replace(STATE, inputs="others"), Plan("full", "topics, rates or words have changed")),
    (LIVE, replace(STATE, overlay=5), Plan("full", "database is another one, or was restored")),
    (replace(LIVE, tells=False), STATE, Plan("full", "feed is live and tells no changes")),
]


@pytest.mark.parametrize(("feed", "state", "expected"), PLANS)
def test_a_feed_is_read_as_far_as_there_is_a_reason(feed: Feed, state: SyncState | None, expected: Plan) -> None:
    assert plan(feed, state, basis=BASIS) == expected


@pytest.mark.parametrize("feed", [FEED, LIVE])
def test_a_feed_is_read_whole_when_that_is_asked_for(feed: Feed) -> None:
    assert plan(feed, STATE, basis=replace(BASIS, rebuild=True)) == Plan("full", "asked for")


def test_changes_are_not_asked_for_since_a_time_that_a_feed_may_have_forgotten() -> None:
    week_old = [plan(LIVE, STATE, basis=replace(BASIS, now=now)) for now in (LATER - 1, LATER)]

    assert [one.action for one in week_old] == ["delta", "full"]
    assert week_old[1].reason == "checkpoint is older than 7 days"


def test_a_market_is_read_whole_when_the_database_was_restored() -> None:
    found = [plan(FEED, STATE, basis=replace(BASIS, overlay=newest)).action for newest in (RESTORED - 1, RESTORED)]

    assert found == ["nothing", "full"]


SECOND = 1_000_000
READ = replace(STATE, feed="abc", synced_at=NOW)
STUCK = replace(READ, as_of=NOW - 8 * DAY)


@pytest.mark.parametrize(
    ("feed", "state"),
    [(FEED, replace(READ, fingerprint="")), (replace(LIVE, tells=False), READ), (LIVE, STUCK)],
)
def test_a_feed_that_would_be_read_whole_again_and_again_rests(feed: Feed, state: SyncState) -> None:
    basis = replace(BASIS, rests=600 * SECOND)
    plans = [plan(feed, state, basis=replace(basis, now=NOW + seconds * SECOND)) for seconds in (599, 600, -1)]

    assert [one.action for one in plans] == ["nothing", "full", "full"]
    assert plans[0].reason == f"{plans[1].reason}, but it was read at 2026-11-22T10:00:00Z"
    assert plan(feed, state, basis=BASIS).action == "full"
    assert plan(feed, state, basis=replace(basis, rebuild=True)).action == "full"
    assert plan(replace(feed, fingerprint="def"), state, basis=basis).action == "full"
    assert plan(feed, replace(state, feed=""), basis=basis).action == "full"


def test_a_live_feed_that_a_rollback_wants_read_does_not_rest() -> None:
    assert plan(LIVE, replace(READ, fingerprint=""), basis=replace(BASIS, rests=600 * SECOND)).action == "full"


def test_a_feed_without_a_fingerprint_is_never_unchanged() -> None:
    nameless = replace(FEED, fingerprint="")

    assert plan(nameless, replace(STATE, fingerprint=""), basis=BASIS).action == "full"


def test_the_inputs_are_digested_alike_in_every_process() -> None:
    elsewhere = [sys.executable, "-c", "from indexer.plan import inputs_digest; print(inputs_digest('DE'))"]

    assert subprocess.check_output(elsewhere, text=True).strip() == inputs_digest("DE")


def test_markets_of_other_languages_have_other_inputs() -> None:
    assert inputs_digest("DE") != inputs_digest("CA")
