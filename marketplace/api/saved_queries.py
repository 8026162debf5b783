"""How is the JSON of a saved search read? As POST /v1/creators/search reads its body, but for what is of one page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import marshmallow
import orjson

from marketplace.api.notation import Notation, json_type
from marketplace.api.parameters import Parameter, exclude_ids_parameter, search_parameters, unknown
from marketplace.api.problems import InvalidRequest
from marketplace.api.schemas import body_schema, parameters_of
from marketplace.api.value_types import ValueType
from marketplace.errors import InvalidInput, Problem
from marketplace.saved.search import MAX_QUERY_BYTES
from marketplace.search.asked import Asked, query_from
from marketplace.search.query import CreatorQuery

NAME = "query"
NOT_SAVED = frozenset({"cursor", "page", "in_list", "not_in_list"})
"""Of one page; and what is not applied to alerts (see `saved/sieving.py`)."""


def query_parameter(*, required: bool) -> Parameter:
    """The search itself."""
    description = "What POST /v1/creators/search takes, without cursor and page; it is kept as it is given."
    schema = {"allOf": [{"$ref": "#/components/schemas/SearchCreatorsByBody"}]}
    return Parameter(NAME, description, ValueType(Notation(_no_text, _object), _small, schema), required=required)


def asked_from(query: Mapping[str, Any]) -> Asked:
    """The parameters of a saved search; raises InvalidInput naming those that are wrong as `query.<name>`."""
    schema = _schema()
    try:
        asked: Asked = schema.load(query)
    except marshmallow.ValidationError as error:
        known, messages = parameters_of(schema), error.messages_dict
        wrong = [
            Problem(name, messages[name][0] if name in known else unknown(name, tuple(known.values())))
            for name in sorted(messages)
        ]
        raise _named(wrong) from None
    return asked


def read_query(query: Mapping[str, Any]) -> CreatorQuery:
    """The query of a saved search, for everybody; raises InvalidInput as `asked_from` does."""
    asked = asked_from(query)
    try:
        return query_from(asked)
    except InvalidInput as error:
        raise _named(error.problems) from None


@cache
def _schema() -> marshmallow.Schema:
    taken = (one for one in search_parameters() if one.name not in NOT_SAVED)
    return body_schema("SavedQuery", (*taken, exclude_ids_parameter()))


def _named(problems: list[Problem] | tuple[Problem, ...]) -> InvalidRequest:
    return InvalidRequest("body", *(Problem(f"{NAME}.{one.name}", one.detail) for one in problems))


def _no_text(_: str) -> object:
    raise ValueError("is taken by a body only")


def _object(value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"must be an object, as POST /v1/creators/search takes it, not {json_type(value)}")
    return value


def _small(value: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        size = len(orjson.dumps(value))
    except TypeError:  # of what was read as JSON it refuses nothing else
        raise ValueError("is nested too deeply") from None
    if size > MAX_QUERY_BYTES:
        raise ValueError(f"has {size} bytes: at most {MAX_QUERY_BYTES} are kept")
    return value
