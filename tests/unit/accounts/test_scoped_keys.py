"""Is a scoped key read strictly, and is one that Python and JavaScript make alike?"""

from __future__ import annotations

import shutil
import subprocess
from base64 import urlsafe_b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
import pytest

from marketplace.accounts.key_text import KeyText
from marketplace.accounts.scoped_keys import ScopedKey, WrongScopedKey, make_scoped_key, read_scoped_key

PARENT = "mk_key_0199a2b3c4d57e6f8091a2b3c4d5e6f7_" + 43 * "k"
KID = PARENT[3:39]
CLAIMS: dict[str, Any] = {
    "kid": KID,
    "exp": 1_795_000_000,
    "filters": {"market": ["DE", "AT"], "verified": True},
    "hide": ["price"],
}
VECTOR = (
    "sk_eyJraWQiOiJrZXlfMDE5OWEyYjNjNGQ1N2U2ZjgwOTFhMmIzYzRkNWU2ZjciLCJleHAiOjE3OTUwMDAwMDAsImZpbHRlcnMiOnsibWFya2V0Ijpb"
    "IkRFIiwiQVQiXSwidmVyaWZpZWQiOnRydWV9LCJoaWRlIjpbInByaWNlIl19"
)
"""The scoped key of these claims but for its signature."""

SIGNING_KEY = KeyText(KID, PARENT).signing_key

JAVASCRIPT = """
const {createHash, createHmac} = require("node:crypto");
const [parent, claims] = process.argv.slice(1);
const payload = Buffer.from(claims).toString("base64url");
const key = createHash("sha256").update("scoped:" + parent).digest();
process.stdout.write("sk_" + payload + "." + createHmac("sha256", key).update(payload).digest("base64url"));
"""


def scoped(**claims: Any) -> str:
    """A scoped key with these claims instead."""
    return make_scoped_key({**CLAIMS, **claims}, SIGNING_KEY)


def raw(payload: bytes) -> str:
    """A scoped key whose claims are these bytes."""
    return f"sk_{urlsafe_b64encode(payload).rstrip(b'=').decode()}.{43 * 'A'}"


def test_a_scoped_key_is_read_as_it_was_made() -> None:
    signed = read_scoped_key(scoped(max_limit=50, origins=["https://Shop.example"], rate_per_minute=60))

    assert signed.is_signed_by(SIGNING_KEY)
    assert not signed.is_signed_by(sha256(b"another").digest())
    assert signed.key == ScopedKey(
        KID,
        1_795_000_000_000_000,
        {"market": ["DE", "AT"], "verified": True},
        frozenset({"price"}),
        max_limit=50,
        origins=frozenset({"https://shop.example"}),
        rate_per_minute=60,
    )


def test_python_makes_the_test_vector() -> None:
    payload, _, signature = make_scoped_key(CLAIMS, SIGNING_KEY).partition(".")

    assert (payload, signature) == (VECTOR, "o6888jALjSJQY_Ep4hOoB6uXAHbSWqJHAG10Li4Uc0w")


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no node: JavaScript's scoped key is not compared")
def test_javascript_makes_the_same() -> None:
    made = subprocess.run(
        ["node", "-e", JAVASCRIPT, PARENT, orjson.dumps(CLAIMS).decode()], capture_output=True, check=True, text=True
    )

    assert made.stdout == make_scoped_key(CLAIMS, SIGNING_KEY)


def test_the_docs_have_the_test_vector() -> None:
    page = (Path(__file__).parents[3] / "docs" / "keys.md").read_text("utf-8")

    assert make_scoped_key(CLAIMS, SIGNING_KEY) in page
    assert PARENT in page


def test_a_changed_claim_breaks_the_signature() -> None:
    mine, other = scoped(), scoped(filters={})

    assert not read_scoped_key(f"{other.partition('.')[0]}.{mine.partition('.')[2]}").is_signed_by(SIGNING_KEY)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("sk_", "must be sk_<claims>.<signature>"),
        ("sk_abc.def", "must be sk_<claims>.<signature>"),
        (f"{scoped()}=", "must be sk_<claims>.<signature>"),
        (scoped(hide=[]) + "\n", "must be sk_<claims>.<signature>"),
        (scoped(filters={"q": 7_000 * "a"}), "at most 6,000 characters"),
        (raw(b"\xff"), "no JSON in UTF-8"),
        (raw(b"{"), "no JSON in UTF-8"),
        (raw(b"[]"), "no JSON object"),
        (raw(b'{"kid":"a","kid":"b"}'), "a claim twice"),
        (raw(b'{"kid":"a","exp":1,"filters":{"q":"a","q":"b"}}'), "a claim twice"),
        (raw(4_000 * b"["), "no JSON in UTF-8"),
        (scoped(admin=True), "the unknown claim 'admin'"),
        (raw(b'{"exp":1}'), "needs kid"),
        (raw(b'{"kid":"%s"}' % KID.encode()), "a whole number above 0 as exp"),
        (raw(b'{"kid":"%s","exp":%s}' % (KID.encode(), 4_391 * b"1")), "no JSON in UTF-8"),
        (scoped(kid="key_1"), "needs kid"),
        (scoped(kid="\ud800"), "no JSON in UTF-8"),
        (scoped(kid="\0"), "needs kid"),
        (scoped(exp="soon"), "a whole number above 0 as exp"),
        (scoped(exp=1.5), "a whole number above 0 as exp"),
        (scoped(exp=True), "a whole number above 0 as exp"),
        (scoped(max_limit=0), "a whole number above 0 as max_limit"),
        (scoped(rate_per_minute=-1), "a whole number above 0 as rate_per_minute"),
        (scoped(filters=[]), "an object as filters"),
        (scoped(hide="price"), "a list of at most 100 texts as hide"),
        (scoped(hide=[1]), "a list of at most 100 texts as hide"),
        (scoped(origins=[]), "origins like https://shop.example"),
        (scoped(origins=["https://shop.example/path"]), "origins like https://shop.example"),
        (scoped(origins=["null"]), "origins like https://shop.example"),
    ],
)
def test_a_malformed_one_is_refused_by_name(text: str, problem: str) -> None:
    with pytest.raises(WrongScopedKey, match=problem):
        read_scoped_key(text)
