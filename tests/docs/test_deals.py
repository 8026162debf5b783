"""Does docs/deals.md say what the tables say that the service runs on?

`UPDATE_GOLDEN=1 pytest tests/docs/test_deals.py` makes its diagrams and tables of states anew.
"""

from __future__ import annotations

import os
import re
from decimal import Decimal
from pathlib import Path

import pytest

from marketplace.api.deal_parameters import MAX_CREATORS
from marketplace.deals.amounts import Money
from marketplace.deals.campaign import CAMPAIGNS, DEFAULT_RESPONSE_HOURS
from marketplace.deals.collaboration import Standing
from marketplace.deals.collaborations import CONSENT_HOURS, Outcome
from marketplace.deals.deliverables import APPROVAL_HOURS
from marketplace.deals.diagrams import ENDINGS, GONE, diagram, permissions
from marketplace.deals.message import MAX_MESSAGE
from marketplace.deals.offering import CODES
from marketplace.deals.proposal import PROPOSALS
from marketplace.deals.reputation import EXPERIENCED, FEWEST, NEWEST, RESPONSIVE_HOURS
from marketplace.deals.results import MOST_DAYS
from marketplace.deals.settling import ALL, MOST, NONE
from marketplace.deals.states import Machine
from marketplace.deals.talking import MOST_STEPS
from marketplace.deals.terms import MAX_VERSIONS
from marketplace.deals.tracks import COLLABORATIONS, DELIVERABLES, PAYMENTS
from marketplace.deals.values import MAX_DELIVERABLES, RESPONSE_HOURS

PAGE = Path(__file__).parents[2] / "docs" / "deals.md"


def fenced(drawn: str) -> str:
    return f"```mermaid\n{drawn}\n```"


MADE = {
    "campaigns": (fenced(diagram(CAMPAIGNS, beside=GONE)), permissions(CAMPAIGNS)),
    "proposals": (fenced(diagram(PROPOSALS)), permissions(PROPOSALS)),
    "collaborations": (fenced(diagram(COLLABORATIONS, beside=ENDINGS)), permissions(COLLABORATIONS)),
    "deliverables": (fenced(diagram(DELIVERABLES)), permissions(DELIVERABLES)),
    "payments": (fenced(diagram(PAYMENTS)),),
}


@pytest.mark.parametrize("name", MADE)
def test_states_are_drawn_and_listed_as_the_tables_have_them(name: str) -> None:
    text, made = PAGE.read_text(encoding="utf-8"), "\n\n".join(MADE[name])
    marked = re.compile(f"(<!-- made: {name} -->\n).*?(<!-- /made -->)", re.DOTALL)
    right = marked.sub(lambda found: f"{found[1]}{made}\n{found[2]}", text)
    if os.environ.get("UPDATE_GOLDEN"):
        PAGE.write_text(right, encoding="utf-8")
        text = right
    assert marked.search(text)
    assert text == right


def test_every_reason_why_a_creator_is_refused_is_listed_with_what_to_do() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    listed = {code: detail for code, detail, _ in rows if code in CODES}
    assert list(listed.items()) == list(CODES.items())


@pytest.mark.parametrize(
    "said",
    [
        f"1 to {MAX_DELIVERABLES} `deliverables`",
        f"({MAX_VERSIONS} at most;",
        f"up to {MAX_CREATORS} `creator_ids`",
        f"{DEFAULT_RESPONSE_HOURS} (7 days) unless said, {RESPONSE_HOURS[0]} to {RESPONSE_HOURS[1]}",
        f"a submitted deliverable | {APPROVAL_HOURS // 24} days;",
        f"a cancellation | {CONSENT_HOURS} hours",
        f"open {ALL}, submitted or in revision\n  {MOST}, approved or published {NONE}",
        f"texts of up to {MAX_MESSAGE:,} characters",
        f"the last {MOST_STEPS:,} steps",
        f"more than {MOST_DAYS:,} days apart",
        f"the {NEWEST} proposals that changed last",
        f"was accepted; who declines makes no difference, withdrawn ones count nothing | {FEWEST} of them",
        f"answers within {RESPONSIVE_HOURS} hours in the median | {FEWEST} answers",
        f"has completed {EXPERIENCED} collaborations",
    ],
)
def test_figures_are_those_of_the_service(said: str) -> None:
    assert said in PAGE.read_text(encoding="utf-8")


def test_the_example_of_a_share_is_right() -> None:
    agreed = Money(250_00, "EUR")
    back = agreed.share(Decimal("0.335"))
    assert f"{back.amount}\n  back and {(agreed - back).amount} paid" in PAGE.read_text(encoding="utf-8")


def test_every_outcome_of_a_dispute_is_drawn() -> None:
    drawn = {one.which.partition(",")[0] for one in ENDINGS if one.action == "resolve"}
    assert drawn == set(Outcome)
    assert {one.after for one in ENDINGS} | {one.before for one in ENDINGS} <= set(Standing)


@pytest.mark.parametrize("machine", [CAMPAIGNS, PROPOSALS, COLLABORATIONS, DELIVERABLES, PAYMENTS])
def test_no_rule_is_left_out_of_a_diagram(machine: Machine[Standing]) -> None:
    drawn = diagram(machine)
    for rule in machine.rules:
        for before in rule.before:
            arrow = f"{before} --> {rule.after or before}: {rule.action}"
            found = re.search(rf"^    {arrow} \((.+)\)$", drawn, re.MULTILINE)
            assert found
            assert {*rule.sides} <= {*found[1].split(", ")}
