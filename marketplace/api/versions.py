"""Which version of a record does a client mean? `ETag` says it, `If-Match` asks for it."""

from __future__ import annotations

import re

from flask import request

from marketplace.api.problems import InvalidRequest, PreconditionRequired
from marketplace.errors import Problem

_ETAG = re.compile(r'(?:W/)?"([0-9]{1,18})(?:[:-][a-z]+)?"', re.ASCII)
"""The version in quotes; what compresses an answer appends its name to it."""


def etag(version: int) -> str:
    """The version as the header says it."""
    return f'"{version}"'


def expected_version(*, required: bool) -> int | None:
    """The version that the request is about, None for any; raises PreconditionRequired, InvalidRequest."""
    given = request.headers.get("If-Match")
    if given is None:
        if required:
            raise PreconditionRequired
        return None
    if given.strip() == "*":
        return None
    if not (parts := _ETAG.fullmatch(given.strip())):
        raise InvalidRequest("header", Problem("If-Match", 'must be the ETag of the record as it was read, like "3"'))
    return int(parts[1])
