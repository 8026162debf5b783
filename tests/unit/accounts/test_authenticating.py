"""Whose key is it, and for how long is that believed?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from marketplace.accounts.authenticating import Authenticator
from marketplace.accounts.key_text import KeyText
from marketplace.accounts.making import Made, Wanted
from marketplace.accounts.roles import Role, Scope
from marketplace.accounts.scoped_keys import make_scoped_key
from marketplace.accounts.vault import Vault
from marketplace.errors import Forbidden, StoreUnavailable, Unauthorized
from tests.accounts import SECOND, Office
from tests.records import MemoryRecords


class Gate:
    """An office with somebody at the door."""

    def __init__(self) -> None:
        self.records = MemoryRecords()
        self.office = Office(self.records)
        self.time = self.office.time
        self.authenticator = Authenticator(self.records, self.office.vault, now=self.time)

    def scopes(self, text: str, *, searching: bool = True) -> frozenset[Scope]:
        """What the holder of a key may do."""
        return self.authenticator.caller(text, searching=searching).scopes

    def scoped(self, made: Made, **claims: object) -> str:
        """A scoped key of a key, good for a minute."""
        given = {"kid": made.key.id, "exp": self.time() // SECOND + 60, **claims}
        return make_scoped_key(given, made.text.signing_key)


@pytest.fixture
def gate() -> Gate:
    return Gate()


def test_a_good_key_tells_whose_it_is(gate: Gate) -> None:
    account, made = gate.office.open()

    caller = gate.authenticator.caller(made.text.text, searching=False)

    assert (caller.account, caller.key.id, caller.scoped) == (account, made.key.id, None)


def test_another_secret_and_an_unknown_id_are_refused_alike(gate: Gate) -> None:
    _, made = gate.office.open()
    told = set()
    for text in (made.text.text[:-1] + "-", made.text.text.replace("_0", "_1", 1), "mk_x", "", "Basic x"):
        with pytest.raises(Unauthorized) as refused:
            gate.scopes(text)
        told.add(str(refused.value))

    assert told == {"the key is not taken: send a good one as Authorization: Bearer mk_…"}


def test_a_revoked_key_stops_within_ten_seconds(gate: Gate) -> None:
    _, made = gate.office.open()
    caller = gate.authenticator.caller(made.text.text, searching=True)
    gate.office.keys.revoke(made.key.id, by=caller)

    gate.time.passes(6)

    with pytest.raises(Unauthorized):
        gate.scopes(made.text.text)


def test_the_keys_of_a_suspended_account_stop_and_go_on(gate: Gate) -> None:
    account, made = gate.office.open()
    gate.scopes(made.text.text)
    gate.office.accounts.suspend(account.id)
    gate.time.passes(6)
    with pytest.raises(Unauthorized):
        gate.scopes(made.text.text)
    gate.office.accounts.reinstate(account.id)
    gate.time.passes(6)

    assert gate.scopes(made.text.text)


def test_a_key_ends_at_its_time_though_it_is_remembered(gate: Gate) -> None:
    boss = gate.office.caller()
    made = gate.office.keys.make(Wanted(name="short", expires_at=gate.time() + 2 * SECOND), by=boss)
    gate.scopes(made.text.text)
    gate.time.passes(2)

    with pytest.raises(Unauthorized):
        gate.scopes(made.text.text)


def test_while_the_database_is_away_searches_go_on_for_five_minutes_and_nothing_else(gate: Gate) -> None:
    _, made = gate.office.open()
    gate.scopes(made.text.text)
    gate.records.away = True
    gate.time.passes(299)

    assert gate.scopes(made.text.text, searching=True)
    with pytest.raises(StoreUnavailable):
        gate.scopes(made.text.text, searching=False)
    gate.time.passes(1)
    with pytest.raises(StoreUnavailable):
        gate.scopes(made.text.text, searching=True)


def test_a_database_that_is_away_is_not_asked_by_every_search(gate: Gate) -> None:
    _, made = gate.office.open()
    gate.scopes(made.text.text)
    gate.records.away, asked = True, gate.records.asked
    gate.time.passes(6)
    for _ in range(5):
        gate.scopes(made.text.text)
    assert gate.records.asked == asked + 1
    gate.time.passes(5)
    gate.scopes(made.text.text)

    assert gate.records.asked == asked + 2


def test_a_secret_key_of_another_machine_stops_scoped_keys_alone(gate: Gate, caplog: pytest.LogCaptureFixture) -> None:
    _, made = gate.office.open()
    elsewhere = Authenticator(gate.records, Vault("the secret key of another machine"), now=gate.time)

    assert elsewhere.caller(made.text.text, searching=True).key.id == made.key.id
    with pytest.raises(Unauthorized, match="can't be checked here"):
        elsewhere.caller(gate.scoped(made), searching=True)
    assert "MARKETPLACE_SECRET_KEY is not the one" in caplog.text


def test_the_time_of_the_last_use_is_kept_every_five_minutes(gate: Gate) -> None:
    _, made = gate.office.open()
    began = gate.time()
    for seconds, kept in ((0, 0), (10, 0), (280, 0), (10, 300)):
        gate.time.passes(seconds)
        gate.scopes(made.text.text)
        found = gate.records.keys.get(made.key.id)
        assert found
        assert found.last_used_at == began + kept * SECOND
        assert found.version == 1


def test_a_scoped_key_can_only_search(gate: Gate) -> None:
    _, made = gate.office.open()

    caller = gate.authenticator.caller(gate.scoped(made, hide=["price"]), searching=True)

    assert caller.scopes == {Scope.SEARCH}
    assert caller.scoped
    assert caller.scoped.hide == {"price"}
    with pytest.raises(Forbidden, match="has not the scope deals: it has search"):
        caller.check(Scope.DEALS)


def test_a_scoped_key_ends_at_its_time_and_with_its_parent(gate: Gate) -> None:
    account, made = gate.office.open()
    short, long = gate.scoped(made), gate.scoped(made, exp=gate.time() // SECOND + 3600)
    gate.scopes(short)
    gate.time.passes(60)
    with pytest.raises(Unauthorized, match="has expired"):
        gate.scopes(short)
    gate.scopes(long)
    gate.office.accounts.suspend(account.id)
    gate.time.passes(6)

    with pytest.raises(Unauthorized, match="its kid is no good key"):
        gate.scopes(long)


def test_a_scoped_key_that_somebody_else_signed_or_that_is_malformed_is_refused(gate: Gate) -> None:
    _, made = gate.office.open()
    stolen = replace(made, text=KeyText(made.key.id, "mk_another"))

    for text, told in ((gate.scoped(stolen), "its signature is wrong"), ("sk_x.y", "must be sk_<claims>.<signature>")):
        with pytest.raises(Unauthorized, match=told):
            gate.scopes(text)


def test_a_scoped_key_of_a_key_that_can_not_search_can_do_nothing(gate: Gate) -> None:
    _, made = gate.office.open(scopes=frozenset({Scope.DEALS}))

    assert gate.scopes(gate.scoped(made)) == frozenset()


def test_a_role_is_checked_beside_the_scope(gate: Gate) -> None:
    caller = gate.office.caller(Role.CREATOR)

    caller.check(Scope.PROGRAMME, Role.CREATOR, Role.OPERATOR)
    with pytest.raises(Forbidden, match="of the role creator can't do this: brand or agency can"):
        caller.check(Scope.DEALS, Role.BRAND, Role.AGENCY)
