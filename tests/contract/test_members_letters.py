"""To whom is written what became of its membership? To who has no webhook, of what it did not do itself."""

from __future__ import annotations

import pytest

from marketplace.accounts.own_side import OwnChanges
from marketplace.events.webhooks import WebhookService
from marketplace.programme.person import Standing
from tests.members import Club


@pytest.fixture
def reached(club: Club) -> Club:
    """A club whose creator has an address."""
    own = OwnChanges()
    club.office.accounts.change_own({"email": "ann@example.com"}, own=own, expected=None, by=club.creator)
    return club


def test_a_creator_is_written_what_others_and_time_did(reached: Club) -> None:
    reached.know()
    reached.join(by=reached.operator)
    reached.know(standing=Standing.LOST)
    reached.members.leave("c1", expected=None, by=reached.operator)
    reached.know(birth_date=None)
    reached.join(by=reached.operator)

    assert reached.letters == [
        *("You are in Creator Next", "Creator Next: suspended", "You left Creator Next", "Creator Next: not yet"),
    ]


def test_of_what_it_did_itself_nothing_is_written(reached: Club) -> None:
    reached.know()
    reached.join()
    reached.leave()

    assert (reached.letters, reached.told) == ([], ["member.joined", "member.left"])


@pytest.mark.parametrize(("types", "written"), [(["member.joined"], 0), (["member.left"], 1)])
def test_who_has_a_webhook_that_is_called_of_it_is_not_written(reached: Club, types: list[str], written: int) -> None:
    webhooks = WebhookService(reached.records, reached.makers, open_loopback=False)
    webhooks.make({"url": "https://example.com/", "event_types": tuple(types)}, by=reached.creator)
    reached.know()
    reached.join(by=reached.operator)

    assert len(reached.letters) == written


def test_who_has_no_address_is_told_by_events_alone(club: Club) -> None:
    club.know()
    club.join(by=club.operator)

    assert (club.letters, club.told) == ([], ["member.joined"])
