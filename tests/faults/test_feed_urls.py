"""What if a feed at a URL is absent, broken or moves while it is read, and is a password ever told?"""

import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fsspec.implementations.memory import MemoryFileSystem

from indexer.sources.folders import folder_at
from indexer.sources.ndjson import NdjsonSource
from marketplace.errors import FeedError
from tests.drivers import Bucket, known_driver
from tests.faults.feeds import good_lines, lines

MANY = good_lines(20_000)


@pytest.fixture(autouse=True)
def memory() -> Iterator[MemoryFileSystem]:
    """The files of memory://, with a feed of DE; those of bucket:// are the same."""
    with known_driver():
        memory = MemoryFileSystem()
        memory.pipe_file("/feeds/DE.ndjson", MANY)
        yield memory


def at(url: str) -> NdjsonSource:
    return NdjsonSource(folder_at(url, now=5))


def remove(memory: MemoryFileSystem) -> None:
    memory.rm("/feeds/DE.ndjson")


def replace(memory: MemoryFileSystem) -> None:
    memory.pipe_file("/feeds/DE.ndjson", MANY.replace(b"c1", b"d1"))


def tag(_: MemoryFileSystem) -> None:
    Bucket.tag = '"2"'


@pytest.mark.parametrize(
    ("protocol", "happens", "reason"),
    [
        ("memory", remove, "vanished"),
        ("memory", replace, "changed"),
        ("bucket", remove, "vanished"),
        ("bucket", tag, "changed"),
    ],
)
def test_a_feed_at_a_url_that_moves_while_it_is_read_is_noticed_at_its_end(
    memory: MemoryFileSystem, protocol: str, happens: Callable[[MemoryFileSystem], None], reason: str
) -> None:
    records = at(f"{protocol}://feeds").records("DE")
    next(records)

    happens(memory)

    with pytest.raises(FeedError, match=f"^{protocol}://feeds/DE.ndjson {reason} while it was read"):
        list(records)


def zipped(path: Path, content: bytes) -> None:
    with zipfile.ZipFile(path.with_name("new"), "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("DE.ndjson", content)
    path.with_name("new").replace(path)


def test_an_archive_that_is_replaced_while_its_feed_is_read_is_noticed_at_its_end(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    zipped(path, MANY)
    records = at(f"zip://::file://{path}").records("DE")
    next(records)

    zipped(path, MANY.replace(b"c1", b"d1"))

    with pytest.raises(FeedError, match=rf"^DE.ndjson in zip://::file://{path} changed while it was read"):
        list(records)


def test_a_damaged_archive_is_no_feed(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    zipped(path, MANY)
    path.write_bytes(path.read_bytes()[:-30])

    with pytest.raises(FeedError, match=r"DE.ndjson in zip://::file:///.*/all.zip can't be read: BadZipFile: "):
        at(f"zip://::file://{path}").feed("DE")


def test_a_large_feed_at_a_url_is_streamed(tmp_path: Path) -> None:
    zipped(tmp_path / "all.zip", (b'"' + b"x" * 100_000 + b'"\n') * 400)

    tracemalloc.start()
    count = sum(1 for _ in at(f"zip://::file://{tmp_path}/all.zip").records("DE"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert (count, peak < 8 * 1024 * 1024) == (400, True)


ABSENT = {
    "memory://nowhere": "there is no memory://nowhere/DE.ndjson, no DE.ndjson.gz and no DE.ndjson.zst: deliver",
    "memory://feeds/DE.ndjson": "there is no memory://feeds/DE.ndjson/DE.ndjson, no",
    "zip://::file:///nowhere/all.zip": "there is no DE.ndjson in zip://::file:///nowhere/all.zip, no",
}


@pytest.mark.parametrize(("url", "detail"), ABSENT.items())
def test_a_feed_that_is_not_at_the_url_is_told_so(url: str, detail: str) -> None:
    with pytest.raises(FeedError, match=f"^{detail}"):
        at(url).feed("DE")


def test_a_folder_in_the_feeds_place_is_no_feed(memory: MemoryFileSystem) -> None:
    memory.mkdir("/feeds/FR.ndjson")

    with pytest.raises(FeedError, match=r"there is no bucket://feeds/FR.ndjson"):
        at("bucket://feeds").feed("FR")


SECRET = "bucket://ada:s3cr%3At@host/feeds?sig=hush"


def test_what_a_driver_cannot_do_is_one_line_without_the_password(memory: MemoryFileSystem) -> None:
    memory.pipe_file("/ada:s3cr%3At@host/feeds?sig=hush/DE.ndjson", lines({"a": 1}))

    with known_driver(**{"class": "tests.drivers.Unreadable"}), pytest.raises(FeedError) as failed:
        next(at(SECRET).records("DE"))

    assert str(failed.value) == (
        "bucket://…@host/feeds?…/DE.ndjson can't be read: "
        "LookupError: bucket://…@host/ refused ada with … at /…@host/feeds?…/DE.ndjson"
    )


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("bucket://ada:s3cr3t@host/feeds", "bucket://…@host/feeds/DE.ndjson"),
        ("bucket://ada:s3/cr@3t@host/feeds/", "bucket://…@host/feeds/DE.ndjson"),
        ("bucket://t0ken@host", "bucket://…@host/DE.ndjson"),
        ("bucket://host/feeds?sig=hush&x=1", "bucket://host/feeds?…/DE.ndjson"),
        ("bucket://host/feeds?sig=hu@sh", "bucket://…/DE.ndjson"),
        ("bucket://ada:s3?cr3t@host/feeds", "bucket://…/DE.ndjson"),
        ("simplecache::bucket://ada:s3cr3t@host/feeds", "DE.ndjson in simplecache::bucket://…@host/feeds"),
    ],
)
def test_a_url_is_told_without_its_password(url: str, shown: str) -> None:
    with pytest.raises(FeedError) as failed:
        at(url).feed("DE")

    assert str(failed.value).startswith(f"there is no {shown}, no DE.ndjson.gz and no")
