"""What is done for every request, whatever it asks? Its id, headers, log line and metrics."""

from __future__ import annotations

import logging
import re
from time import perf_counter
from urllib.parse import quote
from uuid import uuid4

from flask import Flask, Response, g, request

from marketplace.accounts.key_text import without_secrets
from marketplace.api.metrics import RequestMetrics
from marketplace.api.problems import InvalidRequest
from marketplace.errors import Problem

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,128}", re.ASCII)

HEADERS = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
"""What every response says that doesn't say otherwise."""

access = logging.getLogger("marketplace.access")


def install_edge(app: Flask, metrics: RequestMetrics) -> None:
    """Let every request of the application pass here."""

    def finish(response: Response) -> Response:
        seconds = perf_counter() - g.started
        route = request.url_rule.rule if request.url_rule else "unmatched"
        metrics.count(request.method, route, status=response.status_code, seconds=seconds)
        _log(response.status_code, seconds)
        response.headers["X-Request-Id"] = g.request_id
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    app.before_request(_begin)
    app.before_request(_refuse)
    app.after_request(finish)


def _begin() -> None:
    g.started = perf_counter()
    asked = request.headers.get("X-Request-Id", "")
    g.request_id = asked if REQUEST_ID.fullmatch(asked) else uuid4().hex
    # Flask-Compress takes a coding that is refused by q=0 for one that is asked for
    taken = [f"{coding};q={quality}" for coding, quality in request.accept_encodings if quality > 0]
    request.environ["HTTP_ACCEPT_ENCODING"] = ",".join(taken)


def _refuse() -> None:
    """Refuse what no endpoint would notice: werkzeug replaces bad bytes of a path, and nobody reads a GET's body."""
    try:
        request.environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        raise InvalidRequest("path", Problem("", "the path is no UTF-8: percent-encode its UTF-8 bytes")) from None
    has_body = request.content_length or "Transfer-Encoding" in request.headers
    if request.method in ("GET", "HEAD") and has_body:
        raise InvalidRequest("body", Problem("", f"{request.method} takes no body: ask by the URL, or by POST"))


def _log(status: int, seconds: float) -> None:
    """One line; the path is quoted, so that a line break in it makes no second one, and may hold a key by mistake."""
    path = quote(without_secrets(request.path), safe="/:@,")
    access.info("%s %s %d %.1f ms %s", request.method, path, status, seconds * 1000, g.request_id)
