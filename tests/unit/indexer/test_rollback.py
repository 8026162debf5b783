"""What does a rollback say where it can't be done, and what does a sync do after one?"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from click.testing import CliRunner, Result

from indexer.cli import Wiring, commands
from indexer.plan import Basis, Plan, plan
from indexer.ports import Feed, IndexWriter
from marketplace.settings import load_settings
from tests.contract.index import state_of
from tests.creators import NOW
from tests.fakes import Clock, MemoryWriter
from tests.overlays import MemoryOverlays

FEED = Feed("DE", "bad", NOW)
STATE = replace(state_of("DE", 1), fingerprint="good", refused="bad")
BASIS = Basis(inputs=STATE.inputs, now=NOW)


def runner(writer: IndexWriter) -> Callable[..., Result]:
    """Runs a command on an index."""
    wiring = Wiring(lambda: load_settings({}), lambda _: writer, Clock(), lambda _: MemoryOverlays())
    return lambda *words: CliRunner().invoke(commands, words, obj=wiring, prog_name="indexer")


@pytest.mark.parametrize("state", [STATE, replace(STATE, fingerprint=""), replace(STATE, inputs="others")])
def test_a_feed_that_was_rolled_back_is_not_read_again_unless_asked_for(state: object) -> None:
    assert plan(FEED, state, basis=BASIS) == Plan("nothing", "feed was rolled back")
    assert plan(FEED, state, basis=replace(BASIS, rebuild=True)) == Plan("full", "asked for")


def test_another_feed_is_read_after_a_rollback_and_that_of_the_build_is_not() -> None:
    plans = [plan(replace(FEED, fingerprint=one), STATE, basis=BASIS).reason for one in ("mended", "good")]

    assert plans == ["feed has changed", "feed is unchanged"]


def test_a_live_feed_goes_on_after_a_rollback() -> None:
    live = replace(FEED, live=True, tells=True)

    assert plan(live, replace(STATE, fingerprint="bad"), basis=BASIS).action == "delta"


def test_a_rollback_waits_for_no_sync_and_knows_its_markets() -> None:
    run = runner(MemoryWriter(running=True))

    assert [run("rollback", "--market", market).exit_code for market in ("DE", "XX")] == [3, 2]


def test_status_tells_the_builds_of_each_market() -> None:
    run = runner(MemoryWriter(kept_states={"DE": state_of("DE", 7)}))
    (market,) = json.loads(run("status", "--json").stdout)["markets"]

    build = {"name": "memory", "creators": 7, "as_of": "2026-11-22T10:00:00Z", "published": True}
    assert market["builds"] == [build]
