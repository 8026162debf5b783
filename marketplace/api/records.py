"""How are records answered? One with its version, one just made with its place, many page by page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from flask import Response, g

from marketplace.api.answers import answer
from marketplace.api.problems import InvalidRequest
from marketplace.api.versions import etag
from marketplace.errors import Problem

Json = Mapping[str, Any]


def record(content: Json) -> Response:
    """A record."""
    response = answer(content)
    response.headers["ETag"] = etag(content["version"])
    return response


def made(content: Json, *, at: str, secrets: Json) -> Response:
    """A record that was just made, with what is told this once."""
    response = told(content, secrets=secrets)
    response.status_code = 201
    response.headers["Location"] = at
    return response


def told(content: Json, *, secrets: Json) -> Response:
    """A record with what is told this once, which is left out when it is asked for again."""
    g.kept_body = orjson.dumps(content)
    return record({**content, **secrets})


def gone() -> Response:
    """There is no such record any more."""
    return Response(status=204)


def behind(query: Json, prefix: str) -> str:
    """The id that a page of records of this prefix begins behind; raises InvalidRequest for what is none."""
    cursor: str = query.get("cursor", "")
    if not re.fullmatch(rf"({prefix}_[0-9a-f]{{1,36}})?", cursor, re.ASCII):
        raise no_cursor()
    return cursor


def no_cursor() -> InvalidRequest:
    """What to say of a cursor that no list gave."""
    detail = "is no cursor of this list: take the next_cursor of the page before"
    return InvalidRequest("query", Problem("cursor", detail))


def page(name: str, records: Sequence[Json], *, limit: int) -> Response:
    """So many of one more records that were asked for, and where the next page begins."""
    shown = records[:limit]
    return answer({name: shown, "next_cursor": shown[-1]["id"] if len(records) > limit else None})
