"""What does HTTP see of markets and topics?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response

from marketplace.api.answers import answer
from marketplace.api.endpoints import Endpoint, blueprint
from marketplace.api.gate import SEARCH
from marketplace.api.language import chosen_language
from marketplace.api.parameters import lang_parameter
from marketplace.api.reaching import reach_for
from marketplace.creators.labels import label
from marketplace.creators.markets import Market, markets
from marketplace.creators.times import format_time
from marketplace.creators.topics import topics
from marketplace.search.page import PublishedMarket
from marketplace.search.service import SearchService


@dataclass(frozen=True)
class CatalogueViews:
    """The views of what creators are sorted by."""

    search: SearchService

    def list_markets(self, query: Mapping[str, Any]) -> Response:
        """All markets, with what is published of each."""
        language = chosen_language(query.get("lang"))
        published = self.search.published(reach_for()).markets
        return answer(
            {"markets": [_market(one, published.get(one.code), language=language) for one in markets().values()]}
        )

    def list_topics(self, query: Mapping[str, Any]) -> Response:
        """The topic tree."""
        language = chosen_language(query.get("lang"))
        return answer({"topics": [_topic(one.id, language) for one in topics().values() if not one.parent]})


def catalogue_blueprint(search: SearchService) -> Any:
    """The endpoints of markets and topics."""
    views = CatalogueViews(search)
    lang = (lang_parameter(),)
    endpoints = (
        Endpoint(rule="/markets", view=views.list_markets, query=lang, gives="Markets", needs=SEARCH),
        Endpoint(rule="/topics", view=views.list_topics, query=lang, gives="Topics", needs=SEARCH),
    )
    return blueprint("catalogue", "What creators are sorted by.", prefix="/v1", endpoints=endpoints)


def _market(market: Market, published: PublishedMarket | None, *, language: str) -> dict[str, Any]:
    times = {"as_of": format_time(published.as_of), "synced_at": format_time(published.synced_at)} if published else {}
    return {
        "code": market.code,
        "name": label("market", market.code, language=language),
        "languages": market.languages,
        "currency": market.currency,
        "area": market.area,
        "creators": published.creators if published else 0,
        **times,
    }


def _topic(topic: str, language: str) -> dict[str, Any]:
    children = [_topic(one.id, language) for one in topics().values() if one.parent == topic]
    return {
        "value": topic,
        "label": label("topics", topic, language=language),
        **({"children": children} if children else {}),
    }
