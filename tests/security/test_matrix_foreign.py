"""Is a foreign record as if it were not there? Every operation on every record of others, by everybody."""

from __future__ import annotations

import pytest

from tests.security.operations import OF_RECORDS, Operation
from tests.security.rights import OWN, RIGHTS, Right
from tests.security.world import World

FOREIGN = {
    "acme": ("bolt", "one", "two"),
    "bolt": ("acme", "one"),
    "agency": ("acme", "bolt"),
    "one": ("two", "acme"),
    "two": ("one", "bolt"),
    "cleo": ("bolt", "two"),
    "dora": ("acme", "one"),
}
"""Whose deals are nobody's affair: creators have theirs with acme and one, or with bolt and two."""

KEYS = {"one": ("two", "agency", "acme"), "agency": ("acme",), "acme": ("bolt",), "cleo": ("dora",)}
KEYS_OF_OTHERS = {**KEYS, "operator": ("acme", "cleo")}
"""An operator manages no keys but its own."""

NEVER = "f" * 32
BY_ID = {name: one for name, one in OF_RECORDS.items() if any(p.endswith("_id") for p in one.parameters)}
OF_DEALS = {name: one for name, one in BY_ID.items() if one.path.startswith(("/v1/ca", "/v1/proposals", "/v1/co"))}
OF_SEARCHES = {name: one for name, one in BY_ID.items() if one.path.startswith("/v1/searches")}
BRANDS = ("acme", "bolt", "agency", "one", "two")
OF_KEYS = {name: one for name, one in BY_ID.items() if one.path.startswith("/v1/keys")}
OF_WEBHOOKS = {name: one for name, one in BY_ID.items() if one.path.startswith("/v1/webhooks")}
OF_ACCOUNTS = {name: one for name, one in BY_ID.items() if one.path.startswith("/v1/accounts")}
OF_MEMBERS = {name: one for name, one in BY_ID.items() if one.path.startswith("/v1/programme/members")}
"""See test_matrix_members.py: they have the ids of their creators."""

OWN_ALONE = {"redeem", "withdraw"}

OF_LISTS = {name: one for name, one in BY_ID.items() if one.path.startswith("/v1/lists")}
WAYS = ({"If-Match": "*"}, {}, {"If-Match": '"77"'}, {"If-Match": "*", "Idempotency-Key": "k-1"})


def test_every_operation_with_an_id_is_tried() -> None:
    others = {**OF_LISTS, **OF_SEARCHES, **OF_MEMBERS}
    assert {**OF_DEALS, **OF_KEYS, **OF_WEBHOOKS, **OF_ACCOUNTS, **others} == BY_ID


@pytest.mark.parametrize("name", OF_DEALS)
def test_a_deal_of_others_is_as_if_it_were_not_there(world: World, name: str) -> None:
    before = world.dump()
    for who, owners in FOREIGN.items():
        for owner in owners:
            for kind_of_way in WAYS:
                status = told_alike(world, OF_DEALS[name], (who, owner), kind_of_way)
                assert status == (428 if OF_DEALS[name].needs_version and not kind_of_way else 404)
    assert world.dump() == before


@pytest.mark.parametrize("name", OF_LISTS)
def test_a_list_of_others_is_as_if_it_were_not_there(world: World, name: str) -> None:
    before = world.dump()
    for who in BRANDS:
        for owner in FOREIGN[who]:
            assert told_alike(world, OF_LISTS[name], (who, owner), {"If-Match": "*"}) == 404
    assert world.dump() == before


@pytest.mark.parametrize("name", OF_SEARCHES)
def test_a_search_of_others_is_as_if_it_were_not_there(world: World, name: str) -> None:
    before = world.dump()
    for who in BRANDS:
        for owner in FOREIGN[who]:
            for kind_of_way in WAYS:
                status = told_alike(world, OF_SEARCHES[name], (who, owner), kind_of_way)
                assert status == (428 if OF_SEARCHES[name].needs_version and not kind_of_way else 404)
    assert world.dump() == before


@pytest.mark.parametrize("name", OF_KEYS)
def test_a_key_of_others_is_as_if_it_were_not_there(world: World, name: str) -> None:
    before = world.dump()
    for who, owners in KEYS_OF_OTHERS.items():
        for owner in owners:
            assert told_alike(world, OF_KEYS[name], (who, owner), {"If-Match": "*"}) == 404
    assert world.dump() == before


@pytest.mark.parametrize("name", OF_WEBHOOKS)
def test_a_webhook_of_others_is_as_if_it_were_not_there(world: World, name: str) -> None:
    before = world.dump()
    for who, owners in KEYS_OF_OTHERS.items():
        for owner in owners:
            for way in WAYS:
                status = told_alike(world, OF_WEBHOOKS[name], (who, owner), way)
                assert status == (428 if OF_WEBHOOKS[name].needs_version and not way else 404)
    assert world.dump() == before


def test_a_delivery_of_another_webhook_is_none(world: World) -> None:
    operation, before = OF_WEBHOOKS["redeliver"], world.dump()
    for who, owner in (("acme", "bolt"), ("agency", "one"), ("one", "two"), ("operator", "acme")):
        webhook, delivery = world.record("webhook", who, ""), world.record("delivery", owner, "")
        answer = world.ask(who, operation, operation.at(webhook_id=webhook, delivery_id=delivery))
        assert (answer.status_code, answer.get_json()["detail"]) == (404, f"there is no delivery {delivery}")
    assert world.dump() == before


@pytest.mark.parametrize("name", OF_ACCOUNTS)
def test_accounts_by_id_are_for_operators_whether_they_are_there_or_not(world: World, name: str) -> None:
    before = world.dump()
    for who in ("acme", "agency", "one", "cleo"):
        for owner in ("bolt", "agency", "operator", who):
            assert told_alike(world, OF_ACCOUNTS[name], (who, owner), {"If-Match": "*"}) == 403
    assert world.dump() == before


@pytest.mark.parametrize("name", BY_ID)
def test_an_id_of_another_kind_is_none(world: World, name: str) -> None:
    operation, right, before = BY_ID[name], RIGHTS[name], world.dump()
    states = {**dict.fromkeys(("campaign", "proposal", "collaboration"), "agreed"), "list": "filled"}
    states |= dict.fromkeys(OWN, "")
    for who in ("acme", "operator"):
        for kind, state in states.items():
            if f"{kind}_id" not in operation.parameters:
                other = world.record(kind, "acme" if state else who, state)
                ids = {**dict.fromkeys(operation.parameters, "x"), **right.path, operation.parameters[0]: other}
                path = operation.at(**ids)
                answer = world.ask(who, operation, path, json=right.body, headers={"If-Match": "*"})
                others_alone, no_brands = (*OF_LISTS, *OF_SEARCHES, *OWN_ALONE), (*OF_ACCOUNTS, *OF_MEMBERS)
                role_first = operation.name in (others_alone if who == "operator" else no_brands)
                assert answer.status_code == (403 if role_first else 404), path
    assert world.dump() == before


def told_alike(world: World, operation: Operation, pair: tuple[str, str], headers: dict[str, str]) -> int:
    """The status of an answer that is, but for the id, the one for a record that never was."""
    who, owner = pair
    right = RIGHTS[operation.name]
    path = world.path(operation, _as_brands(right), who=who, owner=owner)
    known = next(part for part in path.split("/") if part.endswith(tuple("0123456789abcdef")) and len(part) == 36)
    never = f"{known.partition('_')[0]}_{NEVER}"
    found, none = (
        world.ask(who, operation, one, json=right.body, headers={"X-Request-Id": "r", **headers})
        for one in (path, path.replace(known, never))
    )
    assert (found.status_code, found.text.replace(known, never)) == (none.status_code, none.text)
    assert dict(found.headers) == dict(none.headers)
    return found.status_code


def _as_brands(right: Right) -> Right:
    """The right with the record on which most is allowed, whoever asks."""
    return Right(**{**vars(right), "creators_of": ""})
