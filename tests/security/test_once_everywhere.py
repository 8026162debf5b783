"""Is every POST that changes something done once for one idempotency key, as the contract has it?"""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import TestResponse

from marketplace.accounts.caller import Caller
from marketplace.accounts.making import Wanted
from tests.security.operations import OPERATIONS, Operation
from tests.security.rights import OWN, RIGHTS
from tests.security.test_mass_assignment import who_may
from tests.security.test_matrix_own import scope_of
from tests.security.world import World

POSTS = {name: one for name, one in OPERATIONS.items() if one.takes_key}
READING = {"search_creators_by_body", "lookup_creators", "run_search"}


@pytest.fixture(params=POSTS)
def operation(request: pytest.FixtureRequest) -> Operation:
    """Each operation that takes an idempotency key."""
    return POSTS[request.param]


def path_of(world: World, operation: Operation) -> str:
    """Where somebody who may does it."""
    who, right = who_may(operation), RIGHTS[operation.name]
    return world.path(operation, right, who=who, owner=who if right.of in OWN else "acme")


def do(world: World, operation: Operation, key: str = "k", **more: Any) -> TestResponse:
    """Do it, with an idempotency key."""
    who, headers = who_may(operation), {"Idempotency-Key": key, **more.pop("headers", {})}
    return world.ask(
        who, operation, path_of(world, operation), headers=headers, **{"json": RIGHTS[operation.name].body, **more}
    )


def test_every_post_that_changes_something_takes_a_key() -> None:
    assert {name for name, one in OPERATIONS.items() if one.method == "POST"} == POSTS.keys() | READING


def test_what_is_asked_again_is_answered_again_and_done_no_more(world: World, operation: Operation) -> None:
    first = do(world, operation)
    after = world.dump()
    again = [do(world, operation) for _ in range(2)]

    assert (first.status_code, first.headers.get("Idempotency-Replayed")) in ((200, None), (201, None))
    for one in again:
        assert (one.status_code, one.headers["Idempotency-Replayed"]) == (first.status_code, "true")
        assert {**first.get_json(), **one.get_json()} == first.get_json()
        for header in ("ETag", "Location", "Content-Type"):
            assert one.headers.get(header) == first.headers.get(header)
    assert world.dump() == after


def test_another_body_with_the_same_key_is_refused(world: World, operation: Operation) -> None:
    do(world, operation)
    after = world.dump()

    other = do(world, operation, data=b'{"other": 1}', json=None, content_type="application/json")

    assert other.status_code == 422
    if operation.body is None:  # else the body itself is wrong
        assert other.get_json()["errors"][0]["name"] == "Idempotency-Key"
    spaced = do(world, operation, data=b" {}", json=None, content_type="application/json")
    assert (spaced.status_code, world.dump() == after) == (422, True)


def test_a_conflict_is_kept(world: World, operation: Operation) -> None:
    do(world, operation, "first")
    second = do(world, operation, "second")
    after = world.dump()
    if second.status_code != 409:  # it can be done again
        assert second.status_code in (200, 201)
        return
    again = do(world, operation, "second")

    assert (again.status_code, again.headers["Idempotency-Replayed"]) == (409, "true")
    assert (again.get_json(), again.mimetype) == (second.get_json(), "application/problem+json")
    assert world.dump() == after


def test_what_was_refused_is_not_kept(world: World, operation: Operation) -> None:
    refused = [
        do(world, operation, headers={"If-Match": "nonsense"}).status_code if "If-Match" in operation.headers else 422,
        do(world, operation, json={"nonsense": 1}).status_code if operation.body else 422,
        do(world, operation, headers={"X-Acting-User": 201 * "x"}).status_code,
    ]
    if "If-Match" in operation.headers:
        assert do(world, operation, headers={"If-Match": '"99"'}).status_code == 412

    first = do(world, operation)

    assert (refused, first.headers.get("Idempotency-Replayed")) == ([422, 422, 422], None)
    assert first.status_code in (200, 201)


def test_a_key_that_may_not_is_not_answered_what_another_one_was(world: World, operation: Operation) -> None:
    first, person = do(world, operation), world.people[who_may(operation)]
    assert first.status_code < 300
    scope = scope_of(operation)
    less = world.house.office.keys.make(
        Wanted(name="less", scopes=person.made.key.scopes - {scope}), by=Caller(person.account, person.made.key)
    )

    headers, body = {"Idempotency-Key": "k"}, RIGHTS[operation.name].body
    answer = world.house.ask("POST", path_of(world, operation), less, json=body, headers=headers)

    assert (answer.status_code, "Idempotency-Replayed" in answer.headers) == (403, False)


def test_the_same_key_of_others_and_elsewhere_is_another_one(world: World) -> None:
    body, headers = {"name": "x"}, {"Idempotency-Key": "k"}
    made = [
        world.house.ask("POST", "/v1/keys", world.people[who].made, json=body, headers=headers)
        for who in ("acme", "bolt", "agency", "one", "two", "cleo", "operator")
    ]
    ids = [one.get_json()["id"] for one in made]
    rotated = world.house.ask("POST", f"/v1/keys/{ids[0]}/rotate", world.people["acme"].made, json={}, headers=headers)

    assert {one.status_code for one in [*made, rotated]} == {201}
    assert len({*ids, rotated.get_json()["id"]}) == 8
    assert not [one for one in [*made, rotated] if "Idempotency-Replayed" in one.headers]
