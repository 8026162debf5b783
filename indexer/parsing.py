"""What is in a line of a feed? A JSON value, or the reason why none can be read."""

from __future__ import annotations

from typing import cast

import orjson

from marketplace.errors import InvalidRecord


def parsed(content: object) -> object:
    """The JSON value of a feed record's content; raises InvalidRecord where there is none."""
    if isinstance(content, InvalidRecord):
        raise content
    if not isinstance(content, bytes):
        return content
    try:
        return cast("object", orjson.loads(content))
    except orjson.JSONDecodeError as error:
        raise InvalidRecord("record", _why(content, error)) from None


def _why(raw: bytes, error: orjson.JSONDecodeError) -> str:
    try:
        raw.decode()
    except UnicodeDecodeError as wrong:
        return f"is not UTF-8: byte {wrong.start + 1} of the line can't be read"
    return f"is no JSON: {error.msg}, character {error.pos + 1}"
