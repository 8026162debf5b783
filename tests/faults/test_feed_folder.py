"""What if a feed is absent, doubled, or moves while it is read?"""

import gzip
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.ports import Feed
from marketplace.errors import FeedError
from tests.faults.feeds import good_lines, source_of, write_feed


def test_a_feed_is_known_by_its_bytes_and_its_time(tmp_path: Path) -> None:
    path = write_feed(tmp_path, good_lines(3), ".gz")
    os.utime(path, ns=(0, 1_700_000_000_123_456_789))

    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert source_of(tmp_path).feed("DE") == Feed("DE", digest, 1_700_000_000_123_456)


def test_a_market_without_a_feed_is_told_where_it_was_looked_for(tmp_path: Path) -> None:
    expected = f"there is no {tmp_path / 'DE.ndjson'}, no DE.ndjson.gz and no DE.ndjson.zst: deliver the feed, or name"
    with pytest.raises(FeedError, match=expected):
        source_of(tmp_path).feed("DE")


@pytest.mark.parametrize("suffixes", [("", ".gz"), (".gz", ".zst"), ("", ".gz", ".zst")])
def test_feeds_that_are_there_together_are_named(tmp_path: Path, suffixes: tuple[str, ...]) -> None:
    paths = [str(write_feed(tmp_path, good_lines(1), suffix)) for suffix in suffixes]

    with pytest.raises(FeedError, match=f"^{' and '.join(paths)} are there together: keep the one that is meant$"):
        source_of(tmp_path).feed("DE")


def test_a_folder_or_a_pipe_in_the_feeds_place_is_no_feed(tmp_path: Path) -> None:
    (tmp_path / "DE.ndjson").mkdir()
    os.mkfifo(tmp_path / "FR.ndjson")

    for market in ("DE", "FR"):
        with pytest.raises(FeedError, match="there is no"):
            source_of(tmp_path).feed(market)


def remove(path: Path) -> None:
    path.unlink()


def replace(path: Path) -> None:
    new = path.with_name("new")
    new.write_bytes(path.read_bytes())
    new.replace(path)


def append(path: Path) -> None:
    with path.open("ab") as file:
        file.write(good_lines(1))


def rewrite(path: Path) -> None:
    content = path.read_bytes().replace(b"c1", b"d1")
    path.write_bytes(content)
    os.utime(path, ns=(1, 1))


@pytest.mark.parametrize(
    ("happens", "reason"),
    [
        (remove, "vanished while it was read"),
        (replace, "changed while it was read"),
        (append, "changed while it was read"),
        (rewrite, "changed while it was read"),
    ],
)
@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_a_feed_that_moves_while_it_is_read_is_noticed_at_its_end(
    tmp_path: Path, happens: Callable[[Path], None], reason: str, suffix: str
) -> None:
    path = write_feed(tmp_path, good_lines(20_000), suffix)
    records = source_of(tmp_path).records("DE")
    next(records)

    happens(path)

    with pytest.raises(FeedError, match=f"DE.ndjson.* ({reason}|is cut or no sound (gzip|zstd) file)"):
        list(records)


def test_the_digest_is_of_the_compressed_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder, level in ((one, 1), (two, 9)):
        folder.mkdir()
        (folder / "DE.ndjson.gz").write_bytes(gzip.compress(good_lines(50), compresslevel=level))

    assert source_of(one).feed("DE").fingerprint != source_of(two).feed("DE").fingerprint
