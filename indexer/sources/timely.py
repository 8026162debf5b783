"""How long may a server answer, byte by byte, in its head or its body? Until it is late, however little it sends."""

from __future__ import annotations

import io
from collections.abc import Callable
from http.client import HTTPResponse
from typing import Any

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection


def timely_pool(is_late: Callable[[], bool]) -> PoolManager:
    """Connections whose answers end in a ReadTimeoutError as soon as `is_late`.

    The time-outs of urllib3 are for one read of the socket: a byte before each lets an answer last for ever.
    """

    class Response(HTTPResponse):
        def __init__(self, *of: Any, **more: Any) -> None:
            super().__init__(*of, **more)
            self.fp = io.BufferedReader(_Timely(self.fp, is_late))

    class Plain(HTTPConnection):
        response_class = Response

    class Encrypted(HTTPSConnection):
        response_class = Response

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class EncryptedPool(HTTPSConnectionPool):
        ConnectionCls = Encrypted

    pool = PoolManager(retries=False)
    pool.pool_classes_by_scheme = {"http": PlainPool, "https": EncryptedPool}
    return pool


class _Timely(io.RawIOBase):
    """What comes from a socket, until it is late."""

    def __init__(self, received: io.BufferedReader, is_late: Callable[[], bool]) -> None:
        self._received = received
        self._is_late = is_late

    def readable(self) -> bool:
        """See `io.RawIOBase`."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """See `io.RawIOBase`."""
        if self._is_late():
            raise TimeoutError
        return self._received.readinto1(buffer)

    def close(self) -> None:
        """See `io.RawIOBase`."""
        self._received.close()
        super().close()
