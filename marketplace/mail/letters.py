"""What is written to people when something happens in a deal of theirs?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

from marketplace.mail.mail import Mail

MAX_VALUE = 90
"""Two of them are in some subjects."""


@dataclass(frozen=True, kw_only=True)
class About:
    """What a letter speaks of: who reads it, whose campaign it is, and which record has changed."""

    name: str
    brand: str
    campaign: str
    record_id: str


@dataclass(frozen=True)
class Template:
    """A subject and what has happened, with the names of `About` in braces."""

    subject: str
    happened: str


_TEXT = """Hello {name},

{happened}

It is the record {record_id} in the marketplace.
"""

LETTERS: Mapping[str, Template] = MappingProxyType(
    {
        "proposal.sent": Template("{brand} proposes {campaign}", "{brand} sent you a proposal for {campaign}."),
        "proposal.countered": Template("New terms for {campaign}", "There are new terms for {campaign} by {brand}."),
        "proposal.accepted": Template("Agreed: {campaign}", "The proposal for {campaign} by {brand} was accepted."),
        "proposal.declined": Template("Declined: {campaign}", "The proposal for {campaign} by {brand} was declined."),
        "proposal.withdrawn": Template(
            "Withdrawn: {campaign}", "The proposal for {campaign} was withdrawn by {brand}: nothing is to be done."
        ),
        "proposal.extended": Template(
            "More time for {campaign}", "{brand} gives you more time to answer the proposal for {campaign}."
        ),
        "proposal.expired": Template(
            "Expired: {campaign}", "The proposal for {campaign} by {brand} expired: nobody answered in time."
        ),
        "collaboration.started": Template("{campaign} begins", "The collaboration on {campaign} by {brand} has begun."),
        "collaboration.completed": Template(
            "{campaign} is completed", "The collaboration on {campaign} by {brand} is completed."
        ),
        "collaboration.cancel_requested": Template(
            "{campaign}: asked to cancel",
            "The other side asks to cancel the collaboration on {campaign} by {brand}. Silence is consent.",
        ),
        "collaboration.cancel_rejected": Template(
            "{campaign} goes on", "The other side does not agree to cancel {campaign} by {brand}: the work goes on."
        ),
        "collaboration.cancelled": Template(
            "{campaign} is cancelled", "The collaboration on {campaign} by {brand} is cancelled."
        ),
        "collaboration.disputed": Template(
            "{campaign} is disputed", "The collaboration on {campaign} by {brand} is disputed: an operator will decide."
        ),
        "collaboration.resolved": Template(
            "{campaign}: dispute resolved", "An operator resolved the dispute on {campaign} by {brand}."
        ),
        "deliverable.submitted": Template(
            "{campaign}: work submitted", "Work for {campaign} by {brand} was submitted and waits for approval."
        ),
        "deliverable.approved": Template("{campaign}: work approved", "Work for {campaign} by {brand} was approved."),
        "deliverable.revision_requested": Template(
            "{campaign}: please revise", "{brand} asks for a revision of work for {campaign}."
        ),
        "deliverable.published": Template("{campaign} is published", "Work for {campaign} by {brand} was published."),
        "deliverable.overdue": Template(
            "{campaign} is late", "Work for {campaign} by {brand} was due and is not submitted yet."
        ),
        "remind.answer": Template(
            "{campaign}: your answer is due soon",
            "The proposal for {campaign} by {brand} waits for your answer, and expires soon.",
        ),
        "remind.due": Template("{campaign} is due soon", "Work for {campaign} by {brand} is due within two days."),
        "remind.approval": Template(
            "{campaign}: work waits for you",
            "Work for {campaign} by {brand} waits for your approval. Silence approves it within three days.",
        ),
        "remind.consent": Template(
            "{campaign}: asked to cancel",
            "The other side asks to cancel the collaboration on {campaign} by {brand}. Silence is consent in a day.",
        ),
        "message.created": Template("{campaign}: new message", "There is a new message about {campaign} by {brand}."),
    }
)
"""By type of event, or of reminder."""

MEMBERSHIP: Mapping[str, Template] = MappingProxyType(
    {
        "member.joined": Template("You are in Creator Next", "You are a member of Creator Next."),
        "member.refused": Template("Creator Next: not yet", "You can't join Creator Next now: the record says why."),
        "member.left": Template("You left Creator Next", "You are no member of Creator Next any more."),
        "member.suspended": Template(
            "Creator Next: suspended",
            "Your membership of Creator Next is suspended. It comes back by itself when the rules hold again that the "
            "record names.",
        ),
    }
)
"""By type of event."""


def letter(event: str, *, to: str, about: About) -> Mail | None:
    """The mail that tells an address of an event; None for events that nobody is written of.

    Raises InvalidInput for what is no address.
    """
    template = LETTERS.get(event)
    if template is None:
        return None
    values = {one.name: _one_line(getattr(about, one.name)) for one in fields(About)}
    happened = template.happened.format_map(values)
    return Mail(to, template.subject.format_map(values), _TEXT.format_map({**values, "happened": happened}))


def letter_of_matches(*, to: str, name: str, search: str, count: int, record_id: str) -> Mail:
    """The mail that tells an address how many creators newly match a saved search; raises InvalidInput as `letter`."""
    who = "1 creator newly matches" if count == 1 else f"{count} creators newly match"
    called = _one_line(search)
    happened = f"{who} your saved search {called}."
    return Mail(to, f"{who} {called}", _TEXT.format(name=_one_line(name), happened=happened, record_id=record_id))


def letter_of_membership(event: str, *, to: str, name: str, record_id: str) -> Mail:
    """The mail that tells a creator what became of its membership; raises InvalidInput as `letter`."""
    template = MEMBERSHIP[event]
    text = _TEXT.format(name=_one_line(name), happened=template.happened, record_id=record_id)
    return Mail(to, template.subject, text)


def _one_line(value: str) -> str:
    """A value as a part of one line, whatever somebody wrote: it adds no line, no header and no page of text."""
    line = " ".join("".join(one if one.isprintable() else " " for one in value).split())
    return line if len(line) <= MAX_VALUE else f"{line[: MAX_VALUE - 1]}…"
