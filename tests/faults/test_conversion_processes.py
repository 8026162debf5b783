"""What becomes of the processes that convert records, when the one that began them ends in the midst of it?"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

BEGIN = """
import signal
import time
from indexer.console import terminable
from indexer.conversions import Work
from indexer.processes import Processes
from indexer.convert import Conversion
from indexer.ports import FeedRecord
from tests.creators import NOW, RATES
from tests.fakes import as_it_is, feed_record

# what runs in a shell's background ignores ^C, and so would this
signal.signal(signal.SIGINT, signal.default_int_handler)
records = (FeedRecord(line, feed_record(f"c{line}")) for line in range(1_000))
with terminable(), Processes(2, few=0) as conversions:
    print(len(list(conversions(records, Work(Conversion("DE", NOW, RATES), as_it_is)))), flush=True)
    while True:
        time.sleep(0.1)  # not pause(): a signal that comes just before it would be waited for in vain
"""


@pytest.fixture
def converting() -> Iterator[subprocess.Popen[str]]:
    """A process group that has converted and waits for more."""
    command = [sys.executable, "-c", BEGIN]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, text=True, start_new_session=True, **pipes) as begun:  # type: ignore[call-overload]
        assert begun.stdout.readline() == "1000\n"
        yield begun
        begun.kill()


def test_none_outlives_a_process_that_is_killed(converting: subprocess.Popen[str]) -> None:
    converting.kill()

    # they have its standard output: that ends when the last of them has ended
    assert converting.communicate(timeout=30)[0] == ""
    assert converting.returncode == -signal.SIGKILL


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, -signal.SIGINT), (signal.SIGTERM, 128 + signal.SIGTERM)])
def test_none_outlives_a_process_that_is_stopped_nor_has_anything_to_say(
    converting: subprocess.Popen[str], sent: signal.Signals, code: int
) -> None:
    to_all = os.killpg if sent is signal.SIGINT else os.kill

    to_all(converting.pid, sent)

    said = converting.communicate(timeout=30)[1]
    assert converting.returncode == code
    assert said.count("Traceback") == (1 if sent is signal.SIGINT else 0)
