"""Is it told over HTTP how a text was understood, and why each hit was found?"""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.api.conftest import make_client
from tests.api.test_search_answers import search
from tests.creators import make_creator, published_of
from tests.judge import JudgeEngine


def test_hits_without_a_text_have_no_match(client: FlaskClient) -> None:
    assert not any("match" in creator for creator in search(client, "")["creators"])


def test_typos_are_corrected_and_the_pages_after_know_of_it() -> None:
    creators = [make_creator(id=f"c{number}", bio="vegan") for number in range(3)]
    client = make_client(JudgeEngine(creators, published_of(creators)))
    first = search(client, "q=vegn&limit=2&facets=none")
    assert (first["total"], first["corrections"], first["creators"][0]["match"]["class"]) == (
        3,
        {"vegn": "vegan"},
        "typo",
    )
    second = search(client, f"q=vegn&limit=2&facets=none&cursor={first['next_cursor']}")
    assert len({creator["id"] for creator in first["creators"] + second["creators"]}) == 3
    refused = client.get(f"/v1/creators?q=vegn&typos=off&cursor={first['next_cursor']}")
    assert refused.status_code == 422


def test_highlights_come_when_asked_for(client: FlaskClient) -> None:
    (anna,) = search(client, "q=ann&as_you_type=true&highlight=true")["creators"]
    assert anna["match"]["class"] == "prefix"
    assert anna["match"]["highlights"]["handle"] == ["<mark>anna</mark>"]


@pytest.mark.parametrize("query", ["typos=maybe", "as_you_type=yes", "highlight=1", "typos=off&typos=auto"])
def test_ways_to_read_a_text_are_taken_strictly(client: FlaskClient, query: str) -> None:
    assert client.get(f"/v1/creators?q=anna&{query}").status_code == 422
