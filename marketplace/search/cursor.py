"""How does a client say where the next page begins? An opaque text bound to its query, filters and sort."""

from __future__ import annotations

import base64
import binascii
from dataclasses import replace
from hashlib import blake2b

import orjson

from marketplace.creators.table import MatchClass
from marketplace.errors import InvalidInput, Problem
from marketplace.search.query import CreatorQuery, Position

FORMAT = "2"
"""What a position means: another number when classes, sort values or ties are made in another way."""

_DIGEST_SIZE = 12


def write_cursor(query: CreatorQuery, position: Position) -> str:
    """The cursor of the page that follows a position of this query's order."""
    forgiving = query.text is not None and query.text.forgiving
    content = orjson.dumps([position.match_class, position.value, position.tie, forgiving])
    return FORMAT + base64.urlsafe_b64encode(_digest(query, content) + content).rstrip(b"=").decode()


def continued(query: CreatorQuery, cursor: str) -> CreatorQuery:
    """The query from where a cursor left it, with typos if it had come to that.

    Raises InvalidInput for a cut or forged cursor, or one of another query or format.
    """
    if not cursor.startswith(FORMAT):
        raise _refused("is of another index format: start again from the first page")
    try:
        packed = base64.b64decode(cursor[1:] + "=" * (-len(cursor[1:]) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise _refused("is no cursor: send next_cursor back as it came") from None
    digest, content = packed[:_DIGEST_SIZE], packed[_DIGEST_SIZE:]
    if digest != _digest(query, content):
        raise _refused("belongs to another q, filter or sort: start again from the first page")
    position, forgiving = _read(query, content)
    if not forgiving:
        return replace(query, after=position)
    if query.text is None or not query.typos:
        raise _refused("is no cursor: send next_cursor back as it came")
    return replace(query, after=position, text=replace(query.text, forgiving=True))


def _read(query: CreatorQuery, content: bytes) -> tuple[Position, bool]:
    """The digest is no secret: what somebody forged is a position in this order, or refused."""
    try:
        match_class, value, tie, forgiving = orjson.loads(content)
    except (ValueError, TypeError):
        raise _refused("is no cursor: send next_cursor back as it came") from None
    kinds = (int,) if query.sort.whole else (int, float)
    whole = type(match_class) is int and type(tie) is int and type(forgiving) is bool
    if not whole or not 0 <= match_class <= len(MatchClass) or not 0 <= tie < 2**63:
        raise _refused("is no cursor: send next_cursor back as it came")
    if value is not None and (type(value) not in kinds or not -(2**63) < value < 2**63):
        raise _refused("is no cursor: send next_cursor back as it came")
    return Position(match_class, value, tie), forgiving


def _digest(query: CreatorQuery, content: bytes) -> bytes:
    text = query.text and replace(query.text, forgiving=False)
    without = (query.exclude_ids, query.left_out is not None)
    bound = repr((FORMAT, text, query.typos, query.filters, *without, query.sort, *query.forced, *query.lists)).encode()
    return blake2b(content, digest_size=_DIGEST_SIZE, key=blake2b(bound, digest_size=32).digest()).digest()


def _refused(detail: str) -> InvalidInput:
    return InvalidInput(Problem("cursor", detail))
