"""Is nothing changed that somebody else has changed meanwhile? `If-Match` on every operation that has it."""

from __future__ import annotations

import pytest
from werkzeug.test import TestResponse

from tests.security.operations import OPERATIONS, Operation
from tests.security.rights import OWN, RIGHTS
from tests.security.test_mass_assignment import who_may
from tests.security.world import World

CHANGING = {name: one for name, one in OPERATIONS.items() if "If-Match" in one.headers}
REQUIRED = {name for name, one in OPERATIONS.items() if one.needs_version}
RIGHT = ('"{0}"', 'W/"{0}"', '"{0}:gzip"', '"{0}:br"', '"{0}-zstd"', 'W/"{0}:gzip"', "*", ' "{0}" ')
WRONG = ('"77"', 'W/"77"', '"77:gzip"', '"0"', '"999999999999999999"')
BESIDE = {"rotate_key", "send_test_event", "redeliver"}
"""What makes another key, or lets a webhook be called that stays as it is."""

MAKING = {"redeem", "withdraw"}
"""What makes a record behind another one, as messages are."""

NONE = ("{0}", '"{0}', '"x"', '""', "", '"{0}", "77"', '"-{0}"', '"{0}.0"', '"٣"', '"1e0"', "W/{0}")


def path_of(world: World, operation: Operation) -> str:
    """Where somebody who may does it."""
    who, right = who_may(operation), RIGHTS[operation.name]
    return world.path(operation, right, who=who, owner=who if right.of in OWN else "acme")


def do(world: World, operation: Operation, **headers: str) -> TestResponse:
    """Do it, with these headers."""
    return world.ask(
        who_may(operation), operation, path_of(world, operation), json=RIGHTS[operation.name].body, headers=headers
    )


def version(world: World, operation: Operation) -> str:
    """The version of the record that it changes."""
    parts = path_of(world, operation).split("/")
    depth = 5 if parts[2] == "programme" else 4
    return world.version("/".join(parts[:depth]), who_may(operation)).strip('"')


def test_every_change_and_deletion_needs_it_and_every_action_on_a_record_takes_it() -> None:
    with_id = {name for name, one in OPERATIONS.items() if one.method == "POST" and one.parameters}
    messages = {name for name in with_id if name.endswith("_message")}

    assert CHANGING.keys() == REQUIRED | (with_id - messages - {"run_search", *MAKING})
    changes = {name for name, one in OPERATIONS.items() if one.method in ("PATCH", "PUT", "DELETE")}
    assert changes - REQUIRED == {"hide_creator", "unhide_creator"}  # it is so, or not, whatever it was before


@pytest.mark.parametrize("name", sorted(REQUIRED))
def test_without_it_nothing_is_changed(world: World, name: str) -> None:
    before = world.dump()

    answer = do(world, OPERATIONS[name])

    assert (answer.status_code, "If-Match" in answer.get_json()["detail"]) == (428, True)
    assert world.dump() == before


@pytest.mark.parametrize("name", CHANGING)
def test_a_version_that_is_over_changes_nothing(world: World, name: str) -> None:
    before = world.dump()

    assert {do(world, CHANGING[name], **{"If-Match": one}).status_code for one in WRONG} == {412}
    assert world.dump() == before


@pytest.mark.parametrize("name", CHANGING)
def test_what_is_no_version_is_refused(world: World, name: str) -> None:
    before, now = world.dump(), version(world, CHANGING[name])
    for one in NONE:
        written = one.format(now).encode().decode("latin-1")
        answer = do(world, CHANGING[name], **{"If-Match": written})
        assert (answer.status_code, answer.get_json()["errors"][0]["name"]) == (422, "If-Match"), one
    assert world.dump() == before


@pytest.mark.parametrize("name", CHANGING)
def test_the_version_of_now_is_taken_however_it_is_written(world: World, name: str) -> None:
    for one in RIGHT:
        world.restore()
        answer = do(world, CHANGING[name], **{"If-Match": one.format(version(world, CHANGING[name]))})
        assert answer.status_code in (200, 201, 204), (one, answer.text)


@pytest.mark.parametrize("name", [name for name in CHANGING if name not in BESIDE])
def test_each_change_makes_another_version_of_it(world: World, name: str) -> None:
    operation, before = CHANGING[name], version(world, CHANGING[name])

    answer = do(world, operation, **{"If-Match": f'"{before}"'})
    if answer.status_code == 204 or name == "propose":
        return

    assert (answer.headers["ETag"], answer.get_json()["version"]) == (f'"{int(before) + 1}"', int(before) + 1)
    assert do(world, operation, **{"If-Match": f'"{before}"'}).status_code in (409, 412)
