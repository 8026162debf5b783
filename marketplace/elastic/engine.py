"""Elasticsearch as an `Engine`: one index a market, asked in one round trip."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from elasticsearch import Elasticsearch

from marketplace.creators.money import configured_rates
from marketplace.elastic.asking import multi_search
from marketplace.elastic.clauses import Clause, by_id, every, term
from marketplace.elastic.compile import Request, Searched, compile_search
from marketplace.elastic.errors import IndexGone
from marketplace.elastic.filters import passing
from marketplace.elastic.lookups import compile_documents, compile_market_counts
from marketplace.elastic.names import words_index
from marketplace.elastic.parse import documents, market_counts, parse_page, similar_words
from marketplace.elastic.published import Kept, Live, read_live
from marketplace.elastic.recent import RecentPages
from marketplace.elastic.sweep import swept
from marketplace.elastic.words import Similar, compile_similar
from marketplace.errors import IndexMismatch
from marketplace.search.filters import FieldFilter
from marketplace.search.page import CreatorPage, Document, Documents, Published
from marketplace.search.query import CreatorQuery
from marketplace.text.query import TextQuery

Answer = TypeVar("Answer")


class ElasticEngine:
    """Searches what is published under a prefix; sees a publication after a second at most."""

    def __init__(self, client: Elasticsearch, prefix: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._prefix = prefix
        self._kept = Kept(lambda: read_live(client, prefix), clock)
        self._recent = RecentPages()

    def search(self, query: CreatorQuery, *, today: int) -> CreatorPage:
        """See `Engine.search`."""
        return self._answered(lambda live: self._page(query, live, today=today))

    def get(self, ids: Sequence[str], forced: tuple[FieldFilter, ...] = ()) -> Mapping[str, Document]:
        """See `Engine.get`; of a creator on the way from one market to another, the newer."""
        found = self._answered(
            lambda live: self._documents(live, live.aliases.values(), clause=_forced(by_id(ids), forced, live=live))
        )
        return {str(one["id"]): one for one in found}

    def by_handle(self, handle: str, market: str | None, *, forced: tuple[FieldFilter, ...] = ()) -> Documents:
        """See `Engine.by_handle`; in the order of their ids."""
        bearer = term("handle", handle)
        found = self._answered(
            lambda live: self._documents(live, _names(live, market), clause=_forced(bearer, forced, live=live))
        )
        return tuple(sorted(found, key=lambda one: str(one["id"])))

    def of_market(self, market: str, *, fields: tuple[str, ...]) -> Iterator[Documents]:
        """See `Engine.of_market`."""
        live = self._kept.get()
        names = _names(live, market)
        _check_release(live, names)
        for name in names:
            yield from swept(self._client, name, fields=fields)

    def published(self) -> Published:
        """See `Engine.published`; the creators are counted now, where this release can read them."""
        return self._answered(self._published)

    def _answered(self, ask: Callable[[Live], Answer]) -> Answer:
        """The answer; when an index is gone since what is published was read, that is read and asked again, once."""
        try:
            return ask(self._kept.get())
        except IndexGone:
            self._kept.forget()
            return ask(self._kept.get())

    def _page(self, query: CreatorQuery, live: Live, *, today: int) -> CreatorPage:
        return self._recent.page(query, live, today=today, ask=lambda: self._search(query, live, today=today))

    def _search(self, query: CreatorQuery, live: Live, *, today: int) -> CreatorPage:
        similar = self._similar(query.text, live) if query.text and query.text.forgiving else {}
        plan = compile_search(query, Searched(live.aliases, live.published, today, similar))
        _check_release(live, {name for request in plan.requests for name in request.indices})
        return parse_page(query, plan, responses=multi_search(self._client, plan.requests))

    def _similar(self, text: TextQuery, live: Live) -> Similar:
        """The words there are near the words typed; a round trip that is made when nothing was found without."""
        asked = compile_similar(text) if live.indices else {}
        requests = [Request((words_index(self._prefix),), body) for body in asked.values()]
        responses = multi_search(self._client, requests)
        return {word: similar_words(response) for word, response in zip(asked, responses, strict=True)}

    def _documents(self, live: Live, indices: Collection[str], *, clause: Clause) -> Documents:
        _check_release(live, indices)
        (response,) = multi_search(self._client, [compile_documents(indices, clause)])
        return documents(response["hits"]["hits"]) if response else ()

    def _published(self, live: Live) -> Published:
        own = live.own.aliases
        (response,) = multi_search(self._client, [compile_market_counts(own.values())])
        counts = market_counts(response) if response else {}
        told = live.published.markets
        counted = {code: replace(told[code], creators=counts.get(code, 0)) for code in own}
        return replace(live.published, markets={**told, **counted})


def _forced(clause: Clause, forced: tuple[FieldFilter, ...], *, live: Live) -> Clause:
    """A clause, of those who pass these filters."""
    rates = live.published.rates or configured_rates()
    must, must_not = [clause], []
    for one in forced:
        needed, excluded = passing(one, rates)
        must += needed
        must_not += excluded
    return every(must, must_not)


def _names(live: Live, market: str | None) -> Collection[str]:
    return [name for code, name in live.aliases.items() if market in (None, code)]


def _check_release(live: Live, asked: Collection[str]) -> None:
    """Refuse an index of another release: its columns may mean something else."""
    aliases = live.aliases
    for market, index in live.indices.items():
        if index.outdated and aliases[market] in asked:
            raise IndexMismatch(f"{index.name} was made by another release: run `python -m indexer sync`")
