"""Can a changed, made-up or foreign cursor break a search, or its order? 9,000 of them, on a real index.

Through the whole application but the socket. A page that is answered is a stretch of the whole list.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.writers.embedded import EmbeddedWriter
from marketplace.embedded.engine import EmbeddedEngine
from marketplace.search import cursor as cursors
from marketplace.search.asked import query_from
from tests.api.conftest import make_client
from tests.contract.index import Index
from tests.creators import make_creators

EACH = settings(max_examples=1_500)
LIMIT = 4
TIE = 2  # where in a position it is

ASKED: tuple[dict[str, Any], ...] = (
    {},
    {"q": "vegan", "typos": "off"},
    {"sort": "price_usd"},
    {"sort": "-engagement_rate", "market": ["DE", "FR"]},
    {"sort": "updated_at", "exclude_ids": ["c1", "c2"]},
    {"sort": "-last_posted_at", "verified": [True]},
)
"""Searches that differ in all that binds a cursor. A typo would be found after the words as they are written."""

NUMBERS = st.one_of(st.integers(), st.integers(-(2**70), 2**70), st.floats(), st.sampled_from([2**63, -(2**63), 1e308]))
ODD = st.one_of(st.none(), st.booleans(), NUMBERS, st.text(max_size=3), st.lists(st.integers(), max_size=2))


@dataclass(frozen=True)
class Walked:
    """A search, the ids of all that it finds in their order, and the cursors of its pages."""

    client: FlaskClient
    asked: dict[str, Any]
    order: Sequence[str]
    cursors: Sequence[str]

    def answered(self, cursor: str) -> int:
        """The status of the answer to a cursor: a stretch of the whole list, or a refusal."""
        response = post(self.client, {**self.asked, "cursor": cursor})
        if response.status_code == 200:
            ids = ids_of(response)
            start = self.order.index(ids[0]) if ids else len(self.order)
            assert ids == self.order[start : start + LIMIT]
        else:
            assert (response.status_code, response.mimetype) == (422, "application/problem+json"), response.text
            assert {one["name"] for one in response.json["errors"]} == {"cursor"}
        return int(response.status_code)


@pytest.fixture(scope="module")
def walks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Walked, ...]:
    """Every search, walked to its end."""
    folder = tmp_path_factory.mktemp("index")
    Index(EmbeddedEngine(folder), EmbeddedWriter(folder), forget=lambda: None).fill(make_creators(80, seed=5))
    client = make_client(EmbeddedEngine(folder))
    return tuple(walked(client, asked) for asked in ASKED)


def walked(client: FlaskClient, asked: dict[str, Any]) -> Walked:
    """A search, walked to its end."""
    ids, found, cursor = [], [], {}
    while cursor is not None:
        response = post(client, {**asked, **cursor})
        ids += ids_of(response)
        following = response.json["next_cursor"]
        found += [following] if following else []
        cursor = {"cursor": following} if following else None
    assert len(found) > 1
    return Walked(client, asked, ids, found)


def post(client: FlaskClient, asked: dict[str, Any]) -> Any:
    """The answer to a search; what UTF-8 can't carry is escaped."""
    body = json.dumps({"limit": LIMIT, "facets": "none", "fields": "id", **asked})
    return client.post("/v1/creators/search", data=body, content_type="application/json")


def ids_of(response: Any) -> list[str]:
    """Who is on a page."""
    return [one["id"] for one in response.json["creators"]]


chosen = st.tuples(st.integers(0, len(ASKED) - 1), st.integers(0))


def one_of(walks: tuple[Walked, ...], chosen: tuple[int, int]) -> tuple[Walked, str]:
    """A search and one of its cursors."""
    walk = walks[chosen[0]]
    return walk, walk.cursors[chosen[1] % len(walk.cursors)]


@given(chosen=chosen, start=st.integers(0, 80), dropped=st.integers(0, 80), put=st.text(max_size=4))
@EACH
def test_a_cursor_that_is_cut_or_added_to_is_refused_or_in_order(
    walks: tuple[Walked, ...], chosen: tuple[int, int], start: int, dropped: int, put: str
) -> None:
    walk, cursor = one_of(walks, chosen)
    walk.answered(cursor[:start] + put + cursor[start + dropped :])


@given(chosen=chosen, bits=st.sets(st.integers(0, 600), min_size=1, max_size=4))
@EACH
def test_a_cursor_with_flipped_bits_is_refused(
    walks: tuple[Walked, ...], chosen: tuple[int, int], bits: set[int]
) -> None:
    walk, cursor = one_of(walks, chosen)
    packed = bytearray(unpacked(cursor))
    for bit in {bit % (8 * len(packed)) for bit in bits}:
        packed[bit // 8] ^= 1 << bit % 8
    assert walk.answered(repacked(bytes(packed))) == 422


@given(text=st.one_of(st.text(max_size=600), st.binary(max_size=80).map(lambda data: cursors.FORMAT + encoded(data))))
@EACH
def test_a_text_that_is_no_cursor_is_refused(walks: tuple[Walked, ...], text: str) -> None:
    assert walks[0].answered(text or "-") == 422


@given(chosen=chosen, place=st.integers(0), odd=ODD)
@EACH
def test_a_forged_part_of_a_position_is_refused_or_in_order(
    walks: tuple[Walked, ...], chosen: tuple[int, int], place: int, odd: object
) -> None:
    walk, cursor = one_of(walks, chosen)
    content = json.loads(content_of(cursor))
    content[place % len(content)] = odd
    walk.answered(signed(walk, json.dumps(content).encode()))


@given(chosen=chosen, content=st.one_of(st.binary(max_size=60), st.lists(ODD, max_size=5).map(json.dumps)))
@EACH
def test_a_forged_position_is_refused_or_in_order(
    walks: tuple[Walked, ...], chosen: tuple[int, int], content: bytes | str
) -> None:
    walk, _ = one_of(walks, chosen)
    walk.answered(signed(walk, content if isinstance(content, bytes) else content.encode()))


@pytest.mark.parametrize("search", range(len(ASKED)))
@pytest.mark.parametrize("tie", [0, 2**62, 2**63 - 1])
def test_a_forged_position_that_there_could_be_is_answered_in_order(
    walks: tuple[Walked, ...], search: int, tie: int
) -> None:
    for cursor in walks[search].cursors:
        content = json.loads(content_of(cursor))
        content[TIE] = tie
        assert walks[search].answered(signed(walks[search], json.dumps(content).encode())) == 200


@given(chosen=chosen, other=st.integers(1, len(ASKED) - 1))
@EACH
def test_a_cursor_of_another_search_is_refused(walks: tuple[Walked, ...], chosen: tuple[int, int], other: int) -> None:
    _, cursor = one_of(walks, chosen)
    assert walks[(chosen[0] + other) % len(walks)].answered(cursor) == 422


def encoded(data: bytes) -> str:
    """Bytes as a cursor has them."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unpacked(cursor: str) -> bytes:
    """What is in a cursor behind its format: a digest, then the position."""
    return base64.urlsafe_b64decode(cursor[1:] + "=" * (-len(cursor[1:]) % 4))


def content_of(cursor: str) -> bytes:
    """The position in a cursor."""
    return unpacked(cursor)[cursors._DIGEST_SIZE :]


def repacked(packed: bytes) -> str:
    """A cursor with this in it."""
    return cursors.FORMAT + encoded(packed)


def signed(walk: Walked, content: bytes) -> str:
    """A cursor with the right digest of its search: that is no secret."""
    return repacked(cursors._digest(query_from(walk.asked), content) + content)
