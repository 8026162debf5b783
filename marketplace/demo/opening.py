"""How does the small world begin? Accounts of each role, whose keys are told, and what they did."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from marketplace.accounts import making
from marketplace.accounts.account import Client
from marketplace.accounts.caller import Caller
from marketplace.accounts.roles import Role
from marketplace.creators.times import DAY
from marketplace.deals.directory import SearchDirectory
from marketplace.deals.services import deal_services
from marketplace.demo.playing import Cast, Play, StoryClock
from marketplace.search.asked import query_from
from marketplace.search.engine import Engine
from marketplace.search.service import SearchService
from marketplace.wiring import Services

BEGAN_DAYS_AGO = 6
"""So that what waits for an answer still can have one: it may be given for seven days."""

CREATORS = 40
"""Asked for; some take no proposals."""

NOBODY: Mapping[str, Any] = {"id": "demo-creator", "display_name": "Demo creator"}
CLIENTS = ("Kaori Skincare", "Ola Sports")

logger = logging.getLogger(__name__)


Made = Mapping[Role, tuple[Caller, making.Made]]
Keys = dict[str, str]
"""The demo's keys by role."""


@dataclass(frozen=True)
class Opening:
    """Makes the small world; `make_services` takes a clock, `present` is in microseconds."""

    make_services: Callable[[Callable[[], int]], Services]
    engine: Engine
    present: int

    def open(self, *, keep: Callable[[Keys], None]) -> Keys:
        """Make the accounts, and let the story happen where there are creators to tell it with: all of it or nothing.

        The keys are kept before the accounts are. Raises StoreUnavailable, EngineUnavailable.
        """
        clock = StoryClock(self.present - BEGAN_DAYS_AGO * DAY, self.present)
        services, search = self.make_services(clock), SearchService(self.engine, clock)
        found = _creators(search)
        with services.records.writing():
            made = dict(_accounts(services, found[0] if found else NOBODY))
            _play(services, search, cast=_cast(services, made, others=found[1:]), clock=clock)
            keys = {role.value: key.text.text for role, (_, key) in made.items()}
            keep(keys)
        return keys


def _play(services: Services, search: SearchService, *, cast: Cast, clock: StoryClock) -> None:
    directory = SearchDirectory(search)
    deals = deal_services(services.records, services.steps, moving=services.moving, directory=directory)
    try:
        Play(deals, clock, cast).all()
    except LookupError as error:
        logger.warning("the demo has fewer deals: %s", error)


def _cast(services: Services, made: Made, *, others: list[Mapping[str, Any]]) -> Cast:
    callers = {role: caller for role, (caller, _) in made.items()}
    speakers = {"brand": callers[Role.BRAND], "agency": callers[Role.AGENCY]}
    return Cast(speakers, callers[Role.CREATOR], _others(services, others))


def _creators(search: SearchService) -> list[Mapping[str, Any]]:
    """Creators who take proposals, of a market with short names, the greatest first."""
    asked = {"account_type_not": ["business"], "facets": ["none"], "limit": CREATORS, "market": ["DE", "FR", "GB"]}
    page = search.search(query_from(asked)).page
    return [one for one in page.creators if one.get("available", True) and "away_until" not in one]


def _accounts(services: Services, creator: Mapping[str, Any]) -> Iterator[tuple[Role, tuple[Caller, making.Made]]]:
    clients = services.accounts.numbered([Client("", name) for name in CLIENTS])
    wanted: Mapping[Role, Mapping[str, Any]] = {
        Role.BRAND: {"name": "Nordlicht Tea", "email": "brand@demo.example"},
        Role.AGENCY: {"name": "Studio Mosaik", "clients": clients, "email": "agency@demo.example"},
        Role.CREATOR: {"name": creator["display_name"], "creator_id": creator["id"], "email": "creator@demo.example"},
        Role.OPERATOR: {"name": "Operator", "email": "operator@demo.example"},
    }
    for role, details in wanted.items():
        account, made = services.accounts.open({"role": role, **details})
        yield role, (Caller(account, made.key), made)


def _others(services: Services, found: list[Mapping[str, Any]]) -> Iterator[Caller]:
    """The other creators, each with an account when its turn comes; nobody is told their keys."""
    for one in found:
        account, made = services.accounts.open(
            {"role": Role.CREATOR, "name": one["display_name"], "creator_id": one["id"]}
        )
        yield Caller(account, made.key)
