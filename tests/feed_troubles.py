"""What can be wrong with the answers of a feed server? Each of these spoils one."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from dataclasses import replace

from indexer.sources.packed import zstd
from tests.feed_server import Answer, Trouble


def status(code: int, **headers: str) -> Trouble:
    """Another status, the underscores of its headers being hyphens."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: Answer(code, b"no", told)


def redirect(to: str, code: int = 302) -> Trouble:
    """The way to another URL."""
    return status(code, Location=to)


def headed(**headers: str) -> Trouble:
    """Other headers, the underscores being hyphens."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda answer: replace(answer, headers={**answer.headers, **told})


def bodied(body: bytes) -> Trouble:
    """Another body."""
    return lambda answer: replace(answer, body=body)


def cut(answer: Answer) -> Answer:
    """The connection ends within the body."""
    return replace(answer, body=(answer.body or b"")[:-5], length=len(answer.body or b""))


def hung_up(answer: Answer) -> Answer:
    """The connection ends without an answer."""
    return replace(answer, body=None)


def silent(answer: Answer) -> Answer:
    """Nothing comes until the server ends."""
    return replace(answer, waits=True)


def dripping_head(_: Answer) -> Answer:
    """The head has no end, and comes bit by bit."""
    return Answer(body=None, drip=b"HTTP/1.1 200 OK\r\n")


def dripping_body(answer: Answer) -> Answer:
    """The body has an end, far away, and comes bit by bit."""
    return replace(answer, length=10_000_000, drip=b" ")


PACKERS: Mapping[str, Callable[[bytes], bytes]] = {"gzip": gzip.compress, "zstd": zstd.compress}


def packed(packing: str, *, cut_by: int = 0) -> Trouble:
    """The body compressed, some of its last bytes left out."""

    def spoilt(answer: Answer) -> Answer:
        body = PACKERS[packing](answer.body or b"")
        return headed(Content_Encoding=packing)(replace(answer, body=body[: len(body) - cut_by]))

    return spoilt
