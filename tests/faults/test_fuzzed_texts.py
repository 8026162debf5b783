"""Can any text break a search? 12,000 of many kinds, through the whole application but the socket, on a real index.

What a socket adds is proved by `test_malformed_requests`; that both engines find the same, by `tests/contract`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.embedded.engine import EmbeddedEngine
from marketplace.search.page import Published
from marketplace.search.parameters import filter_parameters
from tests.api.conftest import make_client
from tests.judge import JudgeEngine

EACH = settings(max_examples=1_200)
MOST = 200  # characters of q (marketplace.text.query)

SCRIPTS = {
    "Latin": (0x41, 0x24F),
    "Greek": (0x370, 0x3FF),
    "Cyrillic": (0x400, 0x4FF),
    "Armenian": (0x530, 0x58F),
    "Hebrew": (0x590, 0x5FF),
    "Arabic": (0x600, 0x6FF),
    "Devanagari": (0x900, 0x97F),
    "Tamil": (0xB80, 0xBFF),
    "Thai": (0xE00, 0xE7F),
    "Lao": (0xE80, 0xEFF),
    "Tibetan": (0xF00, 0xFFF),
    "Georgian": (0x10A0, 0x10FF),
    "Hangul jamo": (0x1100, 0x11FF),
    "Ethiopic": (0x1200, 0x137F),
    "Khmer": (0x1780, 0x17FF),
    "Mongolian": (0x1800, 0x18AF),
    "Latin with marks": (0x1E00, 0x1EFF),
    "numbers and letters in circles": (0x2460, 0x24FF),
    "Kana": (0x3040, 0x30FF),
    "Han": (0x4E00, 0x9FFF),
    "Hangul": (0xAC00, 0xD7A3),
    "Arabic forms": (0xFB50, 0xFDFF),
    "wide and half": (0xFF00, 0xFFEF),
    "Gothic": (0x10330, 0x1034F),
    "mathematical letters": (0x1D400, 0x1D7FF),
    "rare Han": (0x20000, 0x2A6DF),
}
"""First and last character of the blocks that words of all kinds are made of."""

CONTROLS = "".join(
    (
        "\x00\x01\x1b\x7f\x85\xad\u034f\u115f\u180e",  # ASCII's and others that show nothing
        "\u200b\u200c\u200d\u2060\ufe0f\ufeff",  # of no width
        "\u061c\u200e\u200f\u202a\u202e\u2066\u2069",  # of writing direction
        "\u2028\u2029\u3000\ufff9\ufffc\ufffd\uffff\U000e0001\U000e0041\U0010ffff",  # separators, tags, no characters
    )
)
EMOJI = "😀❤✨👍🏽👩🚀👨👧\u200d\ufe0f\u20e3#1🇩🇪🏴\U000e0067\U000e007f"
SIGNS = '"""---“”„«»–−‑ \t\n\u3000aé日'
SYNTAX = r"""
AND OR NOT TO NEAR q: id: *:* ( ) [ ] { } ^2 ~ ~1 * ? \ / + & && | || ! ' " "" ; -- $ < > = % %00 %s {{ }} ${
\u0000 \n a.b a/b a_b @ # vegane
"""

KINDS: dict[str, st.SearchStrategy[str]] = {
    "all characters": st.text(max_size=MOST + 10),
    "one script": st.sampled_from([*SCRIPTS.values()]).flatmap(
        lambda ends: st.text(st.one_of(st.characters(min_codepoint=ends[0], max_codepoint=ends[1]), st.just(" ")))
    ),
    "floods of marks": st.builds(
        lambda letter, mark, many: letter + mark * many,
        st.characters(categories=["L"]),
        st.text(st.characters(categories=["M"]), min_size=1, max_size=4),
        st.integers(1, MOST),
    ),
    "controls": st.text(st.one_of(st.sampled_from(CONTROLS), st.characters(codec="utf-8")), max_size=60),
    "halves of pairs": st.text(st.one_of(st.characters(categories=["Cs"]), st.sampled_from("a😀 "))),
    "emoji": st.text(st.sampled_from(EMOJI), max_size=60),
    "quotes and minus": st.text(st.sampled_from(SIGNS), max_size=60),
    "query languages": st.lists(st.sampled_from(SYNTAX.split()), max_size=30).map(" ".join),
    "the limits": st.builds(
        lambda word, many, between: between.join([word] * many),
        st.text(min_size=1, max_size=12),
        st.integers(1, 2 * MOST),
        st.sampled_from(["", " ", "-", '" "', " -"]),
    ),
}


SCHEMAS = make_client(JudgeEngine((), Published())).get("/openapi.json").json["components"]["schemas"]
CHOICES = {
    name: schema.get("enum", [True, False])
    for name, schema in SCHEMAS["SearchCreatorsByBody"]["properties"].items()
    if name not in filter_parameters() and ("enum" in schema or schema.get("type") == "boolean")
}
"""What else can be said of a search, and is no filter: its sort, whether the last word is whole, ..."""


@pytest.fixture(scope="module")
def client(index: Path) -> FlaskClient:
    """A client of an application on a real index."""
    return make_client(EmbeddedEngine(index))


def answered(response: Any) -> None:
    """A page, or a refusal that names what is wrong."""
    if response.status_code == 200:
        assert response.json["total"] >= len(response.json["creators"])
    else:
        assert (response.status_code, response.mimetype) == (422, "application/problem+json"), response.text
        assert all(one["detail"] for one in response.json["errors"])


def asked(client: FlaskClient, text: str, choices: dict[str, Any]) -> Any:
    """The answer to a search for a text; what UTF-8 can't carry is escaped."""
    body = json.dumps({"q": text, "facets": "none", "limit": 1, **choices})
    return client.post("/v1/creators/search", data=body, content_type="application/json")


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_typed_is_found_or_refused(client: FlaskClient, kind: str) -> None:
    @EACH
    @given(
        text=KINDS[kind],
        choices=st.fixed_dictionaries({}, optional={name: st.sampled_from(of) for name, of in CHOICES.items()}),
    )
    def type_in(text: str, choices: dict[str, Any]) -> None:
        answered(asked(client, text, choices))

    type_in()


@given(data=st.binary(max_size=100))
@EACH
def test_whatever_bytes_a_url_has_are_found_or_refused(client: FlaskClient, data: bytes) -> None:
    answered(client.get(f"/v1/creators?facets=none&q={quote_from_bytes(data)}"))


@pytest.mark.parametrize("word", ["a", "-", '"', " a", "é", "\u0301", "日", "ท", "한", "😀", "\ud800", "\x00"])
@pytest.mark.parametrize("size", [MOST, MOST + 1, 10_000, 2**20])
def test_a_word_without_end_is_answered_or_refused(client: FlaskClient, word: str, size: int) -> None:
    body = json.dumps({"q": word * size}, ensure_ascii=word == "\ud800").encode()
    response = client.post("/v1/creators/search", data=body, content_type="application/json")
    if len(body) > 2**20:
        assert response.status_code == 413
    else:
        answered(response)
