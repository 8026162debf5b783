"""What does HTTP see of creators? The searches, and creators by id and handle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from flask import Response, g
from werkzeug.routing import BaseConverter

from marketplace.api.answers import answer, page_content, sparse
from marketplace.api.endpoints import Endpoint, blueprint
from marketplace.api.gate import SEARCH
from marketplace.api.language import chosen_language
from marketplace.api.parameters import (
    exclude_ids_parameter,
    fields_parameter,
    ids_parameter,
    lang_parameter,
    market_parameter,
    search_parameters,
)
from marketplace.api.problems import InvalidRequest
from marketplace.api.reaching import reach_for
from marketplace.creators.fields import CREATOR_ID, FIELDS, RESERVED_IDS
from marketplace.errors import Problem
from marketplace.search.asked import query_from
from marketplace.search.service import SearchService

Asked = Mapping[str, Any]

MAX_ID_LENGTH = FIELDS["id"].max_length
ID = {"creator_id": {"schema": {"type": "string", "pattern": f"^{CREATOR_ID}$", "maxLength": MAX_ID_LENGTH}}}


class CreatorIdConverter(BaseConverter):
    """A path segment that could be an id: no longer than one, and no word of the API's own.

    So GET of a path that takes POST is 405 and not 404.
    """

    regex = rf"(?!(?:{'|'.join(sorted(RESERVED_IDS))})\Z)[^/]{{1,{MAX_ID_LENGTH}}}"
    part_isolating = True


@dataclass(frozen=True)
class CreatorViews:
    """The views of creators."""

    search: SearchService

    def search_creators(self, query: Asked) -> Response:
        """Search creators.

        Values of one field are alternatives, different fields must all hold. Facet counts are exact and multi-select:
        the count of a value is the number of creators that have it under every filter but the field's own.
        """
        return creator_page(self.search, query, lang=query.get("lang"))

    def search_creators_by_body(self, body: Asked, query: Asked) -> Response:
        """Search creators by a JSON body.

        The parameters of the search by URL, and exclude_ids; a scalar stands for a list of one.
        """
        if "lang" in body and "lang" in query:
            raise InvalidRequest("query", Problem("lang", "is in the body too: give it once"))
        return creator_page(self.search, body, lang=body.get("lang") or query.get("lang"))

    def get_creator(self, query: Asked, creator_id: str) -> Response:
        """One creator by id."""
        return answer(sparse(self.search.creator(creator_id, reach_for()), tuple(query.get("fields", ()))))

    def get_creator_by_handle(self, query: Asked, handle: str) -> Response:
        """One creator by handle.

        Compared without case and accents. When creators of several markets have it, market is needed.
        """
        found = self.search.by_handle(handle, query.get("market"), reach=reach_for())
        return answer(sparse(found, tuple(query.get("fields", ()))))

    def lookup_creators(self, body: Asked, _query: Asked) -> Response:
        """Many creators by id, in the order asked."""
        ids = tuple(dict.fromkeys(body["ids"]))
        found = self.search.lookup(ids, reach_for())
        creators = [found[one] for one in ids if one in found]
        return answer({"creators": creators, "missing": [one for one in ids if one not in found]})


def creator_page(search: SearchService, asked: Asked, *, lang: str | None) -> Response:
    """What a search finds within the reach of the caller; raises InvalidInput."""
    reach = reach_for(asked)
    found = search.search(query_from(asked, reach), reach)
    took_ms = round((perf_counter() - g.started) * 1000)
    return answer(page_content(found, language=chosen_language(lang), took_ms=took_ms))


def creators_blueprint(search: SearchService) -> Any:
    """The endpoints of creators."""
    views = CreatorViews(search)
    endpoints = (*_searches(views), *_one_by_one(views))
    return blueprint("creators", "Find creators.", prefix="/v1/creators", endpoints=endpoints)


def _searches(views: CreatorViews) -> tuple[Endpoint, ...]:
    by_url = search_parameters()
    by_body = (*by_url, exclude_ids_parameter())
    lang = (lang_parameter(),)
    return (
        Endpoint(rule="", view=views.search_creators, query=by_url, gives="CreatorPage", needs=SEARCH),
        Endpoint(
            rule="/search",
            view=views.search_creators_by_body,
            query=lang,
            body=by_body,
            gives="CreatorPage",
            needs=SEARCH,
        ),
        Endpoint(
            rule="/lookup",
            view=views.lookup_creators,
            query=lang,
            body=(ids_parameter(),),
            gives="Lookup",
            needs=SEARCH,
        ),
    )


def _one_by_one(views: CreatorViews) -> tuple[Endpoint, ...]:
    shown = (fields_parameter(), lang_parameter())
    return (
        Endpoint(
            rule="/<creator_id:creator_id>",
            view=views.get_creator,
            query=shown,
            path=ID,
            gives="Creator",
            errors=(404,),
            needs=SEARCH,
        ),
        Endpoint(
            rule="/by-handle/<handle>",
            view=views.get_creator_by_handle,
            query=(market_parameter(), *shown),
            path={"handle": {"description": "With or without @.", "schema": {"type": "string"}}},
            gives="Creator",
            errors=(404,),
            needs=SEARCH,
        ),
    )
