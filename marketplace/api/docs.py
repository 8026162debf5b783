"""Where can one read what the API takes and gives? /openapi.json, and /docs without the internet."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Blueprint, Flask, Response
from flask_smorest import Api  # type: ignore[import-untyped]
from flask_swagger_ui import get_swaggerui_blueprint

from marketplace.api.limits import described_headers
from marketplace.api.openapi import INFO, KEYS, component_schemas

DOCS = "/docs"
OPENAPI = "/openapi.json"

_SWAGGER_UI = {
    "app_name": "Creator marketplace API",
    "layout": "BaseLayout",
    "docExpansion": "list",
    "defaultModelsExpandDepth": 0,
    "validatorUrl": None,  # by default a badge is fetched from the internet
    "oauth2RedirectUrl": None,
}
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"
)


def install_docs(app: Flask, blueprints: tuple[Any, ...]) -> None:
    """Register these blueprints, and what tells of them."""
    app.config.update(API_TITLE="Creator marketplace", API_VERSION="v1", OPENAPI_VERSION="3.1.0")
    api = Api(app, spec_kwargs=INFO)
    api.DEFAULT_ERROR_RESPONSE_NAME = None
    api.spec.components.security_scheme("bearer", {"type": "http", "scheme": "bearer", "description": KEYS})
    for name, schema in component_schemas().items():
        api.spec.components.schema(name, schema)
    for name, header in described_headers().items():
        api.spec.components.header(name, header)
    for blueprint in blueprints:
        api.register_blueprint(blueprint)
    for unused in ("Error", "PaginationMetadata"):  # flask-smorest's own, of another shape than our answers
        del api.spec.components.schemas[unused]
    content = orjson.dumps(api.spec.to_dict())

    def openapi() -> Response:
        return Response(content, mimetype="application/json")

    app.add_url_rule(OPENAPI, "openapi", openapi)
    app.register_blueprint(_swagger_ui())


def _swagger_ui() -> Blueprint:
    pages: Blueprint = get_swaggerui_blueprint(DOCS, OPENAPI, config=_SWAGGER_UI)
    pages.after_request(_locally)
    return pages


def _locally(response: Response) -> Response:
    """Let the browser fetch nothing from elsewhere."""
    response.headers["Content-Security-Policy"] = _POLICY
    return response
