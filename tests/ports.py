"""Where can a server of a test listen that is started later, or again?"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def reserved_port() -> Iterator[int]:
    """A port that the kernel gives to nobody else within the block, and that a server may be started on by its number.

    The socket is bound and does not listen: who calls is refused, and who binds with SO_REUSEADDR, as servers do, may.
    """
    with socket.socket() as bound:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(("127.0.0.1", 0))
        yield int(bound.getsockname()[1])
