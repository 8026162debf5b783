"""What does HTTP see of members of Creator Next? Who joins or is refused, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, g, request

from marketplace.accounts.roles import Role, Scope
from marketplace.api.answers import answer
from marketplace.api.body import read_object
from marketplace.api.creators import ID
from marketplace.api.endpoints import Endpoint, blueprint
from marketplace.api.gate import Needs, caller
from marketplace.api.member_parameters import joining_parameters, members_query
from marketplace.api.problems import problem
from marketplace.api.records import behind, gone, made, page, record
from marketplace.api.versions import expected_version
from marketplace.creators.times import format_time
from marketplace.deals.shown import shown_entry
from marketplace.programme.joining import Answered, Joining
from marketplace.programme.member import Member
from marketplace.programme.membership import MembershipService
from marketplace.programme.shown_member import allowed, shown_failure, shown_member
from marketplace.search.query import DEFAULT_LIMIT

Asked = Mapping[str, Any]
PATH = "/v1/programme/members"
PROGRAMME = Needs(Scope.PROGRAMME)
OPERATORS = Needs(Scope.PROGRAMME, (Role.OPERATOR,))


@dataclass(frozen=True)
class MemberViews:
    """The views of members."""

    members: MembershipService
    joining: Joining

    def join_programme(self, body: Asked, _query: Asked) -> Response:
        """Join Creator Next, also again: the creator itself, or an operator who has its consent.

        Whoever may not is refused with 409, which is kept and names the rules; without `retry_at` one may ask again at
        any time.
        """
        asked = self.joining.join(**body, found=g.get("people"), by=caller())
        if not asked.is_in:
            return self._refused(asked)
        return made(self._shown(asked.member), at=f"{PATH}/{asked.member.creator_id}", secrets={})

    def list_members(self, query: Asked) -> Response:
        """Who asked to join, who asked first comes first; operators may."""
        limit, after = query.get("limit", DEFAULT_LIMIT), behind(query, "mbr")
        found = self.members.page(after=after, limit=limit + 1, market=query.get("market"), by=caller())
        return page("members", [self._shown(one) for one in found], limit=limit)

    def get_member(self, _query: Asked, *, creator_id: str) -> Response:
        """A creator who asked to join: itself, or any for an operator."""
        return record(self._shown(self.members.get(creator_id, by=caller())))

    def leave_programme(self, _query: Asked, *, creator_id: str) -> Response:
        """Leave Creator Next; what was earned stays in the wallet, and joining again is allowed at once."""
        self.members.leave(creator_id, expected=expected_version(required=True), by=caller())
        return gone()

    def get_member_history(self, _query: Asked, *, creator_id: str) -> Response:
        """What has become of a member: who did what when, and which fields it changed."""
        found = self.members.history(creator_id, by=caller())
        return answer({"history": [shown_entry(one) for one in found]})

    def find_person(self) -> None:
        """Ask the engine of who joins, which may take seconds, before a transaction is begun."""
        creator_id = read_object(request).get("creator_id")
        if isinstance(creator_id, str):
            g.people = self.joining.find(creator_id)

    def _refused(self, asked: Answered) -> Response:
        """The answer to who may not join; no error is raised, or what is kept of it would be no more."""
        member, now = asked.member, self.members.now()
        told: dict[str, Any] = {"allowed_actions": list(allowed(member, now=now))}
        when = ""
        if member.retry_at is not None:
            told["retry_at"] = format_time(member.retry_at)
            when = f": ask again from {told['retry_at']} on"
        if asked.waits:
            return problem(409, f"the creator {member.creator_id} was refused{when}", **told)
        told |= {"reasons": [shown_failure(one) for one in asked.failed], "member": self._shown(member)}
        rules = ", ".join(one.rule for one in asked.failed)
        change = f"GET /v1/creators/{member.creator_id}/eligibility tells what would change it"
        return problem(409, f"the creator {member.creator_id} can't join, by the rules {rules}{when}; {change}", **told)

    def _shown(self, member: Member) -> dict[str, Any]:
        return shown_member(member, now=self.members.now())


def members_blueprint(members: MembershipService, joining: Joining) -> Any:
    """The endpoints of members."""
    views = MemberViews(members, joining)
    endpoints = (*_all(views), *_each(views))
    return blueprint("members", "Who is in Creator Next.", prefix=PATH, endpoints=endpoints)


def _all(views: MemberViews) -> tuple[Endpoint, ...]:
    return (
        Endpoint(
            rule="",
            view=views.join_programme,
            body=joining_parameters(),
            gives="Member",
            status=201,
            needs=PROGRAMME,
            errors=(404,),
            changes=True,
            prepare=views.find_person,
        ),
        Endpoint(rule="", view=views.list_members, query=members_query(), gives="Members", needs=OPERATORS),
    )


def _each(views: MemberViews) -> tuple[Endpoint, ...]:
    one: dict[str, Any] = {"path": ID, "needs": PROGRAMME}
    rule = "/<creator_id:creator_id>"
    return (
        Endpoint(**one, rule=rule, view=views.get_member, gives="Member", errors=(404,)),
        Endpoint(
            **one,
            rule=rule,
            view=views.leave_programme,
            gives="",
            method="DELETE",
            status=204,
            versioned=True,
            errors=(404, 409),
        ),
        Endpoint(**one, rule=f"{rule}/history", view=views.get_member_history, gives="History", errors=(404,)),
    )
