"""How are records answered? One with its version, one just made with its place, many page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from flask import Response, g

from marketplace.api.answers import answer
from marketplace.api.versions import etag

Json = Mapping[str, Any]


def record(content: Json) -> Response:
    """A record."""
    response = answer(content)
    response.headers["ETag"] = etag(content["version"])
    return response


def made(content: Json, *, at: str, secrets: Json) -> Response:
    """A record that was just made, with what is told this once."""
    g.kept_body = orjson.dumps(content)
    response = record({**content, **secrets})
    response.status_code = 201
    response.headers["Location"] = at
    return response


def gone() -> Response:
    """There is no such record any more."""
    return Response(status=204)


def page(name: str, records: Sequence[Json], *, limit: int) -> Response:
    """So many of one more records that were asked for, and where the next page begins."""
    shown = records[:limit]
    return answer({name: shown, "next_cursor": shown[-1]["id"] if len(records) > limit else None})
