"""How does a view become an endpoint? It takes exactly what it declares, and OpenAPI tells of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Response
from flask_smorest import Blueprint  # type: ignore[import-untyped]

from marketplace.api.gate import Needs, guarded
from marketplace.api.parameters import Parameter
from marketplace.api.parser import StrictParser
from marketplace.api.problems import CONTENT_TYPE
from marketplace.api.schemas import body_schema, url_schema

View = Callable[..., Response]
"""Takes the loaded parameters of the body, where there is one, and of the query; those of the path by name."""

_ANYWHERE = (414, 422)
_BODY_ERRORS = (400, 413, 415)
_GUARDED = (401, 403, 503)


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """One path and method: POST when it takes a body, else GET.

    `gives` names the schema of the answer in OpenAPI. `path` are the schemas of the path's parameters.
    `errors` are the statuses that can happen beside those of every endpoint and of bodies. `needs` is what a caller
    must have; None where nobody is asked for a key.
    """

    rule: str
    view: View
    gives: str
    query: tuple[Parameter, ...] = ()
    body: tuple[Parameter, ...] | None = None
    path: Mapping[str, Mapping[str, Any]] | None = None
    errors: tuple[int, ...] = ()
    needs: Needs | None = None


def blueprint(name: str, description: str, *, prefix: str, endpoints: tuple[Endpoint, ...]) -> Any:
    """A blueprint of endpoints, in the order given."""
    made = Blueprint(name, __name__, url_prefix=prefix, description=description)
    made.ARGUMENTS_PARSER = StrictParser()
    for endpoint in endpoints:
        made.add_url_rule(
            endpoint.rule,
            endpoint.view.__name__,
            _declared(made, endpoint),
            methods=["GET" if endpoint.body is None else "POST"],
            parameters=[
                {"in": "path", "name": name, "required": True, **described}
                for name, described in (endpoint.path or {}).items()
            ],
        )
    return made


def _declared(made: Any, endpoint: Endpoint) -> View:
    """The view behind its parser, with all that OpenAPI says of it."""
    name = endpoint.view.__name__
    view = made.arguments(url_schema(f"{name}_query", endpoint.query), location="query")(endpoint.view)
    if endpoint.body is not None:
        title = "".join(word.capitalize() for word in name.split("_"))
        view = made.arguments(body_schema(title, endpoint.body), location="json")(view)
    view = made.response(200, schema_of(endpoint.gives), description="What was asked.")(view)
    errors = {*_ANYWHERE, *endpoint.errors, *(_BODY_ERRORS if endpoint.body is not None else ())}
    for status in sorted(errors | {*(_GUARDED if endpoint.needs else ())}):
        said = {"description": HTTPStatus(status).phrase, "headers": _headers(status)}
        view = made.alt_response(status, schema=schema_of("Problem"), content_type=CONTENT_TYPE, **said)(view)
    if endpoint.needs is None:
        open_to_all: View = made.doc(operationId=name, security=[])(view)
        return open_to_all
    return guarded(made.doc(operationId=name)(view), endpoint.needs)


def _headers(status: int) -> dict[str, Any] | None:
    if status != HTTPStatus.SERVICE_UNAVAILABLE:
        return None
    return {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}}


def schema_of(name: str) -> dict[str, str]:
    """The reference to a schema of OpenAPI's components."""
    return {"$ref": f"#/components/schemas/{name}"}
