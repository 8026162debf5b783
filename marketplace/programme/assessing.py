"""Who is told how a creator stands? That creator, and operators: it shows an age."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from marketplace.accounts.caller import Caller
from marketplace.accounts.roles import Role
from marketplace.errors import NotFound
from marketplace.programme.assessment import Assessment, assess
from marketplace.programme.person import unknown
from marketplace.programme.ports import People, Programme
from marketplace.programme.rules import Rules


@dataclass(frozen=True)
class Assessing:
    """Looks at creators; `now` gives microseconds. Raises EngineUnavailable, StoreUnavailable."""

    people: People
    records: Programme
    rules: Rules
    now: Callable[[], int]

    def of(self, creator_id: str, *, by: Caller) -> Assessment:
        """How a creator stands now; raises NotFound for another's, and for who can't be found (any more)."""
        if by.account.role is not Role.OPERATOR and by.account.creator_id != creator_id:
            raise _not_found(creator_id)
        person = self.people.find([creator_id]).get(creator_id)
        with self.records.reading() as records:
            member = records.members.look(creator_id)
            facts = records.facts.of([creator_id]).get(creator_id, unknown(creator_id))
        if person is None:
            raise _gone(creator_id) if member else _not_found(creator_id)
        return assess(person, facts, member=member, rules=self.rules, now=self.now())


def _not_found(creator_id: str) -> NotFound:
    return NotFound(f"there is no creator with the id {creator_id!r}")


def _gone(creator_id: str) -> NotFound:
    return NotFound(
        f"the creator {creator_id!r} can't be found now: it left, or is hidden. What it is as a member is told by "
        f"GET /v1/programme/members/{creator_id}"
    )
