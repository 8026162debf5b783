"""Does Elasticsearch answer the benchmarks alike, asked in the usual way and as this project asks it?"""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from benchmarks.agreement import check_agreement
from benchmarks.contenders import Contender, OnElasticsearch
from benchmarks.ready import take_in
from benchmarks.workload import Parameters
from marketplace.elastic.document import ready_creator
from marketplace.search.parameters import facet_names
from tests.contract.index import random_creators
from tests.elastic.conftest import Place

ALL = list(facet_names())
WITHOUT = [one.id for one in random_creators()[:50]]


@pytest.fixture
def contenders(place: Place, elasticsearch_url: str, tmp_path: Path) -> Sequence[Contender]:
    """Raw Elasticsearch in both ways, with the same creators."""
    place.index().fill(random_creators())
    ready = tmp_path / "ready.ndjson"
    ready.write_bytes(b"".join(ready_creator(one).body for one in random_creators()))
    url = urlsplit(elasticsearch_url)
    on = OnElasticsearch(place.client, (str(url.hostname), int(url.port or 80)), place.prefix, f"{place.prefix}-usual")
    take_in(place.client, on.usual_index, address=on.address, files=[ready])
    return on.contenders(0)[:2]


def test_both_ways_to_ask_give_the_same_answers(contenders: Sequence[Contender]) -> None:
    searches: Sequence[Parameters] = (
        {},
        {"market": ["DE", "FR"], "topics": ["beauty", "food"], "followers_min": 1_000, "facets": ALL},
        {"q": "vegan", "market": ["DE", "US", "JP"], "verified": [True], "hashtags_all": ["vegan"]},
        {"q": "veg", "as_you_type": True, "market": ["DE"], "facets": ["none"]},
        {"q": "-vegan -food", "exclude_ids": WITHOUT, "facets": ALL, "sort": "price_usd"},
        {"q": "vegna", "facets": ["market", "topics"], "market": ["DE", "US"]},
        {"q": "vegna trevel", "exclude_ids": WITHOUT},
    )

    assert check_agreement(contenders, searches) == "answers agree: 7 of 7"
