"""Can somebody write what is not theirs to write? Every body of the OpenAPI document, with every field of others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from marketplace.accounts.caller import Caller
from marketplace.accounts.making import Wanted
from marketplace.accounts.roles import Scope
from tests.security.operations import OF_RECORDS, SCHEMAS, Json, Operation
from tests.security.rights import PRICE, RIGHTS, VIDEO
from tests.security.world import World

WRITING = {name: one for name, one in OF_RECORDS.items() if one.body}
INSIDE = ("id", "status", "account_id", "version", "__class__", "__proto__", "approve_by", "released", "currency ")
"""What is put into objects inside of bodies, whose own fields are others."""

WORST = {
    "is_admin",
    "admin",
    "constructor",
    "$where",
    "password",
    "turn",
    "standing",
    "pieces",
    "response_hours",
    "due",
}
NESTED = {
    "amount": PRICE,
    "budget": PRICE,
    "price": PRICE,
    "deliverables": VIDEO,
    "clients": {"name": "x"},
    "notes": {},
}


def fields_of(schema: Json) -> Iterator[str]:
    """All names in a schema and in what it is made of."""
    for name, inside in schema.get("properties", {}).items():
        yield name
        yield from fields_of(inside.get("items", inside))


EVERY_FIELD = {name for schema in SCHEMAS.values() for name in fields_of(schema)} & {
    name
    for kind in (
        "Account",
        "AccountMade",
        "Key",
        "KeyMade",
        "Campaign",
        "Proposal",
        "Collaboration",
        "Message",
        "WebhookTold",
    )
    for name in fields_of(SCHEMAS[kind])
} | WORST


def who_may(operation: Operation) -> str:
    """Somebody who may do it."""
    statuses = RIGHTS[operation.name].statuses
    return {"brand": "acme", "creator": "cleo", "operator": "operator"}[next(r for r, s in statuses.items() if s < 400)]


def asked(world: World, operation: Operation, body: Any, *, brand: str = "acme") -> Any:
    """What is answered to a body by somebody who may do it; where that is a brand, it is this one."""
    who = who_may(operation).replace("acme", brand)
    right = RIGHTS[operation.name]
    owner = {"key": who, "webhook": who, "account": brand}.get(right.of, "acme")
    path = world.path(operation, right, who=who, owner=owner)
    return world.ask(who, operation, path, json=body, headers={"If-Match": "*"})


@pytest.mark.parametrize("name", WRITING)
def test_every_field_that_a_body_does_not_take_is_refused_by_name(world: World, name: str) -> None:
    operation, before = WRITING[name], world.dump()
    assert operation.body
    others = sorted(EVERY_FIELD - operation.body["properties"].keys())
    assert {"id", "version", "account_id", "created_at"} <= {*others}

    for some in (others[:40], others[40:]):
        answer = asked(world, operation, {**(RIGHTS[name].body or {}), **dict.fromkeys(some, "x")})
        assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
        assert [(one["in"], one["name"]) for one in answer.get_json()["errors"]] == [("body", one) for one in some]
    assert world.dump() == before


@pytest.mark.parametrize("field", ["status", "budget_accepted", "creator_id", "role", "id", "version", "account_id"])
@pytest.mark.parametrize("name", WRITING)
def test_one_such_field_is_enough(world: World, name: str, field: str) -> None:
    operation, before = WRITING[name], world.dump()
    assert operation.body
    if field in operation.body["properties"]:
        assert (name, field) in {
            ("open_account", "role"), ("open_account", "creator_id"), ("change_account", "status"),
            ("join_programme", "creator_id"),
        }  # fmt: skip
        return
    for value in ("x", 1, None, {}, [PRICE]):
        answer = asked(world, operation, {**(RIGHTS[name].body or {}), field: value})
        assert (answer.status_code, [one["name"] for one in answer.get_json()["errors"]]) == (422, [field])
    assert world.dump() == before


@pytest.mark.parametrize("name", WRITING)
def test_objects_inside_take_nothing_else_either(world: World, name: str) -> None:
    operation, before = WRITING[name], world.dump()
    assert operation.body
    for field in NESTED.keys() & operation.body["properties"].keys():
        for key in INSIDE:
            inside = {**NESTED[field], key: "x"}
            value = inside if field in ("amount", "budget", "price", "notes") else [inside]
            if (field, key) == ("clients", "id"):
                continue
            answer = asked(world, operation, {**(RIGHTS[name].body or {}), field: value})
            assert (answer.status_code, [one["name"] for one in answer.get_json()["errors"]]) == (422, [field]), key
    assert world.dump() == before


def test_objects_inside_bodies_are_known() -> None:
    found = {
        name
        for one in WRITING.values()
        if one.body
        for name, schema in one.body["properties"].items()
        if "object" in str(schema.get("type")) or "'object'" in str(schema.get("anyOf"))
    }

    assert found == NESTED.keys()


@pytest.mark.parametrize("who", ["acme", "agency", "one", "cleo", "operator"])
def test_a_key_gives_no_more_than_it_has(world: World, who: str) -> None:
    person = world.people[who]
    boss = Caller(person.account, person.made.key)
    small = world.house.office.keys.make(Wanted(name="s", scopes=frozenset({Scope.ADMIN})), by=boss)
    before = world.dump()

    for scopes in (["deals"], ["admin", "search"], ["programme"]):
        answer = world.house.ask("POST", "/v1/keys", small, json={"name": "x", "scopes": scopes})
        assert answer.status_code == 403
    assert world.dump() == before
    made = world.house.ask("POST", "/v1/keys", small, json={"name": "x"})
    assert made.get_json()["scopes"] == ["admin"]


@pytest.mark.parametrize(
    ("who", "client", "status"), [("one", "cli_2", 403), ("acme", "cli_1", 422), ("agency", "cli_9", 422)]
)
def test_nobody_speaks_for_a_client_that_is_not_theirs(world: World, who: str, client: str, status: int) -> None:
    before = world.dump()

    for name in ("make_key", "make_campaign", "make_webhook"):
        body = {**(RIGHTS[name].body or {}), "client_id": client}
        assert world.ask(who, OF_RECORDS[name], OF_RECORDS[name].path, json=body).status_code == status
    assert world.dump() == before


def test_operators_are_made_at_the_console_alone(world: World) -> None:
    before = world.dump()

    answer = world.ask("operator", OF_RECORDS["open_account"], "/v1/accounts", json={"role": "operator", "name": "x"})

    assert (answer.status_code, world.dump() == before) == (403, True)
