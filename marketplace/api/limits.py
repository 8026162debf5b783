"""How does a client learn how much it may ask? By three headers on every answer to a key, and 429 beyond."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, g

from marketplace.accounts.rates import Spent
from marketplace.errors import TooManyRequests

HEADERS = {
    "RateLimit-Limit": "Requests a minute.",
    "RateLimit-Remaining": "How many of them are left.",
    "RateLimit-Reset": "Seconds until all are there again.",
}
"""The headers, described."""

Described = dict[str, Any]


def install_limits(app: Flask) -> None:
    """Let every answer to a counted request of the application say what is left."""
    app.after_request(_tell)


def check(spent: Spent | None, *, too_many: str) -> None:
    """Keep for the answer what was spent; raises TooManyRequests when it was too much."""
    if spent is None:
        return
    g.spent = spent
    if spent.over:
        raise TooManyRequests(f"{too_many}: try again in {spent.reset_seconds} seconds", spent.reset_seconds)


def described_headers() -> Described:
    """The components of OpenAPI that the headers of answers refer to."""
    return {name: {"description": text, "schema": {"type": "integer"}} for name, text in HEADERS.items()}


def headers_told() -> Described:
    """What OpenAPI says that an answer to a key has."""
    return {name: {"$ref": f"#/components/headers/{name}"} for name in HEADERS}


def _tell(response: Response) -> Response:
    spent: Spent | None = g.get("spent")
    if spent is not None:
        told = (spent.limit, spent.remaining, spent.reset_seconds)
        response.headers.update({name: str(number) for name, number in zip(HEADERS, told, strict=True)})
    return response
