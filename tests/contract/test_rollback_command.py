"""When can nothing be rolled back, and what do the commands say and do around a rollback?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from indexer.cli import Wiring, commands
from marketplace.creators.times import MICROSECONDS
from marketplace.errors import SyncError
from marketplace.settings import load_settings
from tests.contract.index import Index
from tests.contract.test_rollback import STAYS, rolled
from tests.fakes import feed_record
from tests.overlays import MemoryOverlays


class Feeds:
    """A folder of feeds, and the commands that work on it and on an index."""

    def __init__(self, index: Index, folder: Path) -> None:
        paths = {"MARKETPLACE_FEEDS": str(folder), "MARKETPLACE_REJECTS_DIR": str(folder / "rejects")}
        self.folder, self.clock, self.writer = folder, index.clock, index.writer
        settings = load_settings(paths)
        self.wiring = Wiring(lambda: settings, lambda _: self.writer, index.clock, lambda _: MemoryOverlays())

    def deliver(self, *ids: str) -> None:
        """Let the feed of DE hold these creators."""
        lines = [json.dumps(feed_record(one)) for one in ids]
        (self.folder / "DE.ndjson").write_text("\n".join(lines))

    def run(self, command: str) -> Any:
        """What a command says of DE, a second later."""
        self.clock.now += MICROSECONDS
        result = CliRunner().invoke(commands, [command, "--market", "DE", "--json"], obj=self.wiring)
        assert result.exit_code == 0, result.stderr
        return json.loads(result.stdout)


def test_a_sync_after_a_rollback_reads_the_next_feed_and_not_the_bad_one(empty: Index, tmp_path: Path) -> None:
    feeds, reasons = Feeds(empty, tmp_path), []
    for one in ("good", "bad"):
        feeds.deliver(one)
        feeds.run("sync")
    done = feeds.run("rollback")
    assert (done["market"], done["creators"], list(feeds.writer.ids("DE"))) == ("DE", 1, ["good"])
    for ids in (["bad"], ["mended", "good"]):
        feeds.deliver(*ids)
        reasons.append(feeds.run("sync")["markets"][0]["reason"])
    assert reasons == ["feed was rolled back", "feed has changed"]
    assert sorted(feeds.writer.ids("DE")) == ["good", "mended"]


def test_a_market_without_an_older_build_can_not_be_rolled_back(empty: Index) -> None:
    with pytest.raises(SyncError, match="DE is not published"):
        rolled(empty)
    empty.publish("DE", STAYS)
    with pytest.raises(SyncError, match=r"there is nothing to roll DE back to: \w+ is its only build"):
        rolled(empty)
    empty.clock.now += MICROSECONDS
    empty.publish("DE", STAYS)
    with pytest.raises(SyncError, match=r"can't be rolled back to another: there are \w+; \w+ is published"):
        rolled(empty, to="another")
