"""When can nothing be rolled back, and what do the commands say and do around a rollback?"""

from __future__ import annotations

import json
from pathlib import Path

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


def test_a_sync_after_a_rollback_does_not_read_the_bad_feed_again_and_reads_the_next(
    place: Place, tmp_path: Path
) -> None:
    paths = {"MARKETPLACE_FEEDS": str(tmp_path), "MARKETPLACE_REJECTS_DIR": str(tmp_path / "rejects")}
    writer, settings = place.writer(), load_settings(paths)
    wiring = Wiring(lambda: settings, lambda _: writer, place.clock, lambda _: MemoryOverlays())

    def told(command: str, *ids: str) -> dict[str, object]:
        if ids:
            lines = [json.dumps(feed_record(one)) for one in ids]
            (tmp_path / "DE.ndjson").write_text("\n".join(lines))
        place.clock.now += MICROSECONDS
        result = CliRunner().invoke(commands, [command, "--market", "DE", "--json"], obj=wiring)
        assert result.exit_code == 0, result.stderr
        found: dict[str, object] = json.loads(result.stdout)
        return found

    told("sync", "good")
    told("sync", "bad")
    done = told("rollback")
    assert (done["market"], done["creators"], list(writer.ids("DE"))) == ("DE", 1, ["good"])
    again = [told("sync", *ids)["markets"][0]["reason"] for ids in ((), ("mended", "good"))]  # type: ignore[index]
    assert again == ["feed was rolled back", "feed has changed"]
    assert sorted(writer.ids("DE")) == ["good", "mended"]


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
    state = place.client.indices.get_mapping(index=f"{place.prefix}-de").body
    (meta,) = [one["mappings"]["_meta"] for one in state.values()]
    place.client.indices.create(index=other, mappings={"_meta": meta})
    assert [one.published for one in index.writer.builds()] == [True]
