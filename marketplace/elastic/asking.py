"""How are several searches asked in one round trip, so that only whole answers come back?"""

from __future__ import annotations

from collections.abc import Sequence

from elasticsearch import Elasticsearch

from marketplace.elastic.compile import Request
from marketplace.elastic.errors import Response, check_whole, translated
from marketplace.errors import EngineUnavailable


def multi_search(client: Elasticsearch, requests: Sequence[Request]) -> tuple[Response | None, ...]:
    """The answer to each request, None to one that asks no index.

    Raises EngineUnavailable unless every answer is whole, IndexGone when an index is not there.
    """
    asked = [request for request in requests if request.indices]
    if not asked:
        return (None,) * len(requests)
    with translated():
        answered = client.msearch(searches=[line for request in asked for line in (request.header, request.body)])
    if not isinstance(answered.body, dict) or "responses" not in answered.body:
        raise EngineUnavailable("something else than elasticsearch answers: see ELASTICSEARCH_URL")
    responses = iter([check_whole(response) for response in answered["responses"]])
    return tuple(next(responses) if request.indices else None for request in requests)
