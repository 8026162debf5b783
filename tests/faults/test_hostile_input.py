"""Does anything that somebody asks break the service? Random parameters over HTTP, on the real embedded index.

Texts and cursors alone have tests of their own: `test_fuzzed_texts`, `test_fuzzed_cursors`.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.writers.embedded import EmbeddedWriter
from marketplace.embedded.engine import EmbeddedEngine
from marketplace.search.parameters import filter_parameters
from tests.api.conftest import CREATORS, make_client
from tests.contract.index import Index

ODD = '"-_.:*?()[]{}~^/\\&+#@% \x00\t\n\u0301\u200d\u202e\ufeff\u00adßİıŉ½²ﷺ日が캠ำש״עـ१😀❤️\U0001f1e9'
"""Signs of query languages, formats, marks and letters that fold, join or vanish."""

NAMES = (*filter_parameters(), "q", "sort", "facets", "facet_limit", "fields", "limit", "cursor", "page", "lang", "zzz")

typed = st.text(st.one_of(st.sampled_from(ODD), st.characters(codec="utf-8")), max_size=210)
values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=2)),
    max_leaves=4,
)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of an application that searches an embedded index of a few creators."""
    folder = tmp_path_factory.mktemp("index")
    Index(EmbeddedEngine(folder), EmbeddedWriter(folder), forget=lambda: None).fill(CREATORS)
    return make_client(EmbeddedEngine(folder))


def answered(response: Any) -> None:
    """A page, or a refusal that names what is wrong."""
    if response.status_code != 200:
        assert response.status_code == 422, response.text
        assert all(one["detail"] for one in response.json["errors"])


@given(asked=st.lists(st.tuples(st.sampled_from(NAMES), typed), max_size=4))
@settings(max_examples=1_000)
def test_whatever_a_url_asks_is_answered_or_refused(real: FlaskClient, asked: list[tuple[str, str]]) -> None:
    answered(real.get("/v1/creators", query_string=asked))


@given(asked=st.dictionaries(st.sampled_from(NAMES), values, max_size=4))
@settings(max_examples=1_000)
def test_whatever_a_body_asks_is_answered_or_refused(real: FlaskClient, asked: dict[str, Any]) -> None:
    body = json.dumps(asked).encode()  # NaN and infinity as Python writes them
    answered(real.post("/v1/creators/search", data=body, content_type="application/json"))
