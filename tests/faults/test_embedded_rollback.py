"""Can a rollback of the embedded index be spoilt? By a full disk, a damaged file, another release."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from indexer.keeping import retention
from indexer.ports import Takeover
from indexer.rollback import roll_back
from indexer.writers.embedded import EmbeddedWriter
from marketplace.creators.times import MICROSECONDS
from marketplace.embedded.engine import EmbeddedEngine
from marketplace.embedded.folder import CURRENT, kept_folder
from marketplace.embedded.schema import schema_hash
from marketplace.errors import EngineUnavailable, SyncError
from tests.contract.index import Index, state_of
from tests.contract.test_changes import change, profile
from tests.creators import make_creator
from tests.fakes import Clock
from tests.faults.small_disks import limited

OLDER = "0123456789abcdef"


@pytest.fixture
def index(tmp_path: Path) -> Index:
    """An index in which nothing is published."""
    return index_in(tmp_path)


def index_in(folder: Path) -> Index:
    clock = Clock()
    return Index(EmbeddedEngine(folder), EmbeddedWriter(folder, now=clock), lambda: None, clock)


def published(index: Index, *ids: str) -> None:
    """Publish a build of DE, a second after the one before; FR has one creator."""
    if "FR" not in index.writer.states():
        index.publish("FR", make_creator(id="FR", market="FR"))
    index.clock.now += MICROSECONDS
    index.publish("DE", *[make_creator(id=one) for one in ids])


def rolled(index: Index) -> list[str]:
    """Who is in DE after a rollback."""
    with index.writer.lock():
        roll_back(index.writer, "DE")
    return sorted(index.writer.ids("DE"))


def kept(folder: Path) -> list[Path]:
    return sorted(kept_folder(folder).glob("*"))


def test_a_build_that_fails_leaves_no_file(tmp_path: Path, index: Index) -> None:
    published(index, "old")
    with index.writer.lock(), pytest.raises(ZeroDivisionError), index.writer.build("DE") as build:
        build.write(index.ready(make_creator(followers=1 // 0)))

    assert kept(tmp_path) == []


@pytest.mark.parametrize("left", [0, 200])
@pytest.mark.parametrize("beside", [False, True])
def test_a_full_disk_keeps_what_is_published_from_being_replaced(
    tmp_path: Path, index: Index, left: int, beside: bool
) -> None:
    published(index, *[f"c{number}" for number in range(100)])
    before = index.writer.states()
    refused = pytest.raises(EngineUnavailable, match=r"Errno 27.*: see the free disk space")
    with limited() as room, room(left), refused, index.writer.build("DE", beside=beside):
        pytest.fail("a build has begun")

    assert (kept(tmp_path), index.writer.states(), index.writer.count("DE")) == ([], before, 100)
    published(index, "new")
    assert len(rolled(index)) == 100


def test_a_full_disk_keeps_a_rollback_from_being_done(tmp_path: Path, index: Index) -> None:
    published(index, "old")
    published(index, *[f"c{number}" for number in range(100)])
    with limited() as room, room(200), pytest.raises(EngineUnavailable, match="see the free disk space"):
        rolled(index)

    assert (len(kept(tmp_path)), index.writer.count("DE")) == (1, 100)
    assert rolled(index) == ["old"]


def test_a_prune_finds_room_for_itself_on_a_full_disk(tmp_path: Path, index: Index) -> None:
    published(index, "old")
    published(index, "new")
    with limited() as room, room(0), suppress(EngineUnavailable), index.writer.lock():
        index.writer.prune(retention(0, 0, now=index.clock() + 1))

    assert (kept(tmp_path), list(index.writer.ids("DE"))) == ([], ["new"])


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "cut": lambda whole: whole[:-9],
    "cut in its first line": lambda whole: whole[:30],
    "another content": lambda whole: whole[:-30] + bytes(3) + whole[-27:],
    "no gzip": lambda _: b"{}",
    "no state": lambda _: gzip.compress(b"[]\n"),
    "no profile": lambda whole: gzip.compress(gzip.decompress(whole) + b'{"document":{}}\n'),
    "no JSON": lambda whole: gzip.compress(gzip.decompress(whole)[:-9]),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_build_is_named_and_nothing_is_changed(tmp_path: Path, index: Index, damage: str) -> None:
    published(index, *[f"old{number}" for number in range(9)])
    published(index, "new")
    (path,) = kept(tmp_path)
    path.write_bytes(DAMAGES[damage](path.read_bytes()))
    before = index.writer.states()

    with pytest.raises(SyncError, match=r"can't be read \(.*\): remove it, what is"):
        rolled(index)

    assert (list(index.writer.ids("DE")), index.writer.states()) == (["new"], before)
    assert kept(tmp_path) == [path]
    path.unlink()
    assert [one.published for one in index.writer.builds() if one.market == "DE"] == [True]


def test_a_build_with_a_profile_that_a_newer_rule_refuses_is_not_published(tmp_path: Path, index: Index) -> None:
    published(index, "old")
    published(index, "new")
    (path,) = kept(tmp_path)
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()).replace(b'"Somebody"', b'""')))

    with pytest.raises(SyncError, match=r"can't be published again: a rule is newer than it \(display_name"):
        rolled(index)
    assert (list(index.writer.ids("DE")), kept(tmp_path)) == (["new"], [path])


def test_builds_go_with_the_index_of_another_schema(tmp_path: Path, index: Index) -> None:
    published(index, "older")
    published(index, "old")
    (tmp_path / schema_hash()).rename(tmp_path / OLDER)
    (tmp_path / CURRENT).write_text(OLDER)
    index = index_in(tmp_path)
    assert [one.published for one in index.writer.builds()] == [True, True]
    published(index, "new")
    with pytest.raises(SyncError, match="is its only build"):
        rolled(index)
    index.publish("FR", make_creator(id="FR", market="FR"))
    assert ([*tmp_path.rglob("*.gz")], (tmp_path / OLDER).exists()) == ([], False)


def test_a_market_that_a_release_published_which_gave_no_names_can_be_rolled_back_to(
    tmp_path: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("indexer.writers.embedded.build.build_id", lambda market: f"nobody/{market}")
        patched.setattr("marketplace.embedded.document.BUILD", "nobody")
        published(index, "old")
    assert [one.name for one in index.writer.builds()] == ["0", "0"]
    published(index, "new")

    assert (rolled(index), [path.name[:5] for path in kept(tmp_path)]) == (["old"], ["DE-0.", "DE-20"])


def test_nothing_is_kept_where_no_build_is_to_be(tmp_path: Path, index: Index) -> None:
    index = Index(index.engine, EmbeddedWriter(tmp_path, keeps=False), lambda: None)
    published(index, "old")
    published(index, "new")

    assert (kept(tmp_path), len(index.writer.builds())) == ([], 2)


def test_what_changes_while_a_build_is_made_is_told_again_after_a_rollback(index: Index) -> None:
    published(index, "old")
    before = index.writer.states()["DE"]
    with index.writer.build("DE", beside=True) as build:
        change(index, profile("comes", "DE", 1))
        build.write(index.ready(make_creator(id="new")))
        build.publish(state_of("DE", 1), Takeover())

    assert rolled(index) == ["old"]
    assert index.writer.states()["DE"].as_of == before.as_of


def test_a_rollback_leaves_the_markets_that_are_of_an_older_release(tmp_path: Path, index: Index) -> None:
    published(index, "old")
    (tmp_path / schema_hash()).rename(tmp_path / OLDER)
    (tmp_path / CURRENT).write_text(OLDER)
    fresh = index_in(tmp_path)
    for one in ("a", "b"):
        fresh.clock.now += MICROSECONDS
        fresh.publish("DE", make_creator(id=one))

    assert rolled(fresh) == ["a"]
    assert ((tmp_path / CURRENT).read_text(), (tmp_path / OLDER).is_dir()) == (OLDER, True)
