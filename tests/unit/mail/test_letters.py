"""Does a letter say what has happened, and nothing that somebody smuggled into it?"""

from __future__ import annotations

from dataclasses import fields, replace
from string import Formatter

import pytest

from marketplace.errors import InvalidInput
from marketplace.mail.letters import LETTERS, MAX_VALUE, About, letter
from marketplace.mail.mail import MAX_SUBJECT

ABOUT = About(name="Ann", brand="Nordlicht", campaign="Winter tea", record_id="prp_1")
EVENTS = {
    *(f"proposal.{one}" for one in ("sent", "countered", "accepted", "declined", "withdrawn", "extended", "expired")),
    *(f"collaboration.{one}" for one in ("started", "completed", "cancel_requested", "cancelled")),
    *(f"collaboration.{one}" for one in ("disputed", "resolved", "cancel_rejected")),
    *(f"deliverable.{one}" for one in ("submitted", "approved", "revision_requested", "published", "overdue")),
    *(f"remind.{one}" for one in ("answer", "due", "approval", "consent")),
    "message.created",
}


def test_there_is_a_letter_for_each_step_of_a_deal() -> None:
    assert set(LETTERS) == EVENTS
    assert letter("webhook.test", to="a@b.example", about=ABOUT) is None


def test_a_letter_says_to_whom_what_happened_and_where() -> None:
    mail = letter("proposal.sent", to="a@b.example", about=ABOUT)

    assert mail
    assert (mail.to, mail.subject) == ("a@b.example", "Nordlicht proposes Winter tea")
    assert mail.text == (
        "Hello Ann,\n\nNordlicht sent you a proposal for Winter tea.\n\nIt is the record prp_1 in the marketplace.\n"
    )


@pytest.mark.parametrize("event", sorted(EVENTS))
def test_every_letter_is_filled_with_what_is_known(event: str) -> None:
    template = LETTERS[event]
    asked = {name for _, name, _, _ in Formatter().parse(template.subject + template.happened) if name}

    mail = letter(event, to="a@b.example", about=ABOUT)

    assert asked <= {one.name for one in fields(About)}
    assert mail
    assert "{" not in mail.subject + mail.text
    assert "Winter tea" in mail.subject + mail.text


@pytest.mark.parametrize("event", sorted(EVENTS))
def test_no_value_adds_a_line_a_header_or_a_page(event: str) -> None:
    evil = "Tea\r\nBcc: eve@c.example\n\n.\n{name}\u2028\u202e\0\ud800" + 5_000 * "x"

    plain = letter(event, to="a@b.example", about=ABOUT)
    mail = letter(event, to="a@b.example", about=About(name=evil, brand=evil, campaign=evil, record_id=evil))

    assert plain
    assert mail
    assert mail.text.count("\n") == plain.text.count("\n")
    assert len(mail.subject) <= MAX_SUBJECT
    assert f"{('Tea Bcc: eve@c.example . {name} ' + 90 * 'x')[: MAX_VALUE - 1]}…" in mail.text


def test_who_has_no_address_gets_no_letter() -> None:
    with pytest.raises(InvalidInput, match="to: is no e-mail address"):
        letter("proposal.sent", to="Ann <a@b.example>", about=replace(ABOUT, name=""))
