"""Do sample feeds get into a folder whole, and never over others unasked?"""

from pathlib import Path

import pytest

from indexer.sample.delivery import Existing, Samples, deliver_samples
from marketplace.errors import FeedError
from tests.creators import NOW

SAMPLES = Samples(creators_per_market=3, seed=1, markets=("DE", "FR"))


def deliver(folder: Path, existing: Existing = Existing.REFUSE, samples: Samples = SAMPLES) -> bool:
    return deliver_samples(folder, samples, existing=existing, now=NOW, on_market=lambda _: None)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_folder_gets_a_feed_a_market(tmp_path: Path) -> None:
    assert deliver(tmp_path / "feeds")
    assert names(tmp_path / "feeds") == ["DE.ndjson", "FR.ndjson"]
    assert len((tmp_path / "feeds" / "DE.ndjson").read_text().splitlines()) == 3


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").touch()

    with pytest.raises(FeedError, match="is not empty: name another folder, or say --overwrite"):
        deliver(tmp_path)
    assert names(tmp_path) == ["precious.txt"]


@pytest.mark.parametrize("name", ["US.ndjson", "US.ndjson.gz", "US.ndjson.zst"])
def test_feeds_that_are_there_are_kept_when_so_asked(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()

    assert not deliver(tmp_path, Existing.KEEP)
    assert names(tmp_path) == [name]


def test_a_folder_without_feeds_gets_them_when_those_there_are_kept(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()

    assert deliver(tmp_path, Existing.KEEP)
    assert names(tmp_path) == ["DE.ndjson", "FR.ndjson", "notes.txt"]


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_overwriting_replaces_a_compressed_feed_too(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"DE.ndjson{suffix}").touch()

    assert deliver(tmp_path, Existing.OVERWRITE)
    assert names(tmp_path) == ["DE.ndjson", "FR.ndjson"]


def test_a_run_that_was_interrupted_left_no_feeds(tmp_path: Path) -> None:
    def interrupt(_: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        deliver_samples(tmp_path, SAMPLES, existing=Existing.KEEP, now=NOW, on_market=interrupt)

    assert deliver(tmp_path, Existing.KEEP)
    assert names(tmp_path) == ["DE.ndjson", "FR.ndjson"]
