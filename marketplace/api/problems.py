"""What does a client hear when something is wrong? RFC 9457 problem details, each naming what to do."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import partial
from typing import Any

import orjson
from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException
from werkzeug.http import HTTP_STATUS_CODES

from marketplace.accounts.key_text import without_secrets
from marketplace.errors import (
    Conflict,
    EngineUnavailable,
    Forbidden,
    InvalidInput,
    MarketplaceError,
    NotFound,
    Problem,
    Stale,
    StoreUnavailable,
    TooManyRequests,
    Unauthorized,
)

CONTENT_TYPE = "application/problem+json"
MAX_PROBLEMS = 50
MAX_NAME_LENGTH = 100

_DETAILS = {
    404: "there is nothing at this path: see /docs",
    405: "the method is not allowed here: Allow names those that are",
    413: "the body is larger than 1 MiB: send less at once",
}

logger = logging.getLogger(__name__)


class InvalidRequest(InvalidInput):
    """What was asked is wrong, and where: in the query, body, path or header."""

    def __init__(self, where: str, *problems: Problem) -> None:
        super().__init__(*problems)
        self.where = where


class PreconditionRequired(MarketplaceError):
    """The version that is to be changed was not named."""


def install_problems(app: Flask) -> None:
    """Let every error of the application be answered as a problem."""
    app.register_error_handler(InvalidInput, _invalid)
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(Unauthorized, _unauthorized)
    app.register_error_handler(Forbidden, partial(_refused, 403))
    app.register_error_handler(Conflict, conflict)
    app.register_error_handler(Stale, _stale)
    app.register_error_handler(PreconditionRequired, _precondition_required)
    app.register_error_handler(TooManyRequests, _too_many)
    app.register_error_handler(EngineUnavailable, _unavailable)
    app.register_error_handler(StoreUnavailable, _store_unavailable)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def problem(status: int, detail: str, **more: Any) -> Response:
    """A problem as a response; `more` are further members."""
    content = {
        "type": "about:blank",
        "title": HTTP_STATUS_CODES[status],
        "status": status,
        "detail": detail,
        "request_id": g.request_id,
        **more,
    }
    # what was sent is told again, and may be a key in a place that is none for it
    return Response(without_secrets(orjson.dumps(content).decode()), status, mimetype=CONTENT_TYPE)


def unavailable(error: EngineUnavailable, **more: Any) -> Response:
    """The answer while the engine is away; why it is, is for the log and its operator alone."""
    logger.error("%s engine unavailable: %s", g.request_id, error)
    seconds = error.retry_after_seconds
    response = problem(503, f"the search engine can't answer now: try again in {seconds} seconds", **more)
    response.headers["Retry-After"] = str(seconds)
    return response


def conflict(error: Conflict) -> Response:
    """The answer to what is legal in another state, with the actions that are legal in this one."""
    allowed = {} if error.allowed is None else {"allowed_actions": list(error.allowed)}
    return problem(409, str(error), **allowed)


def _invalid(error: InvalidInput) -> Response:
    problems = list(_listed(error))
    first = problems[0]
    others = f" (and {len(error.problems) - 1} more: see errors)" if len(error.problems) > 1 else ""
    return problem(422, f"{first['name']} {first['detail']}".strip() + others, errors=problems)


def _listed(error: InvalidInput) -> Iterable[dict[str, str]]:
    for one in error.problems[:MAX_PROBLEMS]:
        where = error.where if isinstance(error, InvalidRequest) else _where(one.name)
        yield {"in": where, "name": _sendable(one.name[:MAX_NAME_LENGTH]), "detail": _sendable(one.detail)}


def _where(name: str) -> str:
    """Where a parameter of this request stands that was found wrong behind the schemas."""
    if name in (request.view_args or {}):
        return "path"
    return "query" if request.method in ("GET", "HEAD") else "body"


def _sendable(text: str) -> str:
    """A text with lone surrogates replaced: JSON can't carry them."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _not_found(error: NotFound) -> Response:
    return problem(404, str(error))


def _refused(status: int, error: MarketplaceError) -> Response:
    return problem(status, str(error))


def _stale(error: Stale) -> Response:
    response = problem(412, str(error))
    response.headers["ETag"] = f'"{error.current}"'
    return response


def _precondition_required(_: PreconditionRequired) -> Response:
    return problem(428, "send If-Match with the ETag of the record as you read it: somebody else may have changed it")


def _unauthorized(error: Unauthorized) -> Response:
    response = problem(401, str(error))
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _too_many(error: TooManyRequests) -> Response:
    response = problem(429, str(error))
    response.headers["Retry-After"] = str(error.retry_after_seconds)
    return response


def _unavailable(error: EngineUnavailable) -> Response:
    return unavailable(error)


def _store_unavailable(error: StoreUnavailable) -> Response:
    logger.error("%s database unavailable: %s", g.request_id, error)
    seconds = error.retry_after_seconds
    response = problem(503, f"the database can't answer now: try again in {seconds} seconds")
    response.headers["Retry-After"] = str(seconds)
    return response


def _http(error: HTTPException) -> Response:
    """Any other error of HTTP; werkzeug's own texts don't say what to do."""
    status = error.code or 500
    response = problem(status, _DETAILS.get(status) or error.description or "")
    for name, value in error.get_headers():
        if name.lower() != "content-type":
            response.headers[name] = value
    return response


def _unexpected(error: Exception) -> Response:
    logger.error("%s unexpected error", g.request_id, exc_info=error)
    return problem(500, "something went wrong here, and was logged: report the request_id if it happens again")
