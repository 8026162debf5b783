"""May everybody do with their own what they may, and nothing else? Every operation, asked by every role."""

from __future__ import annotations

import pytest

from marketplace.accounts.account import Status
from marketplace.accounts.caller import Caller
from marketplace.accounts.making import Wanted
from marketplace.accounts.roles import Scope
from tests.security.operations import OPERATIONS, Operation
from tests.security.rights import OWN, RIGHTS
from tests.security.world import World

OWNERS = {"acme": "acme", "agency": "one", "one": "one", "cleo": "acme", "operator": "acme"}
"""Whose record it is that somebody may see: a creator's is that of the brand, an operator's anybody's."""

BOUND = {"change_own_account": 403}
"""What a key that is bound to a client is answered, where it is not what its account is."""

GUARDED = {name: one for name, one in OPERATIONS.items() if not one.path.startswith("/health")}


def asked(world: World, operation: Operation, who: str) -> int:
    """The status of an operation on somebody's own record, with all that it needs."""
    right = RIGHTS[operation.name]
    owner = who if right.of in OWN else OWNERS[who]
    path = world.path(operation, right, who=who, owner=owner)
    headers = {"If-Match": "*"} if operation.needs_version else {}
    answer = world.ask(who, operation, path, json=right.body, headers=headers)
    assert answer.status_code < 400 or answer.mimetype == "application/problem+json"
    return answer.status_code


NEEDED = {
    "/v1/accounts": Scope.ADMIN,
    "/v1/keys": Scope.ADMIN,
    "/v1/creators": Scope.SEARCH,
    "/v1/markets": Scope.SEARCH,
    "/v1/topics": Scope.SEARCH,
    "/v1/searches": Scope.SEARCH,
    "/v1/webhooks": Scope.WEBHOOKS,
    "/v1/events": Scope.WEBHOOKS,
    "/v1/programme": Scope.PROGRAMME,
}
"""The scope that is needed, where it is not deals."""


def scope_of(operation: Operation) -> Scope:
    """The scope that an operation needs."""
    if operation.path.endswith("/hidden"):
        return Scope.ADMIN
    if operation.path.endswith("/eligibility"):
        return Scope.PROGRAMME
    return next((scope for path, scope in NEEDED.items() if operation.path.startswith(path)), Scope.DEALS)


def test_every_operation_has_its_line_in_the_table() -> None:
    assert RIGHTS.keys() == OPERATIONS.keys()


@pytest.mark.parametrize("who", OWNERS)
@pytest.mark.parametrize("name", OPERATIONS)
def test_a_role_may_do_what_the_table_says(world: World, name: str, who: str) -> None:
    before = world.dump()

    status = asked(world, OPERATIONS[name], who)

    expected = RIGHTS[name].statuses[world.people[who].role]
    assert status == (BOUND.get(name, expected) if who == "one" else expected)
    changes = OPERATIONS[name].method != "GET" and status < 400 and not name.endswith(("_by_body", "lookup_creators"))
    assert (world.dump() != before) is changes


@pytest.mark.parametrize("name", GUARDED)
def test_without_the_scope_nothing_is_done(world: World, name: str) -> None:
    operation, before = GUARDED[name], world.dump()
    scope = scope_of(operation)
    answers = {who: asked(_lacking(world, who, scope), operation, who) for who in ("acme", "cleo", "operator")}

    assert set(answers.values()) == ({200} if name == "get_own_account" else {403})
    assert _without_new_keys(world.dump()) == _without_new_keys(before)


@pytest.mark.parametrize("name", GUARDED)
def test_a_scoped_key_searches_and_does_nothing_else(world: World, name: str) -> None:
    operation, right, before = GUARDED[name], RIGHTS[name], world.dump()
    for who in ("acme", "operator"):
        path = world.path(operation, right, who=who, owner="acme")
        scoped = world.house.scoped(world.people[who].made)
        answer = world.house.ask(operation.method, path, scoped, json=right.body, headers={"If-Match": "*"})
        searches = "/creators" in path and not path.endswith(("/hidden", "/eligibility"))
        assert answer.status_code == (200 if searches or path in ("/v1/markets", "/v1/topics") else 403)
    assert world.dump() == before


@pytest.mark.parametrize("name", GUARDED)
@pytest.mark.parametrize("why", ["none", "revoked", "expired", "suspended", "another's secret"])
def test_a_key_that_is_not_good_does_nothing(world: World, name: str, why: str) -> None:
    operation, right = GUARDED[name], RIGHTS[name]
    path = world.path(operation, right, who="acme", owner="acme")
    text = _bad(world, why)
    before = world.dump()

    answer = world.house.ask(operation.method, path, text, json=right.body)

    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert world.dump() == before


def _lacking(world: World, who: str, scope: Scope) -> World:
    """The world in which somebody's key is one without a scope."""
    person = world.people[who]
    scopes = person.made.key.scopes - {scope}
    less = world.house.office.keys.make(Wanted(name="less", scopes=scopes), by=Caller(person.account, person.made.key))
    other = World(world.house, world.file, ids=world.ids)
    other.people = {**world.people, who: type(person)(less, person.role, person.owner, person.account)}
    return other


def _without_new_keys(dump: object) -> object:
    """All but what making the keys of the test has left."""
    assert isinstance(dump, dict)
    return {name: rows for name, rows in dump.items() if name not in ("keys", "audit")}


def _bad(world: World, why: str) -> str | None:
    """A key that was acme's best, and is not taken."""
    office, boss = world.house.office, world.people["acme"]
    by = Caller(boss.account, boss.made.key)
    if why == "none":
        return None
    if why == "suspended":
        office.accounts.change(boss.account.id, {"status": Status.SUSPENDED})
        return boss.made.text.text
    if why == "another's secret":
        return boss.made.text.text[:-43] + world.people["bolt"].made.text.text[-43:]
    made = office.keys.make(Wanted(name="x", expires_at=office.time() + 1_000_000), by=by)
    if why == "revoked":
        office.keys.revoke(made.key.id, by=by)
    office.time.passes(1)
    return made.text.text
