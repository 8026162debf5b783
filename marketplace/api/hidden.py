"""What does HTTP see of why creators are hidden? That operators hide some."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response

from marketplace.accounts.hiding import HidingService
from marketplace.api.accounts import OPERATOR
from marketplace.api.creators import ID
from marketplace.api.endpoints import Endpoint, blueprint
from marketplace.api.gate import caller
from marketplace.api.records import gone

Asked = Mapping[str, Any]


@dataclass(frozen=True)
class HiddenViews:
    """The views of hidden creators."""

    hidings: HidingService

    def hide_creator(self, _query: Asked, *, creator_id: str) -> Response:
        """Take a creator out of every answer, within 10 seconds; operators may."""
        self.hidings.hide(creator_id, by=caller())
        return gone()

    def unhide_creator(self, _query: Asked, *, creator_id: str) -> Response:
        """Take that back; a creator who is hidden for other reasons too stays so. Operators may."""
        self.hidings.unhide(creator_id, by=caller())
        return gone()


def hidden_blueprint(hidings: HidingService) -> Any:
    """The endpoints of hidden creators."""
    views, rule = HiddenViews(hidings), "/<creator_id:creator_id>/hidden"
    endpoints = (
        Endpoint(rule=rule, view=views.hide_creator, path=ID, gives="", method="PUT", status=204, needs=OPERATOR),
        Endpoint(
            rule=rule,
            view=views.unhide_creator,
            path=ID,
            gives="",
            method="DELETE",
            status=204,
            errors=(404,),
            needs=OPERATOR,
        ),
    )
    return blueprint("hidden", "Which creators operators hide.", prefix="/v1/creators", endpoints=endpoints)
