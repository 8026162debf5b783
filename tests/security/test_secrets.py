"""Does a key's secret ever leave but once? It is looked for in every log line, answer and header of a long walk."""

from __future__ import annotations

import hmac
import json
import logging
import sqlite3
from base64 import b64decode
from contextlib import closing
from typing import Any

import pytest
from werkzeug.test import TestResponse

from marketplace.accounts.key_text import KeyText, read_key
from marketplace.accounts.scoped_keys import make_scoped_key
from tests.accounts import SECRET_KEY
from tests.security.operations import OPERATIONS, Operation
from tests.security.rights import OWN, RIGHTS
from tests.security.test_matrix_own import OWNERS
from tests.security.world import World

TELLING = {"open_account", "make_key", "rotate_key", "make_webhook", "rotate_webhook_secret"}
"""What answers with a secret, once."""


def secrets_of(text: KeyText) -> set[str]:
    """All that nobody else may learn of a key, as it could be written."""
    found = {text.text[-43:], text.text[-43:][:20]}
    for raw in (text.digest, text.signing_key):
        found |= {raw.hex(), repr(raw)[2:-1], raw.hex().upper()}
    return found


def told_secret(told: dict[str, Any]) -> str:
    """What an answer tells once."""
    secret: str = told.get("key", told)["secret"]
    return secret


def parts_of(secret: str) -> set[str]:
    """All that nobody else may learn of what an answer told once: of a key, or of a webhook."""
    if known := read_key(secret):
        return secrets_of(known)
    raw = b64decode(secret.removeprefix("whsec_"))
    return {secret[-44:], secret[-44:][:20], raw.hex(), repr(raw)[2:-1]}


def walked(world: World, who: str, text: str | None, **headers: str) -> list[tuple[Operation, TestResponse]]:
    """The answers of all operations on somebody's own records, asked with the text of a key."""
    answers = []
    for name, operation in OPERATIONS.items():
        right = RIGHTS[name]
        owner = who if right.of in OWN else OWNERS[who]
        path = world.path(operation, right, who=who, owner=owner)
        sent = {"If-Match": "*", **headers}
        answers.append((operation, world.house.ask(operation.method, path, text, json=right.body, headers=sent)))
    return answers


def whole(answer: TestResponse) -> str:
    """All of an answer."""
    return f"{answer.status} {answer.headers} {answer.text}"


def test_no_log_line_answer_or_header_has_a_secret(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    texts = {who: world.people[who].made.text for who in OWNERS}
    hidden = {SECRET_KEY}.union(*map(secrets_of, texts.values()))
    answers = []
    for who, text in texts.items():
        world.restore()
        scoped = make_scoped_key({"kid": text.id, "exp": 4_000_000_000}, text.signing_key)
        bad = (f"{text.text}x", text.text[:-1], text.text.upper(), scoped, f"{scoped}x", text.text[::-1])
        for sent in (*bad, text.text, text.text):
            world.house.office.time.passes(60)  # so many wrong keys are taken from one address in a minute
            answers += walked(world, who, sent, **{"Idempotency-Key": "k"})

    for operation, answer in answers:
        if (
            operation.name in TELLING
            and answer.status_code in (200, 201)
            and "Idempotency-Replayed" not in answer.headers
        ):
            told = answer.get_json()
            hidden |= parts_of(told_secret(told))
            told.get("key", told).pop("secret")
            answer.data = json.dumps(told)
    everything = "\n".join(
        [caplog.text, *(repr(vars(one)) for one in caplog.records), *(whole(one) for _, one in answers)]
    )
    assert len(caplog.records) >= len(answers)
    assert not [one for one in hidden if one in everything]
    assert {answer.status_code for _, answer in answers} >= {200, 201, 204, 401, 403, 409}


def test_what_is_asked_again_leaves_secrets_out(world: World) -> None:
    for name in TELLING:
        operation, right = OPERATIONS[name], RIGHTS[name]
        who = "operator" if name == "open_account" else "acme"
        path = world.path(operation, right, who=who, owner=who)
        first, again = (
            world.ask(who, operation, path, json=right.body, headers={"Idempotency-Key": "k"}) for _ in range(2)
        )
        secret = told_secret(first.get_json())
        assert (again.status_code, again.headers["Idempotency-Replayed"]) == (first.status_code, "true")
        assert "mk_" not in again.text
        assert "whsec_" not in again.text
        assert secret[-43:] not in _file(world)


def test_the_database_has_no_secret(world: World) -> None:
    kept = _file(world)

    for person in world.people.values():
        assert person.made.text.text[-43:] not in kept
        assert person.made.text.signing_key.hex() not in kept
        assert person.made.text.digest.hex() in kept


def test_the_digests_are_compared_in_a_time_that_tells_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[bool] = []
    real = hmac.compare_digest

    def counting(one: Any, other: Any) -> bool:
        compared.append(real(one, other))
        return compared[-1]

    monkeypatch.setattr(hmac, "compare_digest", counting)
    good, other = world.people["acme"].made.text.text, world.people["bolt"].made.text.text
    statuses = [
        _me(world, one) for one in (good, good[:-43] + other[-43:], f"{good[:-1]}A" if good[-1] != "A" else good[:-1])
    ]

    assert (statuses[:2], compared[:2]) == ([200, 401], [True, False])
    monkeypatch.setattr(hmac, "compare_digest", lambda *_: False)
    assert _me(world, good) == 401
    monkeypatch.setattr(hmac, "compare_digest", lambda *_: True)
    assert _me(world, good[:-43] + other[-43:]) == 200


def test_a_wrong_secret_is_answered_as_a_key_that_never_was(world: World) -> None:
    good, other = world.people["acme"].made.text.text, world.people["bolt"].made.text.text
    never = f"mk_key_{'f' * 32}_{other[-43:]}"

    wrong, none = (
        world.house.ask("GET", "/v1/accounts/me", one, headers={"X-Request-Id": "r"})
        for one in (good[:-43] + other[-43:], never)
    )

    assert (wrong.status_code, wrong.text, dict(wrong.headers)) == (401, none.text, dict(none.headers))


def _me(world: World, text: str) -> int:
    return world.house.ask("GET", "/v1/accounts/me", text).status_code


def _file(world: World) -> str:
    """All that is in the database, with bytes both as they are and in hexadecimal."""
    with closing(sqlite3.connect(world.file)) as now:
        tables = [one for (one,) in now.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = [row for one in tables for row in now.execute(f"SELECT * FROM {one}")]
    return " ".join(
        f"{value.hex()} {value.decode('latin-1')}" if isinstance(value, bytes) else str(value)
        for row in rows
        for value in row
    )
