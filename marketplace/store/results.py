"""How is read what became of proposals? Of all of a campaign in two statements, whatever their number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Row, Subquery, case, func, literal_column, select

from marketplace.creators.times import DAY
from marketplace.deals.campaign import Moment
from marketplace.deals.collaboration import Part, Standing
from marketplace.deals.paying import PaymentAction
from marketplace.deals.proposal import ProposalStatus
from marketplace.deals.results import Course, Paid, Results
from marketplace.store.deal_tables import COLLABORATIONS, HISTORY, PAYMENTS, PROPOSALS

_APPROVED = {Part.APPROVED, Part.PUBLISHED}
_DAY = literal_column(str(DAY), BigInteger)


class SqlResults:
    """The `ResultRepository` of a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_campaign(self, campaign_id: str) -> Results:
        """See `ResultRepository`."""
        mine = COLLABORATIONS.c.campaign_id == campaign_id
        return Results(self._courses(mine, proposed=PROPOSALS.c.campaign_id == campaign_id), self._paid(mine))

    def of_collaboration(self, collaboration_id: str) -> Results:
        """See `ResultRepository`."""
        mine = COLLABORATIONS.c.id == collaboration_id
        return Results(self._courses(mine, proposed=mine), self._paid(mine))

    def _courses(self, agreed: ColumnElement[bool], *, proposed: ColumnElement[bool]) -> Sequence[Course]:
        steps = _steps(agreed)
        asked = (
            select(
                PROPOSALS.c.status,
                PROPOSALS.c.created_at,
                PROPOSALS.c.answered_at,
                COLLABORATIONS.c.created_at.label("accepted_at"),
                COLLABORATIONS.c.standing,
                COLLABORATIONS.c.pieces,
                *(steps.c[name] for name in ("submitted", "approved", "published", "ended")),
            )
            .select_from(PROPOSALS)
            .outerjoin(COLLABORATIONS, COLLABORATIONS.c.proposal_id == PROPOSALS.c.id)
            .outerjoin(steps, steps.c.record_id == COLLABORATIONS.c.id)
        )
        return [_course(row) for row in self._connection.execute(asked.where(proposed))]

    def _paid(self, agreed: ColumnElement[bool]) -> Sequence[Paid]:
        day = (PAYMENTS.c.at // _DAY).label("day")
        asked = (
            select(day, PAYMENTS.c.action, func.sum(PAYMENTS.c.minor).label("minor"))
            .join(COLLABORATIONS, COLLABORATIONS.c.id == PAYMENTS.c.collaboration_id)
            .where(agreed)
            .group_by(day, PAYMENTS.c.action)
        )
        rows = self._connection.execute(asked)
        return [Paid(Moment(row.day * DAY), PaymentAction(row.action), int(row.minor)) for row in rows]


def _steps(agreed: ColumnElement[bool]) -> Subquery:
    """When steps of collaborations were taken: anything first submitted, something last approved and published."""

    def at(*actions: str) -> ColumnElement[int | None]:
        return case((HISTORY.c.action.in_(actions), HISTORY.c.at))

    return (
        select(
            HISTORY.c.record_id,
            func.min(at("submit")).label("submitted"),
            func.max(at("approve")).label("approved"),
            func.max(at("publish")).label("published"),
            func.max(at("complete", "resolve")).label("ended"),
        )
        .join(COLLABORATIONS, COLLABORATIONS.c.id == HISTORY.c.record_id)
        .where(agreed)
        .group_by(HISTORY.c.record_id)
        .subquery()
    )


def _course(row: Row[Any]) -> Course:
    """A deliverable is approved and published once; all of them are what the last one makes them."""
    parts = {Part(one["status"]) for one in row.pieces or ()}
    return Course(
        status=ProposalStatus(row.status),
        proposed_at=row.created_at,
        answered_at=row.answered_at,
        accepted_at=row.accepted_at,
        submitted_at=row.submitted,
        approved_at=row.approved if parts <= _APPROVED else None,
        published_at=row.published if parts == {Part.PUBLISHED} else None,
        completed_at=row.ended if row.standing == Standing.COMPLETED else None,
    )
