"""Do keys give no more than they have, alike in memory, in SQLite and in PostgreSQL?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from marketplace.accounts.account import Client
from marketplace.accounts.making import Wanted
from marketplace.accounts.roles import Role, Scope
from marketplace.errors import Conflict, Forbidden, InvalidInput, NotFound
from tests.accounts import SECOND, Office


def test_keys_are_made_listed_and_revoked(office: Office) -> None:
    boss = office.caller()
    made = office.keys.make(Wanted(name="shop", scopes=frozenset({Scope.SEARCH})), by=boss)

    assert office.keys.page(by=boss, limit=10) == [boss.key, made.key]
    revoked = office.keys.revoke(made.key.id, by=boss)
    assert (revoked.revoked_at, revoked.version, revoked.is_good(office.time())) == (office.time(), 2, False)
    assert office.keys.revoke(made.key.id, by=boss) == revoked
    assert office.keys.get(made.key.id, by=boss) == revoked


def test_a_key_that_is_rotated_is_taken_as_long_as_was_said(office: Office) -> None:
    boss = office.caller()
    old = office.keys.make(Wanted(name="shop", scopes=frozenset({Scope.DEALS})), by=boss).key

    new = office.keys.rotate(old.id, overlap_seconds=60, by=boss).key

    rotated = office.keys.get(old.id, by=boss)
    assert (new.name, new.scopes, new.id != old.id) == ("shop", old.scopes, True)
    assert [rotated.is_good(office.time() + seconds * SECOND) for seconds in (0, 59, 60)] == [True, True, False]
    with pytest.raises(Conflict, match="revoked or has expired"):
        office.keys.rotate(old.id, overlap_seconds=60, by=boss)


def test_no_key_makes_one_that_may_do_more(office: Office) -> None:
    boss = office.caller(scopes=frozenset({Scope.SEARCH, Scope.ADMIN}))

    with pytest.raises(Forbidden, match="has not the scopes deals itself"):
        office.keys.make(Wanted(name="more", scopes=frozenset({Scope.DEALS, Scope.SEARCH})), by=boss)
    assert office.keys.make(Wanted(name="as much"), by=boss).key.scopes == boss.key.scopes
    weak = replace(boss, key=replace(boss.key, scopes=frozenset({Scope.SEARCH})))
    for forbidden in (
        lambda: office.keys.make(Wanted(name="x"), by=weak),
        lambda: office.keys.page(by=weak, limit=1),
        lambda: office.keys.revoke(boss.key.id, by=weak),
        lambda: office.keys.rotate(boss.key.id, overlap_seconds=0, by=weak),
    ):
        with pytest.raises(Forbidden, match="the key has not the scope admin: it has search"):
            forbidden()


def test_no_key_is_rotated_into_one_that_may_do_more_or_longer(office: Office) -> None:
    boss = office.caller()
    ends = office.time() + 60 * SECOND
    admin = office.keys.make(Wanted(name="a", scopes=frozenset({Scope.ADMIN}), expires_at=ends), by=boss).key
    by = replace(boss, key=admin)

    with pytest.raises(Forbidden, match="has not the scopes deals, search, webhooks itself"):
        office.keys.rotate(boss.key.id, overlap_seconds=0, by=by)
    later = Wanted(name="later", expires_at=ends + 60 * SECOND)
    assert [office.keys.make(one, by=by).key.expires_at for one in (later, Wanted(name="x"))] == [ends, ends]
    for seconds in (-1, 7 * 24 * 3600 + 1):
        with pytest.raises(InvalidInput, match="overlap_seconds: must be 0 to 604800"):
            office.keys.rotate(boss.key.id, overlap_seconds=seconds, by=boss)
    assert office.keys.get(boss.key.id, by=boss) == boss.key


def test_a_key_that_is_renamed_and_revoked_at_once_is_revoked(office: Office) -> None:
    boss = office.caller()
    keys = [office.keys.make(Wanted(name="shop"), by=boss).key for _ in range(20)]

    def change(number: int) -> None:
        key = keys[number // 2]
        if number % 2:
            office.keys.revoke(key.id, by=boss)
        else:
            office.keys.rename(key.id, "another", expected=None, by=boss)

    with ThreadPoolExecutor(8) as others:
        list(others.map(change, range(2 * len(keys))))

    after = [office.keys.get(key.id, by=boss) for key in keys]
    assert all(key.revoked_at and key.name == "another" and key.version == 3 for key in after)


def test_a_key_of_a_client_manages_the_keys_of_that_client_alone(office: Office) -> None:
    boss = office.caller(Role.AGENCY, clients=(Client("cli_1", "One"), Client("cli_2", "Two")))
    one = replace(boss, key=office.keys.make(Wanted(name="one", client_id="cli_1"), by=boss).key)

    with pytest.raises(Forbidden, match="bound to the client cli_1"):
        office.keys.make(Wanted(name="other", client_id="cli_2"), by=one)
    with pytest.raises(InvalidInput, match="client_id: is no client of the account"):
        office.keys.make(Wanted(name="none", client_id="cli_3"), by=boss)
    with pytest.raises(NotFound, match="there is no key"):
        office.keys.revoke(boss.key.id, by=one)
    assert office.keys.make(Wanted(name="mine"), by=one).key.client_id == "cli_1"
    assert {key.client_id for key in office.keys.page(by=one, limit=10)} == {"cli_1"}


def test_another_accounts_keys_are_as_if_they_were_not_there(office: Office) -> None:
    mine, other = office.caller(), office.caller()

    for asked in (
        lambda: office.keys.get(other.key.id, by=mine),
        lambda: office.keys.revoke(other.key.id, by=mine),
        lambda: office.keys.rename(other.key.id, "x", expected=1, by=mine),
        lambda: office.keys.rotate(other.key.id, overlap_seconds=0, by=mine),
    ):
        with pytest.raises(NotFound, match=f"there is no key {other.key.id}"):
            asked()
    assert office.keys.get(other.key.id, by=other) == other.key
