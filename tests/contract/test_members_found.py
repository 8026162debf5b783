"""Is a member found by searches? From joining over HTTP to the facets of a real index, and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from marketplace.accounts.roles import Role
from marketplace.app import create_app
from marketplace.programme.following import Followers
from marketplace.programme.person import Standing
from marketplace.programme.reading_rules import load_rules
from marketplace.settings import load_settings
from marketplace.store.overlays import SqlOverlays
from marketplace.store.records import SqlRecords
from tests.accounts import SECRET_KEY, Office
from tests.contract.index import Index
from tests.contract.test_shown_overlays import Shop, record
from tests.creators import NOW
from tests.databases import Databases
from tests.members import FACTS
from tests.programme import come_of_age, easy_rules

FOUND = "/v1/creators?market=DE&facets=creator_next,monetisation"
JOIN = {"creator_id": "c1", "terms_version": "2026-11"}


class Fair:
    """A real index of c1 and c2, an application over it, and an operator's key."""

    def __init__(self, index: Index, databases: Databases, folder: Path) -> None:
        self.shop, self.records = Shop(index), SqlRecords(databases())
        self.shop.said = SqlOverlays(databases())  # type: ignore[assignment]
        self.shop.read(record("c1", monetisation=["tips"]), record("c2", creator_next=True), whole=True)
        office = Office(self.records)
        come_of_age(self.records, "c1")
        _, self.operator = office.open(Role.OPERATOR)
        environment = {"AUTH": "required", "DATABASE_URL": databases.url, "SECRET_KEY": SECRET_KEY}
        environment["PROGRAMME_RULES"] = easy_rules(folder)
        settings = load_settings({f"MARKETPLACE_{name}": value for name, value in environment.items()})
        self.client = create_app(settings, engine=index.engine, now=office.time).test_client()

    def ask(self, method: str, path: str, **more: Any) -> Any:
        """The answer to a request."""
        headers = {"Authorization": f"Bearer {self.operator.text.text}", "If-Match": "*"}
        return self.client.open(path, method=method, headers=headers, **more)

    def know(self, **facts: Any) -> None:
        """Let facts be told of c1, and members follow them."""
        told = replace(FACTS, **facts)
        with self.records.writing() as records:
            records.facts.put_all([told])
            Followers(self.records, load_rules()).of_facts(records, [told], now=NOW)

    def counts(self) -> tuple[dict[Any, int], dict[Any, int]]:
        """What searches count by then: members, and features."""
        self.shop.apply()
        facets = self.ask("GET", FOUND).get_json()["facets"]
        members, features = ({one["value"]: one["count"] for one in facets[name]["values"]} for name in facets)
        return members, features


def test_who_joins_is_suspended_and_leaves_is_counted_by_the_next_search(
    make_embedded: Callable[[], Index], sqlite_databases: Databases, tmp_path: Path
) -> None:
    fair = Fair(make_embedded(), sqlite_databases, tmp_path)
    before = ({True: 1}, {"tips": 1})
    assert fair.counts() == before

    assert fair.ask("POST", "/v1/programme/members", json=JOIN).status_code == 201
    every = ("creator_fund", "live_gifts", "marketplace", "tips", "video_gifts")
    assert fair.counts() == ({True: 2}, dict.fromkeys(every, 1))
    fair.know(standing=Standing.LOST)
    assert fair.counts() == ({True: 1, False: 1}, {})
    fair.know()
    assert fair.counts() == ({True: 2}, dict.fromkeys(every, 1))
    found = fair.ask("GET", "/v1/creators?creator_next=true&monetisation=live_gifts").get_json()["creators"]
    assert [(one["id"], one["monetisation"]) for one in found] == [("c1", [*every])]

    assert fair.ask("DELETE", "/v1/programme/members/c1").status_code == 204
    assert fair.counts() == ({True: 1, False: 1}, {"tips": 1})
