"""Are all creators of a market read, each once, on every engine?"""

from __future__ import annotations

import pytest

from marketplace.elastic import sweep as elastic
from marketplace.embedded import sweep as embedded
from marketplace.programme.directory import READ, person_of
from tests.contract.index import Index, random_creators
from tests.creators import make_creator


def swept(index: Index, market: str) -> list[str]:
    return [str(one["id"]) for some in index.engine.of_market(market, fields=("id",)) for one in some]


def test_a_market_has_its_creators_each_once(indexed: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "FOUND_AT_ONCE", 7)
    monkeypatch.setattr(embedded, "READ_AT_ONCE", 3)
    monkeypatch.setattr(elastic, "AT_ONCE", 5)
    by_market: dict[str, list[str]] = {}
    for creator in random_creators():
        by_market.setdefault(creator.market, []).append(creator.id)

    assert {market: sorted(swept(indexed, market)) for market in by_market} == {
        market: sorted(ids) for market, ids in by_market.items()
    }


def test_they_have_what_is_asked_for(indexed: Index) -> None:
    found = {str(one["id"]): one for some in indexed.engine.of_market("DE", fields=READ) for one in some}
    whole = indexed.engine.get([*found])

    assert found
    assert {name: person_of(one) for name, one in found.items()} == {
        name: person_of(one) for name, one in whole.items()
    }


def test_where_nothing_is_published_there_is_nobody(empty: Index) -> None:
    assert swept(empty, "DE") == []


def test_what_is_published_meanwhile_is_not_mixed_in(empty: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "READ_AT_ONCE", 1)
    monkeypatch.setattr(elastic, "AT_ONCE", 1)
    empty.publish("DE", make_creator(id="a"), make_creator(id="b"))
    reading = empty.engine.of_market("DE", fields=("id",))
    first = [str(one["id"]) for one in next(reading)]

    empty.publish("DE", make_creator(id="c"), make_creator(id="d"))

    assert sorted([*first, *(str(one["id"]) for some in reading for one in some)]) == ["a", "b"]
