"""What may be found and seen by a scoped key? Its claims as a `Reach`, or the refusal of a wrong one."""

from __future__ import annotations

from functools import cache

import marshmallow

from marketplace.accounts.scoped_keys import ScopedKey
from marketplace.api.parameters import forced_parameters, unknown
from marketplace.api.schemas import body_schema, parameters_of
from marketplace.errors import Forbidden, InvalidInput, Unauthorized
from marketplace.search.asked import Asked, filters_from
from marketplace.search.query import MAX_LIMIT
from marketplace.search.reach import Reach, hidden_with


def reach_of(key: ScopedKey) -> Reach:
    """What a scoped key leaves; raises Unauthorized naming the claim that can't be kept to."""
    asked = _filters(key)
    try:
        forced, hidden = filters_from(asked), hidden_with(key.hide)
    except InvalidInput as error:
        raise _refused("filters", str(error)) from None
    except ValueError as error:
        raise _refused("hide", str(error)) from None
    without, most = frozenset(asked.get("exclude_ids", ())), min(key.max_limit or MAX_LIMIT, MAX_LIMIT)
    contacted = bool(asked.get("exclude_contacted"))
    return Reach(
        forced=forced,
        without=without,
        contacted=contacted,
        in_list=tuple(asked.get("in_list", ())),
        not_in_list=tuple(asked.get("not_in_list", ())),
        hidden=hidden,
        max_limit=most,
    )


def is_for(key: ScopedKey, origin: str) -> bool:
    """Whether a key may be used on a page."""
    return key.origins is None or origin.lower() in key.origins


def check_origin(key: ScopedKey, origin: str | None) -> None:
    """Raise Forbidden for a page that the key may not be used on."""
    if is_for(key, origin or ""):
        return
    raise Forbidden(
        f"the scoped key can't be used on {origin[:100]}: make one with this page among its origins"
        if origin
        else "the scoped key is for pages: their browsers send Origin, which is not there"
    )


def _filters(key: ScopedKey) -> Asked:
    schema = _schema()
    try:
        asked: Asked = schema.load(key.filters)
    except marshmallow.ValidationError as error:
        name = min(error.messages_dict)
        known = parameters_of(schema)
        detail = error.messages_dict[name][0] if name in known else unknown(name, tuple(known.values()))
        raise _refused("filters", f"{name[:100]}: {detail}") from None
    return asked


@cache
def _schema() -> marshmallow.Schema:
    return body_schema("ForcedFilters", forced_parameters())


def _refused(claim: str, detail: str) -> Unauthorized:
    return Unauthorized(f"the scoped key has wrong {claim}: {detail}")
