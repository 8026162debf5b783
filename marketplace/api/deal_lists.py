"""How is a list of deals asked for and answered? Filters, an order, and a cursor that stands for the last one told."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from flask import Response

from marketplace.api.answers import answer
from marketplace.api.problems import InvalidRequest
from marketplace.deals.asking import NEVER, Order, Place, Sight, Wanted
from marketplace.deals.campaign import Campaign
from marketplace.deals.collaboration import Collaboration
from marketplace.deals.proposal import Proposal
from marketplace.errors import Problem
from marketplace.search.query import DEFAULT_LIMIT


class Dated(Protocol):
    """A record that changes."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def updated_at(self) -> int:
        """When it changed last, in microseconds."""


R = TypeVar("R", bound=Dated)

_PLACE = re.compile(r"(?P<order>[a-z_-]+):(?P<value>\d{1,19}):(?P<id>[a-z]{3}_[0-9a-f]{1,36})", re.ASCII)


def wanted(query: Mapping[str, Any]) -> Wanted:
    """The page that a query asks for, and one record more, which tells whether there is a next one."""
    order = Order(query.get("sort", Order.UPDATED))
    filters = {name: value for name, value in query.items() if name not in ("limit", "cursor", "sort")}
    after = _place(query["cursor"], order) if "cursor" in query else None
    return Wanted(sight=Sight(), filters=filters, order=order, after=after, limit=query.get("limit", DEFAULT_LIMIT) + 1)


def listed(name: str, found: Sequence[R], *, asked: Wanted, show: Callable[[R], Mapping[str, Any]]) -> Response:
    """A page of a list."""
    limit = asked.limit - 1
    shown = found[:limit]
    following = _cursor(shown[-1], asked.order) if len(found) > limit else None
    return answer({name: [show(one) for one in shown], "next_cursor": following})


def _cursor(record: Dated, order: Order) -> str:
    value: int | None = record.updated_at
    if order is Order.DEADLINE:
        assert isinstance(record, Campaign | Proposal | Collaboration)
        value = record.ends_at if isinstance(record, Campaign) else record.deadline_at
    return _written(f"{order}:{NEVER if value is None else value}:{record.id}")


def _written(text: str) -> str:
    return urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def _place(cursor: str, order: Order) -> Place:
    try:
        text = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except ValueError:
        text = ""
    said = _PLACE.fullmatch(text)
    # what decodes to the same text in another way was not given by us, nor was a place behind all others
    if said is None or _written(text) != cursor or int(said["value"]) > NEVER:
        raise _wrong("is no cursor of this list: take the next_cursor of the page before")
    if said["order"] != order:
        raise _wrong(f"is of a list in another order: this one is sorted by {order}")
    return Place(int(said["value"]), said["id"])


def _wrong(detail: str) -> InvalidRequest:
    return InvalidRequest("query", Problem("cursor", detail))
