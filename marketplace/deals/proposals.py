"""What is done with proposals? Accepted, declined, countered, withdrawn, extended; each step is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from marketplace.accounts.caller import Caller
from marketplace.deals.access import check_expected, own_proposal, seen_page
from marketplace.deals.agreeing import Agreeing
from marketplace.deals.asking import Wanted
from marketplace.deals.campaign import Moment
from marketplace.deals.ports import DealRecords, Deals
from marketplace.deals.proposal import PROPOSALS, Proposal
from marketplace.deals.shown import allowed_proposal
from marketplace.deals.sides import Side, actor_of, side_of
from marketplace.deals.states import wrong_state
from marketplace.deals.steps import Happening, Steps
from marketplace.deals.terms import MAX_VERSIONS, countered, deadline
from marketplace.deals.values import MAX_REASON, check_text, overdue
from marketplace.errors import Conflict

Changed = Callable[[DealRecords, Proposal], Proposal]


class ProposalService:
    """The proposals; everything raises NotFound for another's, Forbidden, Conflict, Stale and StoreUnavailable."""

    def __init__(self, records: Deals, steps: Steps, *, agreeing: Agreeing) -> None:
        self._records = records
        self._steps = steps
        self._agreeing = agreeing

    def get(self, proposal_id: str, *, by: Caller) -> Proposal:
        """A proposal."""
        with self._records.reading() as records:
            return own_proposal(records, proposal_id, by=by)

    def page(self, wanted: Wanted, *, by: Caller) -> Sequence[Proposal]:
        """A page of those that the caller may see; raises InvalidInput."""
        with self._records.reading() as records:
            return records.proposals.page(seen_page(wanted, by=by))

    def accept(self, proposal_id: str, terms_version: int, *, expected: int | None, by: Caller) -> Proposal:
        """Agree to one version of the terms, the newest; a collaboration begins, and its price is put aside."""

        def agreed(records: DealRecords, proposal: Proposal) -> Proposal:
            if terms_version != proposal.newest.version:
                raise Conflict(
                    f"the terms are version {proposal.newest.version} by now: read them, then accept that",
                    allowed=allowed_proposal(proposal, side=side_of(by), now=self._steps.now),
                )
            if overdue(proposal.newest.deliverables, now=self._steps.now):
                allowed = allowed_proposal(proposal, side=side_of(by), now=self._steps.now)
                raise Conflict("a deliverable was due already: counter with another due_at", allowed=allowed)
            collaboration = self._agreeing.begin(records, proposal, by=by)
            return replace(proposal, collaboration_id=collaboration.id, deadline_at=None)

        with self._records.writing() as records:
            accepted = self._step(proposal_id, "accept", changed=agreed, expected=expected, by=by)
            self._agreeing.tell(records, accepted, by=by)
            return accepted

    def decline(self, proposal_id: str, reason: str | None, *, expected: int | None, by: Caller) -> Proposal:
        """Say no; raises InvalidInput."""
        check_text("reason", reason, most=MAX_REASON)
        return self._step(
            proposal_id,
            "decline",
            changed=lambda _, proposal: replace(proposal, decline_reason=reason, deadline_at=None),
            expected=expected,
            by=by,
        )

    def counter(self, proposal_id: str, changes: Mapping[str, Any], *, expected: int | None, by: Caller) -> Proposal:
        """Offer other terms; raises InvalidInput."""

        def offered(_: DealRecords, proposal: Proposal) -> Proposal:
            now = self._steps.now
            terms = countered(proposal.newest, changes, by=side_of(by), now=now)
            return replace(
                proposal, terms=(*proposal.terms, terms), deadline_at=deadline(proposal.response_hours, now=now)
            )

        return self._step(proposal_id, "counter", changed=offered, expected=expected, by=by)

    def withdraw(self, proposal_id: str, *, expected: int | None, by: Caller) -> Proposal:
        """Take it back."""
        return self._step(
            proposal_id,
            "withdraw",
            changed=lambda _, proposal: replace(proposal, deadline_at=None),
            expected=expected,
            by=by,
        )

    def extend(self, proposal_id: str, *, expected: int | None, by: Caller) -> Proposal:
        """Give the creator as much time again, once."""

        def extended(_: DealRecords, proposal: Proposal) -> Proposal:
            assert proposal.deadline_at is not None
            later = deadline(proposal.response_hours, now=proposal.deadline_at)
            return replace(proposal, extended=True, deadline_at=later)

        return self._step(proposal_id, "extend", changed=extended, expected=expected, by=by)

    def _step(self, proposal_id: str, action: str, *, changed: Changed, expected: int | None, by: Caller) -> Proposal:
        with self._records.writing() as records:
            if action == "accept":  # a campaign is always taken before its proposals, or two would wait for each other
                self._agreeing.take_campaign(records, proposal_id)
            before = own_proposal(records, proposal_id, by=by)
            allowed = allowed_proposal(before, side=side_of(by), now=self._steps.now)
            step = PROPOSALS.step(before.turn, action, side=side_of(by), allowed=allowed)
            check_expected(before, expected)
            if action not in allowed:
                raise wrong_state("the proposal", _state(before, action, now=self._steps.now), allowed=allowed)
            after = replace(_answered(changed(records, before), by=by, now=self._steps.now), turn=step.after)
            after = self._steps.take(records, before, after=after, action=action, by=actor_of(by))
            self._steps.tell(records, Happening(step.event, after, actor_of(by)))
            return after


def _answered(proposal: Proposal, *, by: Caller, now: Moment) -> Proposal:
    """The proposal with when its creator first answered it, whatever the answer."""
    if side_of(by) is not Side.CREATOR or proposal.answered_at is not None:
        return proposal
    return replace(proposal, answered_at=now)


def _state(proposal: Proposal, action: str, *, now: Moment) -> str:
    """Why an action that its table allows is not legal now."""
    if proposal.deadline_at is not None and proposal.deadline_at <= now:
        return "past its deadline"
    return "extended already" if action == "extend" else f"at version {MAX_VERSIONS} of its terms, the last one"
