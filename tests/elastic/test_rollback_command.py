"""When can nothing be rolled back, and what do the commands say and do around a rollback?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from indexer.cli import Wiring, commands
from marketplace.creators.times import MICROSECONDS
from marketplace.elastic import builds
from marketplace.errors import EngineUnavailable, SyncError
from marketplace.settings import load_settings
from tests.creators import make_creator
from tests.elastic.conftest import Place
from tests.elastic.test_rollback import STAYS, replaced, rolled, seen
from tests.fakes import feed_record
from tests.overlays import MemoryOverlays


class Feeds:
    """A folder of feeds, and the commands that work on it and on a place."""

    def __init__(self, place: Place, folder: Path) -> None:
        paths = {"MARKETPLACE_FEEDS": str(folder), "MARKETPLACE_REJECTS_DIR": str(folder / "rejects")}
        self.folder, self.clock, self.writer = folder, place.clock, place.writer()
        settings = load_settings(paths)
        self.wiring = Wiring(lambda: settings, lambda _: self.writer, place.clock, lambda _: MemoryOverlays())

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


def test_a_sync_after_a_rollback_reads_the_next_feed_and_not_the_bad_one(place: Place, tmp_path: Path) -> None:
    feeds, reasons = Feeds(place, tmp_path), []
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


def test_a_rollback_that_fails_leaves_what_is_published_and_can_be_done_later(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = place.index()
    replaced(place, index, make_creator(id="old"))

    def refused(*_: object, **__: object) -> None:
        raise EngineUnavailable("the swap is refused")

    with monkeypatch.context() as patched:
        patched.setattr(builds, "swap", refused)
        with pytest.raises(EngineUnavailable):
            rolled(place, index)
    assert seen(index) == ["FR", "US", "stays"]
    rolled(place, index)
    assert (seen(index), index.writer.states()["DE"].creators) == (["FR", "US", "old"], 1)


def test_a_market_without_an_older_build_can_not_be_rolled_back(place: Place) -> None:
    index = place.index()
    with pytest.raises(SyncError, match="DE is not published"):
        rolled(place, index)
    index.publish("DE", STAYS)
    with pytest.raises(SyncError, match=r"there is nothing to roll DE back to: \w+ is its only build"):
        rolled(place, index)
    place.clock.now += MICROSECONDS
    index.publish("DE", STAYS)
    with pytest.raises(SyncError, match=r"can't be rolled back to another: there are \w+; \w+ is published"):
        rolled(place, index, to="another")


def test_a_build_of_another_mapping_is_none_to_roll_back_to(place: Place) -> None:
    index = place.index()
    index.publish("DE", STAYS)
    other = f"{place.prefix}-de-0123abcd-20200101t0000000000"
    state = place.client.indices.get_mapping(index=place.alias("DE")).body
    (meta,) = [one["mappings"]["_meta"] for one in state.values()]
    place.client.indices.create(index=other, mappings={"_meta": meta})
    assert [one.published for one in index.writer.builds()] == [True]
