"""Do the commands do what their help says, exit codes included?"""

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from indexer.cli import Wiring, commands
from marketplace.errors import SettingsError
from marketplace.settings import Settings, load_settings
from tests.fakes import Clock, MemoryWriter, feed_record
from tests.overlays import MemoryOverlays

Run = Callable[..., Result]


@pytest.fixture
def writer() -> MemoryWriter:
    return MemoryWriter()


@pytest.fixture
def run(tmp_path: Path, writer: MemoryWriter) -> Run:
    """Run a command on an index in memory and the folder `feeds` of the test's own."""
    paths = {"MARKETPLACE_FEEDS": tmp_path / "feeds", "MARKETPLACE_REJECTS_DIR": tmp_path / "rejects"}
    settings = load_settings({name: str(path) for name, path in paths.items()})
    wiring = Wiring(
        settings=lambda: settings, writer=lambda _: writer, clock=Clock(), overlays=lambda _: MemoryOverlays()
    )
    return lambda *words: CliRunner().invoke(commands, words, obj=wiring, prog_name="indexer")


@pytest.fixture
def feeds(tmp_path: Path) -> Path:
    """The folder of feeds, with those of DE and FR."""
    for market in ("DE", "FR"):
        write_feed(tmp_path / "feeds" / f"{market}.ndjson", feed_record(f"{market}1", market=market))
    return tmp_path / "feeds"


def write_feed(path: Path, *records: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records))


def test_sync_publishes_the_markets_named(run: Run, feeds: Path, writer: MemoryWriter) -> None:
    result = run("sync", "--market", "DE", "--market", "FR")

    assert (result.exit_code, writer.creators()) == (0, {"DE": ["DE1"], "FR": ["FR1"]})
    assert [line.split()[:2] for line in result.stdout.splitlines()] == [
        ["DE", "full"],
        ["FR", "full"],
        ["all", "read"],
    ]


def test_sync_fails_a_market_without_a_feed_and_publishes_the_others(
    run: Run, feeds: Path, writer: MemoryWriter
) -> None:
    (feeds / "DE.ndjson").unlink()

    result = run("sync", "--market", "DE", "--market", "FR", "--json")

    told = json.loads(result.stdout)
    assert (result.exit_code, told["failed"], writer.creators()) == (1, 1, {"FR": ["FR1"]})
    assert told["markets"][0]["failed"].startswith(f"there is no {feeds / 'DE.ndjson'}")


def test_sync_and_verify_read_the_feeds_at_a_url(run: Run, feeds: Path, tmp_path: Path) -> None:
    elsewhere = feeds.rename(tmp_path / "elsewhere").as_uri()

    codes = [run(command, "--market", "DE", "--feeds", elsewhere).exit_code for command in ("sync", "verify")]

    assert codes == [0, 0]


@pytest.mark.parametrize("command", ["sync", "verify"])
def test_feeds_at_an_unknown_url_are_wrong_usage(run: Run, command: str) -> None:
    result = run(command, "--feeds", "memroy://feeds")

    assert (result.exit_code, result.stderr) == (2, "feeds can't be at memroy://: did you mean memory://?\n")


def test_a_file_is_no_folder_of_feeds(run: Run, feeds: Path) -> None:
    result = run("sync", "--feeds", str(feeds / "DE.ndjson"))

    assert (result.exit_code, "DE.ndjson' is a file" in result.stderr) == (2, True)


def test_sample_writes_into_folders_only(run: Run) -> None:
    refused = run("sample", "--feeds", "s3://bucket/feeds")
    kept = run("sample", "--feeds", "s3://bucket/feeds", "--unless-there")

    assert (refused.exit_code, kept.exit_code) == (2, 0)
    assert "into a folder of this machine, not to a URL: name one by --feeds" in refused.stderr
    assert kept.stdout == "the feeds are at a URL: nothing is written\n"


def test_sync_takes_every_market_unless_told_otherwise(run: Run, feeds: Path) -> None:
    assert json.loads(run("sync", "--json").stdout)["failed"] == 22


def test_sync_reads_an_unchanged_feed_only_when_asked(run: Run, feeds: Path) -> None:
    actions = [run("sync", "--market", "DE", *more).stdout.split()[1] for more in ((), (), ("--rebuild",))]

    assert actions == ["full", "nothing", "full"]


def test_a_sync_in_the_way_is_exit_code_3(run: Run, feeds: Path, writer: MemoryWriter) -> None:
    writer.running = True

    ended = run("sync", "--market", "DE")

    assert (ended.exit_code, ended.stderr) == (3, "another sync is running: wait for its end\n")
    assert writer.creators() == {}


def interrupt(_: object) -> None:
    raise KeyboardInterrupt


def terminate(_: object) -> None:
    os.kill(os.getpid(), signal.SIGTERM)


@pytest.mark.parametrize(("happens", "code"), [(interrupt, 130), (terminate, 143)], ids=["Ctrl-C", "SIGTERM"])
def test_a_sync_ended_from_outside_leaves_everything_as_before(
    run: Run, feeds: Path, writer: MemoryWriter, happens: Callable[[object], None], code: int
) -> None:
    run("sync", "--market", "DE", "--market", "FR")
    write_feed(feeds / "DE.ndjson", feed_record("DE2"))
    before, handler = writer.creators(), signal.getsignal(signal.SIGTERM)
    writer.on_write = happens

    assert run("sync", "--market", "DE", "--market", "FR").exit_code == code
    assert (writer.creators(), writer.open_builds, writer.running) == (before, 0, False)
    assert signal.getsignal(signal.SIGTERM) == handler


def test_status_tells_what_is_published(run: Run, feeds: Path) -> None:
    run("sync", "--market", "DE")

    assert run("status").stdout.split()[:3] == ["DE", "1", "creators"]
    assert json.loads(run("status", "--json").stdout)["markets"][0]["market"] == "DE"


def test_status_of_an_engine_that_is_away_is_one_line_and_exit_code_1(run: Run, writer: MemoryWriter) -> None:
    writer.away = True

    result = run("status")

    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "the engine is away: start it\n")


def test_verify_tells_by_its_exit_code_whether_all_agrees(run: Run, feeds: Path, writer: MemoryWriter) -> None:
    run("sync", "--market", "DE")
    agreeing = run("verify", "--market", "DE")
    write_feed(feeds / "DE.ndjson", feed_record("DE2"))
    differing = run("verify", "--market", "DE", "--json")

    assert (agreeing.exit_code, differing.exit_code) == (0, 1)
    assert json.loads(differing.stdout)["markets"][0]["missing"] == {"count": 1, "ids": ["DE2"]}


@pytest.mark.parametrize("command", ["sync", "verify", "sample"])
def test_an_unknown_market_is_wrong_usage_and_the_nearest_is_named(run: Run, command: str) -> None:
    result = run(command, "--market", "DF")

    assert result.exit_code == 2
    assert "'DF' is not one of the markets: did you mean DE?" in result.stderr


def test_a_wrong_setting_is_named_in_one_line() -> None:
    def settings() -> Settings:
        raise SettingsError("MARKETPLACE_PORT must be a whole number, not 'x'")

    result = CliRunner().invoke(commands, ["status"], obj=Wiring(settings=settings))

    assert (result.exit_code, result.stderr) == (2, "MARKETPLACE_PORT must be a whole number, not 'x'\n")


@pytest.mark.parametrize("command", ["sync", "status", "verify", "sample"])
def test_every_help_writes_the_exit_codes_down(run: Run, command: str) -> None:
    result = run(command, "--help")

    assert result.exit_code == 0
    assert "Exit codes:\n    0" in result.stdout
