"""What becomes of an index folder that another release made, or that is damaged?"""

import json
from pathlib import Path
from shutil import rmtree

import pytest

from indexer.ports import Takeover
from indexer.state import SyncState
from indexer.writers.embedded import EmbeddedWriter
from marketplace.embedded.document import ready_creator
from marketplace.embedded.engine import EmbeddedEngine
from marketplace.embedded.folder import CURRENT, unreadable
from marketplace.embedded.schema import schema_hash
from marketplace.embedded.snapshot import MAX_KEPT
from marketplace.errors import EngineUnavailable, IndexMismatch, SyncRunning
from marketplace.search.asked import query_from
from marketplace.search.query import CreatorQuery
from tests.creators import NOW, RATES, TODAY, make_creator

OLDER = "0123456789abcdef"


def publish(folder: Path, market: str, *ids: str) -> None:
    writer = EmbeddedWriter(folder)
    with writer.lock(), writer.build(market) as build:
        build.write([ready_creator(make_creator(id=one, market=market)) for one in ids])
        build.publish(SyncState(market, "feed", "inputs", NOW, NOW, len(ids), len(ids), 0, RATES), Takeover())


def found(folder: Path) -> set[str]:
    page = EmbeddedEngine(folder).search(CreatorQuery(facets=()), today=TODAY)
    return {str(creator["id"]) for creator in page.creators}


def made_by_an_older_release(folder: Path) -> None:
    """The index as a release with another schema would have left it."""
    (folder / schema_hash()).rename(folder / OLDER)
    (folder / CURRENT).write_text(OLDER)


def test_an_index_of_another_schema_is_refused_with_the_command_that_mends_it(tmp_path: Path) -> None:
    publish(tmp_path, "DE", "a")
    made_by_an_older_release(tmp_path)
    with pytest.raises(IndexMismatch, match="made with another schema: bring it up with `python -m indexer sync`"):
        found(tmp_path)


def test_the_markets_of_an_older_schema_must_be_read_again(tmp_path: Path) -> None:
    publish(tmp_path, "DE", "a")
    made_by_an_older_release(tmp_path)
    (state,) = EmbeddedWriter(tmp_path).states().values()
    assert (state.market, state.fingerprint, state.outdated, state.creators) == ("DE", "", True, 1)


def test_a_new_schema_is_searched_when_it_misses_no_market(tmp_path: Path) -> None:
    publish(tmp_path, "DE", "a")
    publish(tmp_path, "FR", "b")
    made_by_an_older_release(tmp_path)
    publish(tmp_path, "DE", "a", "c")
    with pytest.raises(IndexMismatch):
        found(tmp_path)
    publish(tmp_path, "FR", "b")
    assert found(tmp_path) == {"a", "b", "c"}
    assert not (tmp_path / OLDER).exists()


def test_who_searches_already_goes_on_when_another_release_takes_its_place(tmp_path: Path) -> None:
    publish(tmp_path, "DE", "a")
    engine = EmbeddedEngine(tmp_path)
    query = CreatorQuery(facets=("market",))
    before = engine.search(query, today=TODAY)
    made_by_an_older_release(tmp_path)
    rmtree(tmp_path / OLDER)

    assert engine.search(query, today=TODAY) == before
    with pytest.raises(IndexMismatch):
        found(tmp_path)


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe"])
def test_a_damaged_index_says_what_to_do(tmp_path: Path, damage: bytes) -> None:
    publish(tmp_path, "DE", "a")
    (tmp_path / schema_hash() / "meta.json").write_bytes(damage)
    with pytest.raises(IndexMismatch, match=r"can't be read .* remove the folder and run `python -m indexer sync`"):
        found(tmp_path)


def test_a_pointer_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / CURRENT).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(IndexMismatch, match="can't be read"):
        found(tmp_path)


def test_an_index_folder_that_is_a_file_can_be_neither_written_nor_read(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    folder.write_text("not a folder")
    with pytest.raises(EngineUnavailable, match="can't be written"), EmbeddedWriter(folder).lock():
        pass
    with pytest.raises(EngineUnavailable, match="can't be read"):
        found(folder)


def test_a_folder_without_an_index_finds_nothing(tmp_path: Path) -> None:
    assert found(tmp_path / "none") == set()


def test_a_second_sync_stops_at_once(tmp_path: Path) -> None:
    with EmbeddedWriter(tmp_path).lock(), pytest.raises(SyncRunning), EmbeddedWriter(tmp_path).lock():
        pass


def test_a_sync_that_was_killed_after_its_commit_is_finished_by_the_next(tmp_path: Path) -> None:
    publish(tmp_path, "DE", "a")
    (tmp_path / CURRENT).unlink()
    (tmp_path / OLDER).mkdir()
    assert found(tmp_path) == set()
    with EmbeddedWriter(tmp_path).lock():
        pass
    assert found(tmp_path) == {"a"}
    assert not (tmp_path / OLDER).exists()


def test_what_a_failed_build_wrote_is_swept_up_by_the_next(tmp_path: Path) -> None:
    publish(tmp_path, "DE", "a")
    orphan = tmp_path / schema_hash() / "0123456789abcdef0123456789abcdef.store"
    managed = tmp_path / schema_hash() / ".managed.json"
    managed.write_text(json.dumps([*json.loads(managed.read_text()), orphan.name]))
    orphan.write_bytes(b"left behind")
    publish(tmp_path, "DE", "a")
    assert not orphan.exists()


def test_folders_that_are_no_index_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "feeds").mkdir()
    (tmp_path / OLDER).mkdir()
    publish(tmp_path, "DE", "a")
    assert ((tmp_path / "feeds").exists(), (tmp_path / OLDER).exists()) == (True, False)


def test_an_index_whose_locks_cannot_be_made_is_not_to_be_removed() -> None:
    error = unreadable(Path("index"), ValueError("Failed to acquire Lockfile: PermissionDenied"))
    assert str(error) == "the index in index can't be opened: let this user write to the folder, for its locks"


def test_answers_are_kept_once_and_not_without_end(tmp_path: Path) -> None:
    publish(tmp_path, "DE", "a")
    engine = EmbeddedEngine(tmp_path)
    for number in range(MAX_KEPT + 10):
        engine.search(query_from({"facets": ["market"], "followers_min": number}), today=TODAY)
    assert engine._snapshot
    assert len(engine._snapshot.kept) == MAX_KEPT


def test_answers_without_thousands_of_ids_are_not_kept(tmp_path: Path) -> None:
    publish(tmp_path, "DE", "a")
    engine = EmbeddedEngine(tmp_path)
    excluded = query_from({"facets": ["market"], "exclude_ids": ["b"]})
    assert engine.search(excluded, today=TODAY).total == 1
    assert engine._snapshot
    assert not engine._snapshot.kept


def test_a_sync_that_has_nothing_to_do_leaves_what_was_counted(tmp_path: Path) -> None:
    publish(tmp_path, "DE", "a")
    engine = EmbeddedEngine(tmp_path)
    engine.search(CreatorQuery(), today=TODAY)
    before = engine._snapshot
    with EmbeddedWriter(tmp_path).lock():
        pass
    engine.search(CreatorQuery(), today=TODAY)
    assert engine._snapshot is before


def test_a_facet_is_not_counted_again_when_only_its_own_filter_changes(tmp_path: Path) -> None:
    publish(tmp_path, "DE", "a")
    engine = EmbeddedEngine(tmp_path)
    for market in (["DE"], ["FR"], ["DE", "FR"]):
        engine.search(query_from({"facets": ["market"], "market": market, "facet_limit": len(market)}), today=TODAY)
    assert engine._snapshot
    assert [key[0] for key in engine._snapshot.kept if isinstance(key, tuple)].count("market") == 1


def test_an_open_engine_sees_the_next_commit(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path)
    publish(tmp_path, "DE", "a")
    assert engine.search(CreatorQuery(), today=TODAY).total == 1
    publish(tmp_path, "DE", "a", "b")
    page = engine.search(CreatorQuery(), today=TODAY)
    assert page.total == 2
    assert sum(one.count for one in page.facets["market"].values) == 2  # type: ignore[union-attr]
