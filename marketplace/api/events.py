"""What does HTTP see of events? Those of one's own account, in the order of their numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response

from marketplace.accounts.roles import Scope
from marketplace.api.answers import answer
from marketplace.api.endpoints import Endpoint, blueprint
from marketplace.api.gate import Needs, caller
from marketplace.api.records import no_cursor
from marketplace.api.webhook_parameters import events_query
from marketplace.events.polling import Polling
from marketplace.events.shown import shown_event
from marketplace.search.query import DEFAULT_LIMIT

_CURSOR = re.compile(r"[0-9]{1,15}", re.ASCII)


@dataclass(frozen=True)
class EventViews:
    """The views of events."""

    polling: Polling

    def list_events(self, query: Mapping[str, Any]) -> Response:
        """What happened to the account's affairs, in order, each at least 30 days long.

        Ask again with the last id that was read as `after`, also when `next_cursor` is null: no event is ever
        given a number below one that can be read already.
        """
        cursor, limit = query.get("cursor", "0"), query.get("limit", DEFAULT_LIMIT)
        if not _CURSOR.fullmatch(cursor):
            raise no_cursor()
        after, types = max(query.get("after", 0), int(cursor)), query.get("types", ())
        found = self.polling.page(after=after, types=types, limit=limit + 1, by=caller())
        following = str(found[limit - 1].id) if len(found) > limit else None
        return answer({"events": [shown_event(one) for one in found[:limit]], "next_cursor": following})


def events_blueprint(polling: Polling) -> Any:
    """The endpoint of events."""
    needs = Needs(Scope.WEBHOOKS)
    endpoint = Endpoint(
        rule="", view=EventViews(polling).list_events, query=events_query(), gives="Events", needs=needs
    )
    return blueprint("events", "What happened, for who has no webhook.", prefix="/v1/events", endpoints=(endpoint,))
