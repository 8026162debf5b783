"""Are feeds read from any URL that fsspec knows, and known again when they have not changed?"""

import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fsspec.implementations.memory import MemoryFileSystem

from indexer.sources.folders import LocalFolder, folder_at
from indexer.sources.ndjson import NdjsonSource
from marketplace.errors import SettingsError
from tests.creators import NOW
from tests.drivers import Bucket, known_driver
from tests.faults.feeds import PACKED, good_lines
from tests.unit.indexer.syncs import Syncs


@pytest.fixture(autouse=True)
def bucket() -> Iterator[None]:
    """A driver of object stores, whose files are those of memory://."""
    with known_driver():
        yield


def at(url: str) -> NdjsonSource:
    return NdjsonSource(folder_at(url, now=NOW))


def put(path: str, content: bytes = good_lines(3)) -> None:
    """Write a file of memory:// and of bucket://."""
    MemoryFileSystem().pipe_file(path, content)


def in_memory(_: Path, name: str, content: bytes) -> str:
    put(f"/feeds/{name}", content)
    return "memory://feeds"


def in_bucket(_: Path, name: str, content: bytes) -> str:
    put(f"/feeds/{name}", content)
    return "bucket://feeds/"


def in_folder(folder: Path, name: str, content: bytes) -> str:
    (folder / name).write_bytes(content)
    return f"file://{folder}"


def in_zip(folder: Path, name: str, content: bytes) -> str:
    with zipfile.ZipFile(folder / "all.zip", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(f"today/{name}", content)
    return f"zip://today::file://{folder}/all.zip"


PLACES = (in_memory, in_bucket, in_folder, in_zip)
Put = Callable[[Path, str, bytes], str]


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
@pytest.mark.parametrize("place", PLACES)
def test_the_feeds_at_a_url_are_published(tmp_path: Path, place: Put, suffix: str) -> None:
    url = place(tmp_path, f"DE.ndjson{suffix}", PACKED[suffix](good_lines(500)))
    syncs = Syncs(tmp_path / "rejects")

    report = syncs(at(url))

    assert (report.failure, report.tally.indexed) == (None, 500)
    assert len(syncs.writer.creators()["DE"]) == 500


@pytest.mark.parametrize("place", PLACES)
def test_a_feed_at_a_url_is_read_again_only_when_it_changed(tmp_path: Path, place: Put) -> None:
    syncs = Syncs(tmp_path / "rejects")
    url = place(tmp_path, "DE.ndjson", good_lines(3))
    actions = [syncs(at(url)).action, syncs(at(url)).action]

    place(tmp_path, "DE.ndjson", good_lines(4))

    assert [*actions, syncs(at(url)).action] == ["full", "nothing", "full"]


def test_a_content_of_the_same_length_is_another_one() -> None:
    put("/feeds/DE.ndjson", b'{"a":1}\n')
    before = at("memory://feeds").feed("DE").fingerprint
    put("/feeds/DE.ndjson", b'{"a":2}\n')

    assert at("memory://feeds").feed("DE").fingerprint != before


def test_a_feed_that_comes_with_a_tag_is_known_by_it_unread() -> None:
    put("/feeds/DE.ndjson", b'{"a":1}\n')
    before = at("bucket://feeds").feed("DE").fingerprint
    put("/feeds/DE.ndjson", b'{"a":2}\n')
    same = at("bucket://feeds").feed("DE").fingerprint
    Bucket.tag = '"2"'

    assert (same, at("bucket://feeds").feed("DE").fingerprint != before) == (before, True)


def test_a_weak_tag_does_not_tell_contents_apart() -> None:
    Bucket.tag = 'W/"1"'
    put("/feeds/DE.ndjson", b'{"a":1}\n')
    before = at("bucket://feeds").feed("DE").fingerprint
    put("/feeds/DE.ndjson", b'{"a":2}\n')

    assert at("bucket://feeds").feed("DE").fingerprint != before


def test_a_feed_is_as_old_as_its_file_or_of_now_where_nobody_knows() -> None:
    put("/feeds/DE.ndjson")
    written = MemoryFileSystem().modified("/feeds/DE.ndjson")

    assert at("memory://feeds").feed("DE").as_of == round(written.timestamp() * 1_000_000)
    assert at("bucket://feeds").feed("DE").as_of == NOW


def test_a_file_url_is_the_folder(tmp_path: Path) -> None:
    in_folder(tmp_path, "DE.ndjson", good_lines(1))
    os.utime(tmp_path / "DE.ndjson", ns=(0, 1_700_000_000_123_456_789))

    assert at(f"file://{tmp_path}").feed("DE") == NdjsonSource(LocalFolder(tmp_path)).feed("DE")


@pytest.mark.parametrize(
    ("url", "detail"),
    [
        ("memroy://feeds", "feeds can't be at memroy://: did you mean memory://?"),
        ("zzzzzzzz://ada:s3cr3t@host", "feeds can't be at zzzzzzzz://: fsspec knows none of this name"),
        ("zip:///feeds/all.zip", "feeds in a zip are at zip://::file:///…: say where the zip is"),
        ("zip://::memroy://all.zip", "feeds can't be at memroy://: did you mean memory://?"),
    ],
)
def test_a_url_that_no_driver_can_read_is_a_wrong_setting(url: str, detail: str) -> None:
    with pytest.raises(SettingsError) as refused:
        at(url)

    assert str(refused.value) == detail


def test_a_driver_that_is_not_installed_is_named() -> None:
    with known_driver(**{"class": "no_such_driver.Bucket"}), pytest.raises(SettingsError) as refused:
        at("simplecache::bucket://ada:s3cr3t@feeds")

    assert str(refused.value) == "feeds at bucket:// need a driver: Install no-such-driver to read buckets"
