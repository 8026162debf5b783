"""Do processes count together, whoever is killed and whatever becomes of the file?"""

from __future__ import annotations

import logging
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from marketplace.store.counting import SharedCounter

COUNTING = """
import sys
from pathlib import Path
from marketplace.store.counting import SharedCounter
counter = SharedCounter(Path(sys.argv[1]))
for _ in range(int(sys.argv[2])):
    print(counter.count("key", 7), flush=True)
"""
FOREVER = 1_000_000_000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that is made before several processes come."""
    SharedCounter(tmp_path / "rates.db").prepare()
    return tmp_path / "rates.db"


@pytest.fixture
def counter(file: Path) -> Iterator[SharedCounter]:
    counter = SharedCounter(file)
    yield counter
    counter.close()


def counting(file: Path, times: int) -> subprocess.Popen[str]:
    """Another process that counts, and says what it came to."""
    return subprocess.Popen([sys.executable, "-c", COUNTING, file, str(times)], stdout=subprocess.PIPE, text=True)


def test_buckets_and_windows_are_counted_apart(counter: SharedCounter) -> None:
    assert [counter.count(*one) for one in (("a", 1), ("a", 1), ("b", 1), ("a", 2), ("a", 2))] == [1, 2, 1, 1, 2]


def test_windows_that_are_over_are_thrown_away(counter: SharedCounter) -> None:
    for one in range(50):
        counter.count(f"address {one}", 1)
    counter.count("a", 2)

    assert counter._connection
    assert counter._connection.execute("select bucket, window from counts").fetchall() == [("a", 2)]


def test_processes_and_threads_count_together_without_losing_any(file: Path, counter: SharedCounter) -> None:
    with counting(file, 1_000) as one, counting(file, 1_000) as other, ThreadPoolExecutor(4) as threads:
        ours = list(threads.map(lambda _: counter.count("key", 7), range(500)))
        told = [*map(str, ours), *one.communicate()[0].split(), *other.communicate()[0].split()]

    counted = [int(one) for one in told if one != "None"]
    assert sorted(counted) == list(range(1, len(counted) + 1))
    assert len(counted) > 2_400, "nearly all had their turn within the time that is waited"


@pytest.mark.parametrize("killed_after", range(5))
def test_who_is_killed_while_counting_stops_nobody(file: Path, counter: SharedCounter, killed_after: int) -> None:
    with counting(file, FOREVER) as other:
        assert other.stdout
        told = [int(other.stdout.readline()) for _ in range(200 * killed_after + 1)]
        other.send_signal(signal.SIGKILL)
        told += [int(line) for line in other.stdout.readlines() if line.endswith("\n")]

    at_least = told[-1]
    first, second = counter.count("key", 7), counter.count("key", 7)
    assert first is not None
    assert (at_least < first <= at_least + 2, second) == (True, first + 1)


@pytest.mark.parametrize("trouble", ["garbage", "folder", "gone", "forbidden table"])
def test_what_is_wrong_with_the_file_lets_all_through_and_is_logged_once(
    tmp_path: Path, trouble: str, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "rates.db"
    if trouble == "garbage":
        file.write_bytes(os.urandom(10_000))
    elif trouble == "folder":
        file.mkdir()
    elif trouble == "gone":
        file = tmp_path / "nowhere" / "rates.db"
    else:
        SharedCounter(file).prepare()
        _run_sql(file, "drop table counts", "create view counts as select 1")

    counter = SharedCounter(file)
    assert [counter.count("key", 7) for _ in range(3)] == [None] * 3
    assert [(one.levelno, "can't be counted" in one.message) for one in caplog.records] == [(logging.ERROR, True)]


def test_what_is_well_again_counts_again(tmp_path: Path) -> None:
    counter = SharedCounter(tmp_path / "folder" / "rates.db")
    assert counter.count("key", 7) is None
    (tmp_path / "folder").mkdir()

    assert [counter.count("key", 7) for _ in range(2)] == [1, 2]
    counter.close()


def test_what_breaks_under_it_is_made_anew(file: Path, counter: SharedCounter) -> None:
    counter.count("key", 7)
    _run_sql(file, "drop table counts")

    assert [counter.count("key", 7) for _ in range(3)] == [None, 1, 2]


def test_without_a_file_it_counts_in_memory() -> None:
    counter = SharedCounter()
    assert [counter.count("key", 7) for _ in range(3)] == [1, 2, 3]
    counter.close()


def _run_sql(file: Path, *statements: str) -> None:
    connection = sqlite3.connect(file)
    for statement in statements:
        connection.execute(statement)
    connection.close()
