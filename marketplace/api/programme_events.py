"""What does HTTP see of the events that the platform tells? That operators send them, and which were not taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response

from marketplace.accounts.roles import Role, Scope
from marketplace.api.answers import answer
from marketplace.api.endpoints import Endpoint, blueprint
from marketplace.api.gate import Needs
from marketplace.api.notation import Notation
from marketplace.api.parameters import Parameter
from marketplace.api.value_types import ValueType
from marketplace.programme.taking import MAX_EVENTS, Taking
from marketplace.programme.told import Refused

Asked = Mapping[str, Any]
PATH = "/v1/programme/events"


@dataclass(frozen=True)
class ProgrammeEventViews:
    """The views of the platform's events."""

    taking: Taking

    def take_programme_events(self, body: Asked, _query: Asked) -> Response:
        """Take events, each once for ever by its id; those that are not taken are named, with the reason."""
        taken = self.taking.take(body["events"])
        refused = [{"index": n, **shown_refusal(one)} for n, one in taken.refused.items()]
        return answer({"accepted": taken.accepted, "refused": refused})


def programme_events_blueprint(taking: Taking) -> Any:
    """The endpoint of the platform's events."""
    views = ProgrammeEventViews(taking)
    endpoints = (
        Endpoint(
            rule="",
            view=views.take_programme_events,
            body=(_events(),),
            gives="ProgrammeEventsTaken",
            needs=Needs(Scope.PROGRAMME, (Role.OPERATOR,)),
            changes=True,
        ),
    )
    description = "What the platform tells of creators: views, gifts, tips, reversals and facts."
    return blueprint("programme_events", description, prefix=PATH, endpoints=endpoints)


def shown_refusal(refused: Refused) -> dict[str, str]:
    """Why an event is not taken, as JSON has it."""
    known = {} if refused.id is None else {"id": refused.id}
    return {**known, "code": refused.code.value, "detail": refused.detail}


def _events() -> Parameter:
    # what is wrong with one event is said of it alone, and the others are taken
    value = ValueType(Notation(_body_only, _as_it_is), _as_it_is, {"$ref": "#/components/schemas/ProgrammeEvent"})
    return Parameter("events", "What happened, in any order.", value, many=MAX_EVENTS, required=True)


def _body_only(_: str) -> object:
    raise ValueError("is taken by a body only")


def _as_it_is(value: object) -> object:
    return value
