"""Does a hostile text come back as text? Every text field of the OpenAPI document, with all of the corpus."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from marketplace.accounts.roles import Role
from tests.api.house import House
from tests.postgres import MakeDatabase
from tests.security.corpus import BREAKING, HARMLESS, REFUSED, TURNING
from tests.security.operations import OF_RECORDS, Operation, texts_of
from tests.security.rights import RIGHTS
from tests.security.test_mass_assignment import NESTED, asked
from tests.security.world import World

WAYS = [
    (name, way, schema["maxLength"])
    for name, one in OF_RECORDS.items()
    if one.body
    for way, schema in texts_of(one.body)
]
LINES = {"name", "title", "brand"}
PLAIN = {"brief", "notes", "note", "message", "reason", "text"}
PICKY = {"cursor", "email", "creator_id", "client_id", "id", "url", "creator_ids", "list_id"}
PICKY |= {"terms_version"}
"""Texts of several lines, those of one, and those of a form of their own, which may be refused."""


def body_with(name: str, way: tuple[str, ...], text: str) -> dict[str, Any]:
    """A body that is right but for one text."""
    field, *inside = way
    body = {**(RIGHTS[name].body or {}), **({"role": "agency"} if (name, field) == ("open_account", "clients") else {})}
    if field == "creator_ids":
        body.pop("notes", None)  # of creators who are not named then
    if inside == ["?"]:
        return {**body, field: {body["creator_ids"][0]: text}}
    if not inside or inside == ["*"]:
        return {**body, field: [text] if inside else text}
    return {**body, field: [{**NESTED[field], inside[-1]: text}]}


def leaves(value: Any) -> Iterator[Any]:
    """All that stands in an answer."""
    if isinstance(value, dict):
        for one in value.values():
            yield from leaves(one)
    elif isinstance(value, list):
        for one in value:
            yield from leaves(one)
    else:
        yield value


def sent(world: World, name: str, way: tuple[str, ...], text: str) -> bool:
    """Whether a text was taken: then it came back as it was; else it was refused by name."""
    brand = "agency" if way[0] == "clients" else "acme"
    answer = asked(world, OF_RECORDS[name], body_with(name, way, text), brand=brand)
    if answer.status_code == 422:
        assert answer.mimetype == "application/problem+json"
        assert {one["name"] for one in answer.get_json()["errors"]} == {way[0]}
        return False
    if (name, way, answer.status_code) == ("join_programme", ("creator_id",), 404):  # nobody is called so
        return False
    assert answer.status_code in (200, 201), answer.text
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert name == "remove_from_list" or text in leaves(answer.get_json())
    world.restore()
    return True


def test_every_text_is_of_a_known_kind() -> None:
    found = {next(one for one in reversed(way) if one not in "*?") for _, way, _ in WAYS}

    assert found == LINES | PLAIN | PICKY


@pytest.mark.parametrize(
    ("name", "way", "most"), WAYS, ids=lambda one: ".".join(one) if isinstance(one, tuple) else str(one)
)
def test_a_text_comes_back_as_it_was_or_is_refused(world: World, name: str, way: tuple[str, ...], most: int) -> None:
    kind = next(one for one in reversed(way) if one not in "*?")
    taken = {text for text in (*HARMLESS, *TURNING, *BREAKING, "x" * most) if sent(world, name, way, text)}

    before = world.dump()
    refused = {text for text in (*REFUSED, "x" * (most + 1), "x" * 100_000) if not sent(world, name, way, text)}
    assert (len(refused), world.dump() == before) == (len(REFUSED) + 2, True)
    if kind in PLAIN:
        assert taken == {*HARMLESS, *TURNING, *BREAKING, "x" * most}
    if kind in LINES:
        assert taken == {*HARMLESS, "x" * most}


@pytest.mark.parametrize(
    "name", [name for name, one in OF_RECORDS.items() if one.takes_key and RIGHTS[name].brand < 400]
)
def test_who_acted_and_idempotency_keys_are_texts_too(world: World, name: str) -> None:
    operation, right = OF_RECORDS[name], RIGHTS[name]
    path = world.path(operation, right, who="acme", owner="acme")
    for text in (*HARMLESS[::3], *TURNING):
        sent_as = text.encode().decode("latin-1")
        headers = {"X-Acting-User": sent_as, "Idempotency-Key": sent_as}
        answer = world.ask("acme", operation, path, json=right.body, headers=headers)
        assert answer.status_code in (200, 201, 409, 422), answer.text
    for text in ("Zoë Łukasz", "日本"):
        headers = {"X-Acting-User": text.encode().decode("latin-1")}
        assert world.ask("acme", operation, path, json=right.body, headers=headers).status_code < 422


def test_the_history_tells_who_acted_as_it_was_sent(world: World) -> None:
    headers = {"X-Acting-User": "Zoë <b>Łukasz</b> '; --".encode().decode("latin-1")}
    proposal = world.record("proposal", "acme", "sent")
    world.ask("acme", OF_RECORDS["extend_proposal"], f"/v1/proposals/{proposal}/extend", headers=headers)

    history = world.ask("acme", OF_RECORDS["get_proposal_history"], f"/v1/proposals/{proposal}/history").get_json()

    assert history["history"][-1]["actor"]["user"] == "Zoë <b>Łukasz</b> '; --"


def forged(text: str) -> str:
    """What may be a cursor of a list, but for the id in it."""
    return urlsafe_b64encode(f"-updated_at:1:{text}".encode()).decode().rstrip("=")


def urls(operation: Operation) -> Iterator[str]:
    """An operation's URL with each hostile text in each place."""
    right = RIGHTS[operation.name]
    for text in (*HARMLESS[::6], *TURNING[:1], *BREAKING[:2], *REFUSED[:4], "x" * 300):
        written = quote(text, safe="")
        for name in operation.parameters:
            others = dict.fromkeys(operation.parameters, "x") | dict(right.path)
            yield operation.at(**{**others, name: written})
        for name in operation.query:
            values = dict.fromkeys(operation.parameters, "x")
            yield f"{operation.at(**values)}?{name}={written}"
            if name == "cursor":
                yield f"{operation.at(**values)}?{name}={forged(text.encode('utf-8', 'replace').decode())}"


def test_whatever_stands_in_a_url_is_answered_by_each_database(tmp_path: Path, make_postgresql: MakeDatabase) -> None:
    for url in ("", make_postgresql()):
        house = House(tmp_path, rate_per_minute="0", **({"database_url": url} if url else {}))
        _, operator = house.office.open(Role.OPERATOR)
        for name, operation in OF_RECORDS.items():
            for asked_for in urls(operation):
                answer = house.ask(
                    operation.method, asked_for, operator, json=RIGHTS[name].body, headers={"If-Match": "*"}
                )
                assert answer.status_code in (200, 403, 404, 405, 409, 422), (asked_for, answer.text)
                assert answer.mimetype in ("application/json", "application/problem+json")
                json.loads(answer.data)
