"""Is the service alive, and can it answer?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response

from marketplace.api.answers import answer
from marketplace.api.endpoints import Endpoint, blueprint
from marketplace.api.problems import unavailable
from marketplace.errors import EngineUnavailable
from marketplace.search.service import SearchService

NO_DATABASE = {"state": "unused"}
"""Nothing is kept in a database yet."""


@dataclass(frozen=True)
class HealthViews:
    """The views of the service's health."""

    search: SearchService

    def live(self, _query: Mapping[str, Any]) -> Response:
        """Whether the process answers."""
        return answer({"state": "live"})

    def ready(self, _query: Mapping[str, Any]) -> Response:
        """Whether everything that answers need is there, each with its state."""
        try:
            published = self.search.published().markets.values()
        except EngineUnavailable as error:
            return unavailable(error, state="unavailable", engine={"state": "unavailable"}, database=NO_DATABASE)
        creators = sum(one.creators for one in published)
        engine = {"state": "ready", "markets": len(published), "creators": creators}
        return answer({"state": "ready", "engine": engine, "database": NO_DATABASE})


def health_blueprint(search: SearchService) -> Any:
    """The endpoints of health."""
    views = HealthViews(search)
    endpoints = (
        Endpoint(rule="/live", view=views.live, gives="Live"),
        Endpoint(rule="/ready", view=views.ready, gives="Ready", errors=(503,)),
    )
    return blueprint("health", "Is the service well?", prefix="/health", endpoints=endpoints)
