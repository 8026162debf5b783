"""In which world are the attacks tried? Brands, an agency with two clients, creators, an operator, and their deals."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from werkzeug.test import TestResponse

from marketplace.accounts.account import Account, Client
from marketplace.accounts.caller import Caller
from marketplace.accounts.making import Made, Wanted
from marketplace.accounts.roles import Role
from tests.api.house import House
from tests.programme import easy_rules
from tests.security.building import build, build_webhook
from tests.security.building_members import build_members
from tests.security.earning import build_wallet
from tests.security.operations import Operation
from tests.security.rights import OWN, Right

UNSEEN = {"claims"}
NOTED = {"keys": {"last_used_at"}}
"""What may change although nothing is done: an idempotency key is kept, and when a key was used last."""

REMEMBERED_SECONDS = 6
"""Longer than a process trusts what it knows of a key."""


@dataclass(frozen=True)
class Person:
    """Somebody who asks: by a key, standing on one side, owning what these names begin with."""

    made: Made
    role: str
    owner: str
    account: Account


@dataclass
class World:
    """The people by name, and the ids of the records by owner and state; what a test does to it can be undone."""

    house: House
    file: Path
    people: dict[str, Person] = field(default_factory=dict)
    ids: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._kept = sqlite3.connect(":memory:", check_same_thread=False)

    def ask(self, who: str, operation: Operation, path: str, **more: Any) -> TestResponse:
        """What somebody is answered."""
        return self.house.ask(operation.method, path, self.people[who].made, **more)

    def keep(self) -> None:
        """Remember the world as it is."""
        with closing(sqlite3.connect(self.file)) as now:
            now.backup(self._kept)

    def restore(self) -> None:
        """Let it be as it was kept, whatever the application remembers."""
        with closing(sqlite3.connect(self.file)) as now:
            self._kept.backup(now)
        self.house.office.time.passes(REMEMBERED_SECONDS)

    def dump(self) -> Mapping[str, list[tuple[object, ...]]]:
        """All that is in the database, but for what may change although nothing is done."""
        with closing(sqlite3.connect(self.file)) as now:
            tables = [one for (one,) in now.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {one: _rows(now, one) for one in sorted(tables) if one not in UNSEEN}

    def record(self, kind: str, owner: str, state: str) -> str:
        """The id of a record."""
        return self.ids[kind, owner, state]

    def path(self, operation: Operation, right: Right, *, who: str, owner: str) -> str:
        """The path of an operation on the record of an owner that its right speaks of, as somebody would ask."""
        state = right.creators_of if self.people[who].role == "creator" and right.creators_of else right.of
        values = dict(right.path)
        for name in operation.parameters:
            if name not in values:
                kind = name.removesuffix("_id")
                values[name] = self.record(kind, owner, "" if kind in OWN else state)
        return operation.at(**values)

    def version(self, path: str, who: str) -> str:
        """The ETag of what a path leads to."""
        etag = self.house.ask("GET", path, self.people[who].made).headers["ETag"]
        return str(etag)


def make_world(folder: Path) -> World:
    """The world: acme and the agency's client one work with cleo, bolt and client two with dora."""
    house = House(folder, rate_per_minute="0", programme_rules=easy_rules(folder))
    world = World(house, folder / "marketplace.db")
    clients = (Client("cli_1", "One"), Client("cli_2", "Two"))
    for name, role, details in (
        ("acme", Role.BRAND, {}),
        ("bolt", Role.BRAND, {}),
        ("agency", Role.AGENCY, {"clients": clients}),
        ("cleo", Role.CREATOR, {"creator_id": "cleo"}),
        ("dora", Role.CREATOR, {"creator_id": "dora"}),
        ("operator", Role.OPERATOR, {}),
    ):
        account, made = house.office.open(role, name=name, **details)
        _settle(world, Person(made, _side(role), name, account), name)
    boss = world.people["agency"]
    for name, client in (("one", "cli_1"), ("two", "cli_2")):
        made = house.office.keys.make(Wanted(name=name, client_id=client), by=Caller(boss.account, boss.made.key))
        _settle(world, Person(made, "brand", name, boss.account), name)
    for owner, creator in (("acme", "cleo"), ("bolt", "dora"), ("one", "cleo"), ("two", "dora")):
        build(world.house, world.ids, owner=(owner, world.people[owner].made), creator=world.people[creator].made)
    build_members(house, operator=world.people["operator"].made, left="cleo", joined="dora")
    for creator, owners in (("cleo", ("acme", "one")), ("dora", ("bolt", "two"))):
        build_wallet(world.house, world.ids, owners=owners, creator=world.people[creator].made)
    for name, person in world.people.items():
        build_webhook(world.house, world.ids, owner=(name, person.made))
    world.keep()
    return world


def _side(role: Role) -> str:
    return "brand" if role is Role.AGENCY else str(role)


def _settle(world: World, person: Person, name: str) -> None:
    """Let somebody be known, with one more key that may be done away with."""
    office = world.house.office
    spare = office.keys.make(Wanted(name="spare"), by=Caller(person.account, person.made.key))
    world.people[name] = person
    world.ids["account", name, ""], world.ids["key", name, ""] = person.account.id, spare.key.id


def _rows(database: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    columns = [one[1] for one in database.execute(f"PRAGMA table_info({table})")]
    wanted = ", ".join(one for one in columns if one not in NOTED.get(table, set()))
    return database.execute(f"SELECT {wanted} FROM {table} ORDER BY 1").fetchall()
