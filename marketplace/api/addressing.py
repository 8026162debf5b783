"""To whom does a request propose? To the creators that it names, or to those on the list that it names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from flask import g, request

from marketplace.accounts.caller import Caller
from marketplace.api.body import read_object
from marketplace.api.deal_parameters import MAX_CREATORS
from marketplace.api.problems import InvalidRequest
from marketplace.errors import Forbidden, InvalidInput, Problem
from marketplace.saved.lists import ListService


@dataclass(frozen=True)
class Addressing:
    """Finds them."""

    lists: ListService

    def creators(self, body: Mapping[str, Any], *, by: Caller) -> Sequence[str]:
        """Their ids, as a body that was read names them; raises InvalidInput, Forbidden and StoreUnavailable."""
        if "list_id" not in body:
            if "creator_ids" not in body:
                raise InvalidRequest("body", Problem("creator_ids", "is required, or list_id in its place"))
            named: Sequence[str] = body["creator_ids"]
            return named
        if "creator_ids" in body:
            raise InvalidRequest("body", Problem("list_id", "can't stand beside creator_ids: name one of them"))
        known: Sequence[str] | None = g.get("on_list")
        return self.lists.creators(body["list_id"], most=MAX_CREATORS, by=by) if known is None else known

    def prepared(self, *, by: Caller) -> Sequence[str]:
        """Their ids as far as they can be known before the body is checked; what is wrong with it is told later."""
        body = read_object(request)
        ids, list_id = body.get("creator_ids"), body.get("list_id")
        if ids is None and isinstance(list_id, str):
            with suppress(InvalidInput, Forbidden):  # it may have been answered before, when there was such a list
                g.on_list = self.lists.creators(list_id, most=MAX_CREATORS, by=by)
            found: Sequence[str] = g.get("on_list", ())
            return found
        named = [one for one in (ids if isinstance(ids, list) else [ids]) if isinstance(one, str)]
        return named if len(named) <= MAX_CREATORS else ()
