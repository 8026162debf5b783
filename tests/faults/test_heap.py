"""Does memory that was freed go back to the system, though small pieces between it are in use?"""

import platform
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps what was freed")

FREED = """
from os import getpid
from benchmarks.memory import own
from indexer.heap import bound, trim
{first}
large = bytearray(30_000_000)
del large  # raises what glibc takes for large
pieces = [(bytearray({size}), bytearray(600)) for _ in range(100_000_000 // {size})]
kept = [small for _, small in pieces]
before = own(getpid())
del pieces
{then}
print(before - own(getpid()))
"""


def _freed(*, size: int, first: str = "", then: str = "") -> int:
    """Of 100 MB in pieces of a size, how many bytes a process has given back."""
    code = FREED.format(size=size, first=first, then=then)
    return int(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout)


def test_large_pieces_go_back_by_themselves() -> None:
    # what would be there to mend: how much of it hangs on what lies at the end of the heap
    assert _freed(size=2_000_000) < 80_000_000
    assert _freed(size=2_000_000, first="bound()") > 90_000_000


def test_the_rest_goes_back_when_it_is_asked_for() -> None:
    assert _freed(size=100_000, first="bound()") < 10_000_000
    assert _freed(size=100_000, first="bound()", then="trim()") > 90_000_000
