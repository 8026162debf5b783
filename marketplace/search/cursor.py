"""How does a client say where the next page begins? An opaque text bound to its query, filters and sort."""

from __future__ import annotations

import base64
import binascii
from hashlib import blake2b

import orjson

from marketplace.creators.fields import FIELDS
from marketplace.creators.table import Kind, MatchClass
from marketplace.errors import InvalidInput, Problem
from marketplace.search.query import CreatorQuery, Position

FORMAT = "1"
"""What a position means: another number when classes, sort values or ties are made in another way."""

_DIGEST_SIZE = 12


def write_cursor(query: CreatorQuery, position: Position) -> str:
    """The cursor of the page that follows a position of this query's order."""
    content = orjson.dumps([position.match_class, position.value, position.tie])
    return FORMAT + base64.urlsafe_b64encode(_digest(query, content) + content).rstrip(b"=").decode()


def read_cursor(query: CreatorQuery, cursor: str) -> Position:
    """The position in a cursor; raises InvalidInput for a cut or forged one, or one of another query or format."""
    if not cursor.startswith(FORMAT):
        raise _refused("is of another index format: start again from the first page")
    try:
        packed = base64.b64decode(cursor[1:] + "=" * (-len(cursor[1:]) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise _refused("is no cursor: send next_cursor back as it came") from None
    digest, content = packed[:_DIGEST_SIZE], packed[_DIGEST_SIZE:]
    if digest != _digest(query, content):
        raise _refused("belongs to another q, filter or sort: start again from the first page")
    return _position(query, content)


def _position(query: CreatorQuery, content: bytes) -> Position:
    """The digest is no secret: what somebody forged is a position in this order, or refused."""
    try:
        match_class, value, tie = orjson.loads(content)
    except (ValueError, TypeError):
        raise _refused("is no cursor: send next_cursor back as it came") from None
    kinds = (int, float) if FIELDS[query.sort.column].kind is Kind.NUMBER else (int,)
    whole = type(match_class) is int and type(tie) is int
    if not whole or not 0 <= match_class <= len(MatchClass) or not 0 <= tie < 2**63:
        raise _refused("is no cursor: send next_cursor back as it came")
    if value is not None and (type(value) not in kinds or not -(2**63) < value < 2**63):
        raise _refused("is no cursor: send next_cursor back as it came")
    return Position(match_class, value, tie)


def _digest(query: CreatorQuery, content: bytes) -> bytes:
    bound = repr((FORMAT, query.text, query.filters, query.exclude_ids, query.sort)).encode()
    return blake2b(content, digest_size=_DIGEST_SIZE, key=blake2b(bound, digest_size=32).digest()).digest()


def _refused(detail: str) -> InvalidInput:
    return InvalidInput(Problem("cursor", detail))
