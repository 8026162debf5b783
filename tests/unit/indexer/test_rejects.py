"""What stands in the rejects file of a market?"""

import os
from pathlib import Path

import pytest

from indexer.rejects import Reject, Rejects, drop_old_rejects
from marketplace.errors import SyncError


def test_rejects_stand_a_line_each_with_the_id_if_there_is_one(tmp_path: Path) -> None:
    with Rejects(tmp_path / "new", "DE") as rejects:
        rejects.add(Reject(2, "followers", "is required", "c1"))
        rejects.add(Reject(5, "record", "is no JSON"))
        rejects.keep()

    assert (tmp_path / "new" / "DE.ndjson").read_text() == (
        '{"line":2,"field":"followers","reason":"is required","id":"c1"}\n'
        '{"line":5,"field":"record","reason":"is no JSON"}\n'
    )


def test_what_is_not_kept_leaves_the_last_rejects_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "DE.ndjson").write_text("old")

    with Rejects(tmp_path, "DE") as rejects:
        rejects.add(Reject(1, "record", "is no JSON"))

    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"DE.ndjson": "old"}


def test_a_run_without_rejects_removes_those_of_the_last_one(tmp_path: Path) -> None:
    (tmp_path / "DE.ndjson").write_text("old")

    with Rejects(tmp_path, "DE") as rejects:
        rejects.keep()

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "rejects").write_text("no folder")

    with pytest.raises(SyncError, match=r"the rejects can't be written to .*rejects/DE.ndjson"):
        Rejects(tmp_path / "rejects", "DE")


def test_old_rejects_go_and_new_ones_and_files_of_others_stay(tmp_path: Path) -> None:
    for name in ("DE.ndjson", "FR.changes.ndjson", "US.ndjson.new", "JP.ndjson", "XX.ndjson", "DE.ndjson.bak", "notes"):
        (tmp_path / name).write_text("")
        os.utime(tmp_path / name, (100, 200 if name == "JP.ndjson" else 199))

    assert drop_old_rejects(tmp_path, written_before=200_000_000) == 3
    assert {path.name for path in tmp_path.iterdir()} == {"JP.ndjson", "XX.ndjson", "DE.ndjson.bak", "notes"}
    assert drop_old_rejects(tmp_path / "absent", written_before=200_000_000) == 0
