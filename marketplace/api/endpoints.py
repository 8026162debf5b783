"""How does a view become an endpoint? It takes exactly what it declares, and OpenAPI tells of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import Any

from flask import Response, request
from flask_smorest import Blueprint  # type: ignore[import-untyped]

from marketplace.api.body import refuse_body
from marketplace.api.gate import SEARCH, Needs, guarded
from marketplace.api.limits import headers_told
from marketplace.api.once import once
from marketplace.api.parameters import Parameter
from marketplace.api.parser import StrictParser
from marketplace.api.problems import CONTENT_TYPE
from marketplace.api.schemas import body_schema, url_schema
from marketplace.api.sheets import CSV
from marketplace.errors import NotFound

View = Callable[..., Response]
"""Takes the loaded parameters of the body, where there is one, and of the query; those of the path by name."""

HTML = "text/html"
_ANYWHERE = (414, 422)
_BODY_ERRORS = (400, 413, 415)
_GUARDED = (401, 403, 429, 503)
_WAITING = (429, 503)
_VERSIONED = (412,)


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """One path and method: POST when it takes a body, else GET, unless it is said.

    `gives` names the schema of the answer in OpenAPI, empty where there is none. `path` are the schemas of the path's
    parameters. `errors` are the statuses that can happen beside those of every endpoint and of bodies. `needs` is what
    a caller must have; None where nobody is asked for a key. `status` is that of success; `versioned` is whether
    If-Match must be there (True), may be (False) or means nothing (None); what `changes` takes an idempotency key;
    `body_needed` is whether there must be a body, where one is taken. `prepare` is done before an idempotency key is
    claimed, and a transaction begun. `csv` is whether it can be answered as a table, too, `html` whether as a page.
    """

    rule: str
    view: View
    gives: str
    query: tuple[Parameter, ...] = ()
    body: tuple[Parameter, ...] | None = None
    path: Mapping[str, Mapping[str, Any]] | None = None
    errors: tuple[int, ...] = ()
    needs: Needs | None = None
    method: str | None = None
    status: int = 200
    versioned: bool | None = None
    changes: bool = False
    body_needed: bool = True
    prepare: Callable[[], None] | None = None
    csv: bool = False
    html: bool = False

    @property
    def verb(self) -> str:
        """The method."""
        return self.method or ("GET" if self.body is None else "POST")


def blueprint(name: str, description: str, *, prefix: str, endpoints: tuple[Endpoint, ...]) -> Any:
    """A blueprint of endpoints, in the order given."""
    made = Blueprint(name, __name__, url_prefix=prefix, description=description)
    made.ARGUMENTS_PARSER = StrictParser()
    for endpoint in endpoints:
        made.add_url_rule(
            endpoint.rule,
            endpoint.view.__name__,
            _declared(made, endpoint),
            methods=[endpoint.verb],
            parameters=[
                {"in": "path", "name": name, "required": True, **described}
                for name, described in (endpoint.path or {}).items()
            ],
        )
    return made


def _header_parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    found = []
    if endpoint.versioned is not None:
        found.append(_header("If-Match", "The ETag of the record as it was read.", required=endpoint.versioned))
    if endpoint.changes:
        found.append(_header("Idempotency-Key", "The same key gets the same answer for 24 hours.", required=False))
    return found


def _header(name: str, description: str, *, required: bool) -> dict[str, Any]:
    schema = {"type": "string", "maxLength": 255}
    return {"in": "header", "name": name, "required": required, "description": description, "schema": schema}


def _declared(made: Any, endpoint: Endpoint) -> View:
    """The view behind its parser, with all that OpenAPI says of it."""
    name = endpoint.view.__name__
    view = made.arguments(url_schema(f"{name}_query", endpoint.query), location="query")(endpoint.view)
    if endpoint.body is not None:
        title = "".join(word.capitalize() for word in name.split("_"))
        schema = body_schema(title, endpoint.body, needed=endpoint.body_needed)
        view = made.arguments(schema, location="json", required=endpoint.body_needed)(view)
    elif endpoint.verb != "GET":
        view = _bodiless(view)
    view = _answering(made, endpoint)(view)
    _describe(view, endpoint)
    if endpoint.needs not in (None, SEARCH):
        view = _asked_by_ids(view)
    if endpoint.changes and endpoint.needs:
        view = once(view, endpoint.prepare)
    return guarded(view, endpoint.needs) if endpoint.needs else view


def _describe(view: Any, endpoint: Endpoint) -> None:
    """Tell flask-smorest the rest, where its decorators would leave it: each copies all that was said before it."""
    said = view._apidoc
    said["response"]["responses"] |= {status: [_problem(endpoint, status)] for status in _errors(endpoint)}
    said["arguments"]["parameters"] += _header_parameters(endpoint)
    said["manual_doc"] = {"operationId": endpoint.view.__name__, **({} if endpoint.needs else {"security": []})}
    if endpoint.csv or endpoint.html:
        said["manual_doc"]["responses"] = {str(endpoint.status): _also_as_text(endpoint)}


def _errors(endpoint: Endpoint) -> list[int]:
    """The statuses of all problems that it may be answered with."""
    errors = {*_ANYWHERE, *endpoint.errors, *(_BODY_ERRORS if endpoint.verb != "GET" else ())}
    errors |= {*(_GUARDED if endpoint.needs else ()), *(_VERSIONED if endpoint.versioned is not None else ())}
    return sorted(errors | ({428} if endpoint.versioned else set()) | ({409} if endpoint.changes else set()))


def _problem(endpoint: Endpoint, status: int) -> dict[str, Any]:
    """What is said of one of them."""
    said = {"schema": schema_of("Problem"), "description": HTTPStatus(status).phrase, "content_type": CONTENT_TYPE}
    headers = _headers(endpoint, status)
    return {**said, "headers": headers} if headers else said


def _asked_by_ids(view: View) -> View:
    """The view of records: an id that no database can be asked for is none."""

    @wraps(view)
    def asked(*arguments: Any, **path: Any) -> Response:
        if any("\0" in str(one) for one in path.values()):
            raise NotFound("there is nothing with this id: no id has a NUL character")
        return view(*arguments, **path)

    return asked


def _bodiless(view: View) -> View:
    """The view of a request that takes no body."""

    @wraps(view)
    def checked(*arguments: Any, **more: Any) -> Response:
        refuse_body(request)
        return view(*arguments, **more)

    return checked


def _answering(made: Any, endpoint: Endpoint) -> Callable[[View], View]:
    """What success is answered with."""
    said: dict[str, Any] = {"description": "What was asked." if endpoint.gives else "It is done."}
    if headers := _headers(endpoint, endpoint.status):
        said["headers"] = headers
    decorator: Callable[[View], View] = made.response(
        endpoint.status, schema_of(endpoint.gives) if endpoint.gives else None, **said
    )
    return decorator


def _also_as_text(endpoint: Endpoint) -> dict[str, Any]:
    """What can be answered, all of it: told of two kinds of content, flask-smorest forgets the rest."""
    other = CSV if endpoint.csv else HTML
    content = {"application/json": {"schema": schema_of(endpoint.gives)}, other: {"schema": {"type": "string"}}}
    return {"description": "What was asked.", "headers": _headers(endpoint, endpoint.status), "content": content}


def _headers(endpoint: Endpoint, status: int) -> dict[str, Any]:
    """The headers of an answer: who was not recognised is told of no limits, but when it is too often."""
    headers = headers_told() if endpoint.needs and status != HTTPStatus.UNAUTHORIZED else {}
    if status == HTTPStatus.CREATED:
        headers["Location"] = {"description": "Where the record is.", "schema": {"type": "string"}}
    if status in _WAITING:
        headers["Retry-After"] = {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}
    return headers


def schema_of(name: str) -> dict[str, str]:
    """The reference to a schema of OpenAPI's components."""
    return {"$ref": f"#/components/schemas/{name}"}
