"""When is a feed read again?"""

import subprocess
import sys
from dataclasses import replace

import pytest

from indexer.plan import Plan, inputs_digest, plan
from indexer.ports import Feed, SyncState
from tests.creators import NOW, RATES

FEED = Feed("DE", "abc", NOW)
STATE = SyncState("DE", "abc", "inputs", NOW, NOW, read=1, creators=1, rejected=0, rates=RATES)

PLANS = [
    (None, "inputs", False, Plan(True, "first sync")),
    (None, "inputs", True, Plan(True, "first sync")),
    (STATE, "inputs", False, Plan(False, "feed is unchanged")),
    (STATE, "inputs", True, Plan(True, "asked for")),
    (replace(STATE, fingerprint="def"), "inputs", False, Plan(True, "feed has changed")),
    (replace(STATE, fingerprint=""), "inputs", False, Plan(True, "published data is out of date")),
    (STATE, "others", False, Plan(True, "topics, rates or words have changed")),
]


@pytest.mark.parametrize(("state", "inputs", "rebuild", "expected"), PLANS)
def test_a_feed_is_read_when_there_is_a_reason(
    state: SyncState | None, inputs: str, rebuild: bool, expected: Plan
) -> None:
    assert plan(FEED, state, inputs=inputs, rebuild=rebuild) == expected


def test_a_feed_without_a_fingerprint_is_never_unchanged() -> None:
    assert plan(replace(FEED, fingerprint=""), replace(STATE, fingerprint=""), inputs="inputs", rebuild=False).full


def test_the_inputs_are_digested_alike_in_every_process() -> None:
    elsewhere = [sys.executable, "-c", "from indexer.plan import inputs_digest; print(inputs_digest('DE'))"]

    assert subprocess.check_output(elsewhere, text=True).strip() == inputs_digest("DE")


def test_markets_of_other_languages_have_other_inputs() -> None:
    assert inputs_digest("DE") != inputs_digest("CA")


def test_a_live_feed_is_never_unchanged() -> None:
    assert plan(replace(FEED, live=True), STATE, inputs="inputs", rebuild=False) == Plan(True, "feed is live")
