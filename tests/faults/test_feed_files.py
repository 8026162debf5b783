"""What is read of a feed file, whole or broken?"""

import tracemalloc
from pathlib import Path

import pytest

from indexer.parsing import parsed
from indexer.ports import FeedRecord
from indexer.sources.ndjson import MAX_RECORD_BYTES
from marketplace.errors import FeedError, InvalidRecord
from tests.fakes import feed_record
from tests.faults.feeds import good_lines, source_of, write_feed

MIB = 1024 * 1024


def read(folder: Path) -> list[tuple[int, object]]:
    """The line numbers of the feed of DE and what is in them; for a refused line its reason."""
    return [(record.line, told(record)) for record in source_of(folder).records("DE")]


def told(record: FeedRecord) -> object:
    try:
        return parsed(record.content)
    except InvalidRecord as refused:
        return str(refused)


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_records_come_with_their_lines_blank_ones_left_out(tmp_path: Path, suffix: str) -> None:
    write_feed(tmp_path, b'{"a":1}\n\n  \r\n{"b":"\xc3\xa9"}\r\n', suffix)

    assert read(tmp_path) == [(1, {"a": 1}), (4, {"b": "é"})]


def test_a_byte_order_mark_and_a_last_line_without_an_end_are_no_fault(tmp_path: Path) -> None:
    write_feed(tmp_path, b'\xef\xbb\xbf{"a":1}\n{"b":2}')

    assert read(tmp_path) == [(1, {"a": 1}), (2, {"b": 2})]


REFUSED = {
    b'{"a":1': "record: is no JSON: unexpected end of data, character 7",
    b"a,b,c": "record: is no JSON: unexpected character, expected a JSON value, character 1",
    b'{"a":"\xe9"}': "record: is not UTF-8: byte 7 of the line can't be read",
    b'{"a":NaN}': "record: is no JSON: unexpected character, expected a JSON value, character 6",
    b'{"a":1e400}': "record: is no JSON: number is infinity when parsed as double, character 6",
    b'{"a":"\\ud800"}': "record: is no JSON: no low surrogate in string, character 7",
    b"[" * 5_000: "record: is no JSON: depth limit exceeded, character 1026",
    b"\0" * 10: "record: is no JSON: unexpected character, expected a JSON value, character 1",
}


@pytest.mark.parametrize(("line", "reason"), REFUSED.items(), ids=lambda value: str(value)[:12])
def test_a_line_that_is_no_record_is_refused_and_the_next_is_read(tmp_path: Path, line: bytes, reason: str) -> None:
    write_feed(tmp_path, line + b'\n{"b":2}\n')

    assert read(tmp_path) == [(1, reason), (2, {"b": 2})]


def test_a_cut_last_line_is_refused(tmp_path: Path) -> None:
    write_feed(tmp_path, good_lines(2)[:-20])

    (_, first), (line, reason) = read(tmp_path)

    assert (line, str(reason)[:26]) == (2, "record: is no JSON: unexpe")
    assert first == feed_record("c0", bio="día 0")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_every_line_of_a_feed_in_another_encoding_is_refused(tmp_path: Path, encoding: str) -> None:
    write_feed(tmp_path, good_lines(3).decode().encode(encoding))

    assert all(str(reason).startswith("record: ") for _, reason in read(tmp_path))


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b""])
def test_a_record_may_have_a_mebibyte_and_no_byte_more(tmp_path: Path, end: bytes) -> None:
    longest = b'"' + b"x" * (MAX_RECORD_BYTES - 2) + b'"'
    write_feed(tmp_path, b'"' + longest + b'\n{"b":2}\n' + longest + end)

    found = read(tmp_path)

    assert found[:2] == [(1, "record: is longer than 1 MiB"), (2, {"b": 2})]
    assert found[2] == (3, "x" * (MAX_RECORD_BYTES - 2))


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_an_endless_line_fills_no_memory_and_the_next_is_read(tmp_path: Path, suffix: str) -> None:
    write_feed(tmp_path, b"x" * 64 * MIB + b'\n{"b":2}\n', suffix)

    tracemalloc.start()
    found = read(tmp_path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert found == [(1, "record: is longer than 1 MiB"), (2, {"b": 2})]
    assert peak < 8 * MIB


@pytest.mark.parametrize("content", [b"", b"\n \n\r\n", b"\xef\xbb\xbf"])
def test_a_feed_without_a_record_is_empty(tmp_path: Path, content: bytes) -> None:
    path = write_feed(tmp_path, content)

    with pytest.raises(FeedError, match=f"{path} is empty: deliver at least one record"):
        read(tmp_path)
