"""How do a request's parameters reach a schema? Doubled, unknown and unreadable ones are refused on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, NoReturn
from urllib.parse import parse_qsl

import marshmallow
from flask import Request
from webargs.flaskparser import FlaskParser

from marketplace.api.body import read_object, says_nothing
from marketplace.api.gate import reach
from marketplace.api.hiding import without
from marketplace.api.parameters import unknown
from marketplace.api.problems import MAX_PROBLEMS, InvalidRequest
from marketplace.api.schemas import may_be_left_out, parameters_of
from marketplace.errors import Problem

_NO_UTF8 = re.compile("[\udc80-\udcff]")
"""What `surrogateescape` makes of bytes that are no UTF-8, the bytes of a lone surrogate among them."""

_PLACES = {"query": "query", "json": "body"}


class StrictParser(FlaskParser):
    """webargs drops unknown parameters of a URL and takes the first of a doubled one; this parser refuses both."""

    DEFAULT_UNKNOWN_BY_LOCATION = {"query": marshmallow.RAISE, "json": marshmallow.RAISE}  # noqa: RUF012

    def parse(self, argmap: Any, req: Request | None = None, **more: Any) -> Any:
        """The loaded parameters; those of fields that are hidden from the caller are as unknown as any other."""
        hidden = reach().hidden
        return super().parse(without(argmap, hidden) if hidden else argmap, req, **more)

    def load_querystring(self, req: Request, schema: marshmallow.Schema) -> Any:  # noqa: ARG002
        """The texts of the query string in lists by name."""
        return _texts(req.query_string)

    def load_json(self, req: Request, schema: marshmallow.Schema) -> Any:
        """The JSON object in the body, an empty one where it may be left out."""
        return {} if may_be_left_out(schema) and says_nothing(req) else read_object(req)

    def handle_error(self, error: marshmallow.ValidationError, *context: Any, **_: Any) -> NoReturn:
        """Refuse the request, naming every parameter that is wrong."""
        _request, schema = context
        ((location, messages),) = error.messages_dict.items()
        raise InvalidRequest(_PLACES[location], *islice(_problems(messages, schema), MAX_PROBLEMS))


def _texts(query: bytes) -> dict[str, list[str]]:
    """The texts of a query string by name; a + is a space."""
    written = query.decode("utf-8", "surrogateescape")
    found: dict[str, list[str]] = {}
    for name, text in parse_qsl(written, keep_blank_values=True, errors="surrogateescape"):
        if _NO_UTF8.search(name + text):
            raise InvalidRequest("query", Problem(name, "is no UTF-8: percent-encode the text's UTF-8 bytes"))
        found.setdefault(name, []).append(text)
    return found


def _problems(messages: Mapping[str, list[str]], schema: marshmallow.Schema) -> Iterator[Problem]:
    """What was found wrong, by name; unknown names with the nearest known ones."""
    known = parameters_of(schema)
    for name in sorted(messages):
        yield Problem(name, messages[name][0] if name in known else unknown(name, tuple(known.values())))
