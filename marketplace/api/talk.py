"""What does HTTP see of messages and history? The same for campaigns, proposals and collaborations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from flask import Response, request

from marketplace.accounts.roles import Scope
from marketplace.api.account_parameters import MAX_ID, page_parameters
from marketplace.api.answers import answer
from marketplace.api.deal_parameters import message_parameters
from marketplace.api.endpoints import Endpoint
from marketplace.api.gate import Needs, caller
from marketplace.api.records import behind, page
from marketplace.deals.services import DealServices
from marketplace.deals.shown import shown_entry, shown_message
from marketplace.deals.sides import side_of
from marketplace.errors import NotFound
from marketplace.search.query import DEFAULT_LIMIT

Asked = Mapping[str, Any]
Noun = Literal["campaign", "proposal", "collaboration"]

_PREFIXES = {"campaign": "cmp_", "proposal": "prp_", "collaboration": "col_"}


@dataclass(frozen=True)
class TalkViews:
    """What is read and written about records of one kind."""

    deals: DealServices
    noun: Noun

    def endpoints(self) -> tuple[Endpoint, ...]:
        """The endpoints behind each record."""
        name = f"{self.noun}_id"
        one: dict[str, Any] = {
            "path": {name: {"schema": {"type": "string", "maxLength": MAX_ID}}},
            "needs": Needs(Scope.DEALS),
            "errors": (404,),
        }
        messages, history = f"/<{name}>/messages", f"/<{name}>/history"
        write: dict[str, Any] = {"body": message_parameters(), "gives": "Message", "status": 201, "changes": True}
        return (
            Endpoint(**one, **write, rule=messages, view=self._named(self._write, "write_{}_message")),
            Endpoint(
                **one,
                rule=messages,
                view=self._named(self._messages, "list_{}_messages"),
                query=page_parameters(),
                gives="Messages",
            ),
            Endpoint(**one, rule=history, view=self._named(self._history, "get_{}_history"), gives="History"),
        )

    def _write(self, body: Asked, _query: Asked, **path: str) -> Response:
        """Write to the other side; in a campaign's thread its brand speaks to all that it has proposed to."""
        message = self.deals.talk.write(self._id(path), body["text"], by=caller())
        response = answer(shown_message(message, account_id=caller().account.id, side=side_of(caller())))
        response.status_code = 201
        response.headers["Location"] = request.path
        return response

    def _messages(self, query: Asked, **path: str) -> Response:
        """What was written, the oldest first."""
        limit, after = query.get("limit", DEFAULT_LIMIT), behind(query, "msg")
        found = self.deals.talk.messages(self._id(path), after=after, limit=limit + 1, by=caller())
        side, account = side_of(caller()), caller().account.id
        return page("messages", [shown_message(one, account_id=account, side=side) for one in found], limit=limit)

    def _history(self, _query: Asked, **path: str) -> Response:
        """What has become of it: who did what when, and which fields it changed."""
        return answer({"history": [shown_entry(one) for one in self.deals.talk.history(self._id(path), by=caller())]})

    def _id(self, path: Mapping[str, str]) -> str:
        (found,) = path.values()
        if not found.startswith(_PREFIXES[self.noun]):
            raise NotFound(f"there is no {self.noun} {found}")
        return found

    def _named(self, view: Any, name: str) -> Any:
        """The view under a name of its own: OpenAPI calls each operation by it."""

        def called(*given: Any, **path: str) -> Response:
            response: Response = view(*given, **path)
            return response

        called.__name__, called.__doc__ = name.format(self.noun), view.__doc__
        return called
