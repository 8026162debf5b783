"""Is a compressed feed read to its end, and one that is not sound never taken for a shorter one?"""

import gzip
import os
import tracemalloc
from pathlib import Path

import pytest

from indexer.parsing import parsed
from indexer.sources.packed import MAX_WINDOW_LOG, zstd
from marketplace.errors import FeedError
from tests.faults.feeds import PACKED, good_lines, source_of, write_feed

COMPRESSED = (".gz", ".zst")
KINDS = {".gz": "gzip", ".zst": "zstd"}
MIB = 1024 * 1024


def read(folder: Path) -> list[object]:
    return [parsed(record.content) for record in source_of(folder).records("DE")]


def unsound(suffix: str) -> str:
    return rf"^/.*DE.ndjson{suffix} is cut or no sound {KINDS[suffix]} file.*: deliver it again \(.+\)$"


@pytest.mark.parametrize("suffix", COMPRESSED)
@pytest.mark.parametrize("keep", [10, 0.5, 0.99], ids=["in the header", "in the middle", "near the end"])
def test_a_file_that_was_cut_is_no_feed(tmp_path: Path, suffix: str, keep: float) -> None:
    path = write_feed(tmp_path, good_lines(500), suffix)
    os.truncate(path, int(keep if keep > 1 else path.stat().st_size * keep))

    with pytest.raises(FeedError, match=unsound(suffix)):
        read(tmp_path)


@pytest.mark.parametrize("suffix", COMPRESSED)
def test_a_file_that_lacks_its_last_byte_is_no_feed(tmp_path: Path, suffix: str) -> None:
    path = write_feed(tmp_path, good_lines(5), suffix)
    os.truncate(path, path.stat().st_size - 1)

    with pytest.raises(FeedError, match=unsound(suffix)):
        read(tmp_path)


@pytest.mark.parametrize("suffix", COMPRESSED)
@pytest.mark.parametrize("content", [b'{"a":1}\n', b"(\xb5/\xfd wrong", b"\0" * 64])
def test_a_file_of_something_else_is_no_feed(tmp_path: Path, suffix: str, content: bytes) -> None:
    (tmp_path / f"DE.ndjson{suffix}").write_bytes(content)

    with pytest.raises(FeedError, match=unsound(suffix)):
        read(tmp_path)


@pytest.mark.parametrize("suffix", COMPRESSED)
@pytest.mark.parametrize("garbage", [b"x", b"wrong!", b'{"a":1}\n'])
def test_garbage_after_the_end_makes_it_no_feed(tmp_path: Path, suffix: str, garbage: bytes) -> None:
    path = write_feed(tmp_path, good_lines(5), suffix)
    path.write_bytes(path.read_bytes() + garbage)

    with pytest.raises(FeedError, match=unsound(suffix)):
        read(tmp_path)


CHECKED = {
    ".gz": gzip.compress(good_lines(500)),
    ".zst": zstd.compress(good_lines(500), options={zstd.CompressionParameter.checksum_flag: 1}),
}


@pytest.mark.parametrize("suffix", COMPRESSED)
@pytest.mark.parametrize("place", [0.5, 0.999], ids=["in the middle", "in the checksum"])
def test_a_flipped_byte_makes_it_no_feed(tmp_path: Path, suffix: str, place: float) -> None:
    content = bytearray(CHECKED[suffix])
    content[int(len(content) * place)] ^= 0xFF
    (tmp_path / f"DE.ndjson{suffix}").write_bytes(content)

    with pytest.raises(FeedError, match=unsound(suffix)):
        read(tmp_path)


@pytest.mark.parametrize("suffix", COMPRESSED)
def test_files_that_were_joined_are_read_to_the_end_of_the_last(tmp_path: Path, suffix: str) -> None:
    two = PACKED[suffix](b'{"a":1}\n{"a"') + PACKED[suffix](b":2}\n")
    (tmp_path / f"DE.ndjson{suffix}").write_bytes(two)

    assert read(tmp_path) == [{"a": 1}, {"a": 2}]


def with_window(log: int) -> bytes:
    """Some records that a reader needs 2^log bytes of memory for."""
    parameter = zstd.CompressionParameter
    options = {parameter.window_log: log, parameter.content_size_flag: 0}
    compressor = zstd.ZstdCompressor(options=options)
    return compressor.compress(good_lines(3)) + compressor.flush()


def test_a_frame_may_ask_for_128_mebibytes_of_memory_and_no_more(tmp_path: Path) -> None:
    path = tmp_path / "DE.ndjson.zst"
    path.write_bytes(with_window(MAX_WINDOW_LOG))
    assert len(read(tmp_path)) == 3

    path.write_bytes(with_window(MAX_WINDOW_LOG + 1))
    with pytest.raises(FeedError, match=r"DE.ndjson.zst is cut .* window of 128 MiB or less: .*too much memory"):
        read(tmp_path)


@pytest.mark.parametrize("suffix", COMPRESSED)
def test_a_large_feed_is_streamed(tmp_path: Path, suffix: str) -> None:
    write_feed(tmp_path, (b'"' + b"x" * 100_000 + b'"\n') * 400, suffix)

    tracemalloc.start()
    count = sum(1 for _ in source_of(tmp_path).records("DE"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert (count, peak < 8 * MIB) == (400, True)
