"""Are creators known for what they did, and do their overlays say so without taking what others say?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.creators.fields import BADGES
from marketplace.creators.overlays import checked_fields
from marketplace.creators.times import MICROSECONDS
from marketplace.deals.proposal import ProposalStatus
from marketplace.deals.reputation import EXPERIENCED, FEWEST, Answer, Record, differing, known_for

HOUR = 3_600 * MICROSECONDS
ACCEPTED, DECLINED, EXPIRED = ProposalStatus.ACCEPTED, ProposalStatus.DECLINED, ProposalStatus.EXPIRED

answers = st.builds(Answer, st.sampled_from(ProposalStatus), st.none() | st.integers(0, 10**12))
records = st.builds(Record, st.lists(answers, max_size=12), st.integers(0, 9))
badges = st.none() | st.lists(st.sampled_from(BADGES), unique=True, min_size=1)
overlays = st.fixed_dictionaries(
    {},
    optional={
        "badges": badges,
        "response_hours": st.none() | st.floats(0, 100),
        "acceptance_rate": st.floats(0, 1),
        "collaborations_completed": st.integers(0, 9),
        "available": st.booleans(),
        "hidden": st.booleans(),
    },
)


def answered(*hours: float, status: ProposalStatus = ACCEPTED) -> list[Answer]:
    """Proposals that were answered so soon."""
    return [Answer(status, round(one * HOUR)) for one in hours]


def test_the_time_to_answer_is_the_median_whatever_the_answer() -> None:
    found = [*answered(1, 2), *answered(30, status=DECLINED), Answer(EXPIRED, None)]
    assert known_for(Record(found))["response_hours"] == 2.0
    assert known_for(Record([*found, *answered(4)]))["response_hours"] == 3.0
    assert "response_hours" not in known_for(Record([Answer(EXPIRED, None)]))


def test_an_acceptance_rate_takes_five_that_were_settled() -> None:
    found = [*answered(1), *answered(1, status=DECLINED), Answer(EXPIRED, None), Answer(EXPIRED, None)]
    uncounted = [Answer(ProposalStatus.WITHDRAWN, HOUR), Answer(ProposalStatus.COUNTERED, HOUR)] * 3
    assert "acceptance_rate" not in known_for(Record([*found, *uncounted]))
    assert known_for(Record([*found, *uncounted, *answered(1)]))["acceptance_rate"] == 0.4
    assert known_for(Record(answered(1, 2) * 3 + [Answer(EXPIRED, None)]))["acceptance_rate"] == 0.8571


@pytest.mark.parametrize(
    ("hours", "completed", "earned"),
    [
        ([48.0] * FEWEST, 0, ["responsive"]),
        ([48.0] * (FEWEST - 1), 0, []),
        ([48.001] * FEWEST, 0, []),
        ([1, 1, 48, 900, 900], EXPERIENCED, ["responsive", "experienced"]),
        ([], EXPERIENCED, ["experienced"]),
        ([], EXPERIENCED - 1, []),
    ],
)
def test_badges_are_earned(hours: list[float], completed: int, earned: list[str]) -> None:
    assert known_for(Record(answered(*hours), completed))["badges"] == earned


def test_who_did_nothing_here_is_left_to_the_feed() -> None:
    assert known_for(Record()) == {"badges": []}
    assert differing(Record(), {"available": True}) == ({}, ())
    said = {"response_hours": 1.0, "badges": ["responsive"], "available": True}
    assert differing(Record(), said) == ({}, ("response_hours", "badges"))


@given(record=records, said=overlays)
def test_an_overlay_that_was_changed_differs_no_more_and_says_all_else_as_before(
    record: Record, said: dict[str, Any]
) -> None:
    change, gone = differing(record, said)
    after = {name: value for name, value in {**said, **change}.items() if name not in gone}

    assert differing(record, after) == ({}, ())
    assert checked_fields(change) == change
    assert [after.get(name) for name in ("available", "hidden")] == [said.get("available"), said.get("hidden")]
    known = known_for(record)
    assert {name: value for name, value in after.items() if name in known and name != "badges"} == {
        name: value for name, value in known.items() if name != "badges"
    }
    theirs = {"complete_profile"} & {*(said.get("badges") or ())}
    none = "badges" in said and said["badges"] is None
    assert {*(after.get("badges") or ())} == (set() if none else theirs | {*known["badges"]})
