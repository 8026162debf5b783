"""Is the membership of another creator as if it were not there? Every operation on it, by everybody else."""

from __future__ import annotations

import pytest

from tests.security.operations import Operation
from tests.security.rights import RIGHTS
from tests.security.test_matrix_foreign import OF_MEMBERS, WAYS
from tests.security.world import World

OTHERS = {"redemption_id": "red_1", "withdrawal_id": "wdr_1", "month": "2026-11"}
OF_PAYOUTS = {name: one for name, one in OF_MEMBERS.items() if {*one.parameters} & {"redemption_id", "withdrawal_id"}}
FOREIGN = {"cleo": "dora", "dora": "cleo"}


@pytest.mark.parametrize("name", OF_MEMBERS)
def test_a_member_who_is_another_is_as_if_there_were_none(world: World, name: str) -> None:
    operation, before = OF_MEMBERS[name], world.dump()
    for who, other in FOREIGN.items():
        for way in WAYS:
            answers = [
                world.ask(who, operation, _at(operation, one), json=RIGHTS[name].body, headers=way)
                for one in (other, "never")
            ]
            assert {one.status_code for one in answers} == {428 if operation.needs_version and not way else 404}
            told = [one.get_json().get("detail") for one in answers]
            assert told[0].replace(other, "never") == told[1]
    assert world.dump() == before


@pytest.mark.parametrize("name", OF_MEMBERS)
def test_brands_learn_of_nobody_whether_it_is_a_member(world: World, name: str) -> None:
    operation, before = OF_MEMBERS[name], world.dump()
    for who in ("acme", "agency", "one"):
        for creator_id in ("cleo", "dora", "never"):
            answer = world.ask(who, operation, _at(operation, creator_id), headers={"If-Match": "*"})
            assert answer.status_code == 403
    assert world.dump() == before


def test_nobody_joins_for_another_creator(world: World) -> None:
    before, body = world.dump(), RIGHTS["join_programme"].body or {}
    for who, other in FOREIGN.items():
        answers = [
            world.house.ask("POST", "/v1/programme/members", world.people[who].made, json={**body, "creator_id": one})
            for one in (other, "never")
        ]
        assert [one.status_code for one in answers] == [404, 404]
        assert answers[0].get_json()["detail"].replace(other, "never") == answers[1].get_json()["detail"]
    assert world.dump() == before


@pytest.mark.parametrize("name", OF_PAYOUTS)
def test_what_another_took_out_of_its_wallet_is_in_nobody_elses(world: World, name: str) -> None:
    operation, before = OF_PAYOUTS[name], world.dump()
    kind = operation.parameters[-1].removesuffix("_id")
    for who, owner in (("cleo", "bolt"), ("dora", "acme")):
        path = operation.at(creator_id=who, **{f"{kind}_id": world.record(kind, owner, "earned")})
        assert world.ask(who, operation, path).status_code == 404
    assert world.dump() == before


def _at(operation: Operation, creator_id: str) -> str:
    others = {one: OTHERS[one] for one in operation.parameters if one in OTHERS}
    return operation.at(creator_id=creator_id, **others)
