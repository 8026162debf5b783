"""Of which parts is Creator Next made? Its endpoints, and what takes the platform's events."""

from __future__ import annotations

from typing import Any

from marketplace.api.eligibility import eligibility_blueprint
from marketplace.api.members import members_blueprint
from marketplace.api.programme_events import programme_events_blueprint
from marketplace.api.statements import statements_blueprint
from marketplace.api.wallets import wallets_blueprint
from marketplace.programme.assessing import Assessing
from marketplace.programme.directory import SearchPeople
from marketplace.programme.joining import Joining
from marketplace.programme.stating import StatementService
from marketplace.programme.taking import Taking
from marketplace.programme.wallets import wallet_service
from marketplace.search.service import SearchService
from marketplace.wiring import Services


def programme_blueprints(services: Services, search: SearchService) -> tuple[Any, ...]:
    """The endpoints of the programme."""
    records, makers, rules, people = services.records, services.makers, services.rules, SearchPeople(search)
    return (
        eligibility_blueprint(Assessing(people, records, rules, search.now)),
        members_blueprint(services.members, Joining(records, makers, rules=rules, people=people)),
        programme_events_blueprint(taking_of(services, search)),
        wallets_blueprint(wallet_service(records, makers, people=people, rules=rules)),
        statements_blueprint(StatementService(records, people, rules=rules, now=makers.now), rules),
    )


def taking_of(services: Services, search: SearchService) -> Taking:
    """What takes the events that the platform tells; the index is asked of creators who are no members."""
    return Taking(
        records=services.records,
        people=SearchPeople(search),
        rules=services.rules,
        follower=services.followers,
        now=services.makers.now,
    )
