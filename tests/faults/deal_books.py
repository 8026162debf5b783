"""Is nothing of the deals half done or done twice? All records are read, and each is held against the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing

from marketplace.deals.asking import Sight, Wanted
from marketplace.deals.campaign import Campaign
from marketplace.deals.collaboration import Collaboration
from marketplace.deals.paying import PaymentAction
from marketplace.deals.ports import DealRecords
from marketplace.deals.proposal import Proposal, ProposalStatus
from marketplace.store.database import Database
from marketplace.store.records import SqlRecords

ALL = Wanted(sight=Sight(), limit=100_000)
Record = Campaign | Proposal | Collaboration


def findings(url: str) -> list[str]:
    """All that does not agree in a database."""
    with closing(Database(url)) as database, SqlRecords(database).reading() as records:
        campaigns, proposals = records.campaigns.page(ALL), records.proposals.page(ALL)
        collaborations = records.collaborations.page(ALL)
        return [
            *_of_history(records, [*campaigns, *proposals, *collaborations]),
            *_of_acceptances(proposals, collaborations),
            *_of_proposals(proposals),
            *_of_budgets(campaigns, proposals),
            *(one for each in collaborations for one in _of_money(records, each)),
            *(one for each in collaborations for one in _of_work(each)),
            *_of_messages(records, collaborations),
        ]


def _of_history(records: DealRecords, found: list[Record]) -> Iterator[str]:
    for one in found:
        versions = [entry.version for entry in records.history.of(one.id, limit=100_000)]
        if versions != list(range(1, one.version + 1)):
            yield f"{one.id} has version {one.version} and the history {versions}"


def _of_acceptances(proposals: list[Proposal], collaborations: list[Collaboration]) -> Iterator[str]:
    accepted = {one.id: one.collaboration_id for one in proposals if one.status is ProposalStatus.ACCEPTED}
    begun = {one.proposal_id: one.id for one in collaborations}
    if accepted != begun or len(begun) < len(collaborations):
        yield f"accepted {accepted.items() - begun.items()}, begun {begun.items() - accepted.items()}"
    for one in proposals:
        if one.collaboration_id is not None and one.status is not ProposalStatus.ACCEPTED:
            yield f"{one.id} is {one.status} and has a collaboration"


def _of_proposals(proposals: list[Proposal]) -> Iterator[str]:
    for (campaign, creator), count in Counter((one.campaign_id, one.creator_id) for one in proposals).items():
        if count > 1:
            yield f"{campaign} has proposed {count} times to {creator}"
    for one in proposals:
        if [terms.version for terms in one.terms] != list(range(1, len(one.terms) + 1)) or len(one.terms) > 2:
            yield f"{one.id} has the terms {one.terms}"


def _of_budgets(campaigns: list[Campaign], proposals: list[Proposal]) -> Iterator[str]:
    for one in campaigns:
        mine = [each for each in proposals if each.campaign_id == one.id]
        accepted = sum(each.newest.price.minor for each in mine if each.status is ProposalStatus.ACCEPTED)
        if one.budget_accepted.minor != accepted:
            yield f"{one.id} counts {one.budget_accepted.minor}, accepted are {accepted}"


def _of_money(records: DealRecords, one: Collaboration) -> Iterator[str]:
    moved = Counter((each.action, each.minor) for each in records.payments.of(one.id))
    payment = one.payment
    expected = Counter({(PaymentAction.RESERVE, payment.agreed.minor): 1})
    for action, money in ((PaymentAction.RELEASE, payment.released), (PaymentAction.REFUND, payment.refunded)):
        if money.minor:
            expected[action, money.minor] += 1
    whole = payment.reserved.minor + payment.released.minor + payment.refunded.minor
    if moved != expected or whole != payment.agreed.minor:
        yield f"{one.id} has {payment}, moved were {dict(moved)}"


def _of_work(one: Collaboration) -> Iterator[str]:
    for piece in one.pieces:
        urls = [each.url for each in piece.submissions]
        if len(urls) != len(set(urls)) or len(piece.revisions) > 1:
            yield f"{one.id} has the submissions {urls} and {len(piece.revisions)} revisions"


def _of_messages(records: DealRecords, collaborations: list[Collaboration]) -> Iterator[str]:
    for one in collaborations:
        if (count := len(records.messages.page(one.id, after="", limit=100))) > 1:
            yield f"{one.id} has {count} messages, one was written"
