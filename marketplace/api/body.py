"""What does the body of a request say? One JSON object, read so that nothing in it is lost or doubled."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from flask import Request
from werkzeug.exceptions import BadRequest, ClientDisconnected, RequestEntityTooLarge, UnsupportedMediaType

from marketplace.api.notation import json_type
from marketplace.api.problems import InvalidRequest
from marketplace.errors import Problem

MAX_BODY_BYTES = 2**20
READ_BYTES = MAX_BODY_BYTES + 1
"""How much of a body is read: werkzeug cuts a chunked one there without a word, so one byte more tells."""

_LONGEST_WHOLE = 25
"""Digits; a longer number is too great for any parameter, and Python refuses to read one of more than 4,300."""

_SURROGATE = re.compile("[\ud800-\udfff]")


def read_object(request: Request) -> dict[str, Any]:
    """The JSON object in a request's body, or the error that answers for it (400, 413, 415, 422)."""
    charset = request.mimetype_params.get("charset", "utf-8")
    if request.mimetype != "application/json" or charset.lower() != "utf-8":
        raise UnsupportedMediaType("send a JSON object in UTF-8 with Content-Type: application/json")
    if request.content_encoding not in (None, "identity"):
        raise UnsupportedMediaType("send the body as it is, without Content-Encoding")
    try:
        content = _parsed(_bytes(request))
    except RecursionError:
        raise BadRequest("the body is nested too deeply: send a flat JSON object") from None
    if not isinstance(content, dict):
        raise InvalidRequest("body", Problem("", f"the body must be a JSON object, not {json_type(content)}"))
    return content


def refuse_body(request: Request) -> None:
    """Raise the error of a body where none is taken; an empty one and an empty object say nothing, and are let be."""
    if not _bytes(request):
        return
    if given := read_object(request):
        name = next(iter(given))
        raise InvalidRequest("body", Problem(name, "is unknown: nothing is taken here in a body"))


def says_nothing(request: Request) -> bool:
    """Whether there is no body at all."""
    return not request.mimetype and not _bytes(request)


def _bytes(request: Request) -> bytes:
    try:
        body = request.get_data()
    except ClientDisconnected:
        raise BadRequest("the body broke off, or its chunks are malformed: send it again") from None
    if len(body) > MAX_BODY_BYTES:
        raise RequestEntityTooLarge
    return body


def _parsed(body: bytes) -> Any:
    try:
        content = json.loads(body.decode("utf-8"), object_pairs_hook=_object, parse_int=_number)
    except UnicodeDecodeError:
        raise BadRequest("the body is no UTF-8: encode the JSON in UTF-8") from None
    except json.JSONDecodeError as error:
        raise BadRequest(f"the body is no JSON: {error.msg} at line {error.lineno}, column {error.colno}") from None
    for name, text in _texts(content):
        if _SURROGATE.search(text):
            raise InvalidRequest("body", Problem(name, "holds half of a surrogate pair: send valid Unicode"))
    return content


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise InvalidRequest("body", Problem(name, "is there twice: give it once, with a list for several values"))
        found[name] = value
    return found


def _number(digits: str) -> float:
    return int(digits) if len(digits) <= _LONGEST_WHOLE else float(digits)


def _texts(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every string in a JSON value, with the name at the top that leads to it."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one, name)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield name or key, key
            yield from _texts(one, name or key)
