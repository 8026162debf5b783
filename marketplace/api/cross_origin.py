"""May a page of another origin ask, and read what is answered? With a scoped key that allows it, without cookies."""

from __future__ import annotations

from flask import Flask, Response, current_app, g, request
from werkzeug.exceptions import HTTPException

from marketplace.accounts.roles import Scope
from marketplace.api.gate import needs_of
from marketplace.api.limits import HEADERS

_ASKED = "Access-Control-Request-Method"
_PREFLIGHT = {
    "Access-Control-Allow-Origin": "*",  # whose key it is, which says what pages it is for, is not sent yet
    "Access-Control-Allow-Headers": "Authorization, Content-Type, X-Request-Id",
    "Access-Control-Max-Age": "3600",
}
_READ = ", ".join((*HEADERS, "Retry-After", "X-Request-Id"))


def install_cross_origin(app: Flask) -> None:
    """Let browsers ask the searches of the application from pages of other origins."""
    app.before_request(_answer_preflight)
    app.after_request(_name_origin)


def _answer_preflight() -> Response | None:
    method = request.headers.get(_ASKED)
    if request.method != "OPTIONS" or not method or not _searches(method):
        return None
    return Response(status=204, headers={**_PREFLIGHT, "Access-Control-Allow-Methods": method})


def _searches(method: str) -> bool:
    """Whether this path is searched by a method."""
    paths = current_app.create_url_adapter(request)
    try:
        endpoint, _ = paths.match(method=method) if paths else ("", {})
    except HTTPException:  # there is nothing there, or it is asked in another way
        return False
    needs = needs_of(current_app.view_functions.get(endpoint))
    return needs is not None and needs.scope is Scope.SEARCH


def _name_origin(response: Response) -> Response:
    """Let a page read the answer, whatever it is, where the gate has found that its key is for it."""
    if "page" in g:
        response.headers["Access-Control-Allow-Origin"] = g.page
        response.headers["Access-Control-Expose-Headers"] = _READ
        response.vary.add("Origin")
    return response
