"""Is the service alive, and can it answer?"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, g

from marketplace.accounts.ports import Records
from marketplace.api.answers import answer
from marketplace.api.endpoints import Endpoint, blueprint
from marketplace.api.problems import unavailable
from marketplace.errors import EngineUnavailable, StoreUnavailable
from marketplace.search.service import SearchService

UNUSED, READY, UNAVAILABLE = "unused", "ready", "unavailable"
"""The states of the database: without accounts nobody asks it."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class HealthViews:
    """The views of the service's health."""

    search: SearchService
    records: Records | None

    def live(self, _query: Mapping[str, Any]) -> Response:
        """Whether the process answers."""
        return answer({"state": "live"})

    def ready(self, _query: Mapping[str, Any]) -> Response:
        """Whether everything that answers need is there, each with its state.

        While the database is away searches go on, so that alone is no reason to send nobody here.
        """
        database = {"state": self._database()}
        try:
            published = self.search.published().markets.values()
        except EngineUnavailable as error:
            return unavailable(error, state="unavailable", engine={"state": "unavailable"}, database=database)
        creators = sum(one.creators for one in published)
        engine = {"state": "ready", "markets": len(published), "creators": creators}
        return answer({"state": "ready", "engine": engine, "database": database})

    def _database(self) -> str:
        if self.records is None:
            return UNUSED
        try:
            with self.records.reading():
                return READY
        except StoreUnavailable as error:
            logger.error("%s database unavailable: %s", g.request_id, error)
            return UNAVAILABLE


def health_blueprint(search: SearchService, records: Records | None = None) -> Any:
    """The endpoints of health."""
    views = HealthViews(search, records)
    endpoints = (
        Endpoint(rule="/live", view=views.live, gives="Live"),
        Endpoint(rule="/ready", view=views.ready, gives="Ready", errors=(503,)),
    )
    return blueprint("health", "Is the service well?", prefix="/health", endpoints=endpoints)
