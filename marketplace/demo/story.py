"""What has happened in the small world? Campaigns in all states, told as what each side did day by day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Step = tuple[str, Mapping[str, Any]]
"""What is done and with what; the other side's turn is seen from what it is."""

LINK = "https://videos.example/"


@dataclass(frozen=True)
class Proposed:
    """A proposal to the next creator who takes them, and what followed; the demo's own creator where it is `own`."""

    price: str
    steps: tuple[Step, ...] = ()
    own: bool = False


@dataclass(frozen=True)
class Told:
    """A campaign of an account, `brand` or `agency`, and what came of it."""

    account: str
    details: Mapping[str, Any]
    published: bool = True
    closed: bool = False
    proposals: tuple[Proposed, ...] = field(default=())


def _step(action: str, **given: Any) -> Step:
    return action, given


_ACCEPT = _step("accept")
_SUBMIT = _step("submit", url=f"{LINK}draft-1", note="A first cut, with the music still open.")
_REVISE = _step("request-revision", note="Please show the packaging in the first three seconds.")
_AGAIN = _step("submit", url=f"{LINK}draft-2", note="Packaging first now.")
_APPROVE = _step("approve")
_PUBLISH = _step("publish", url=f"{LINK}post-1")
_WORK = (_ACCEPT, _SUBMIT, _REVISE, _AGAIN, _APPROVE, _PUBLISH)

VIDEO: Mapping[str, Any] = {"kind": "video", "notes": "One minute, upright, with subtitles.", "due_in_days": 45}

STORY: tuple[Told, ...] = (
    Told(
        "brand",
        {
            "title": "Spring leaves",
            "brief": "Three teas of the first harvest: show your own way to drink them, at home or on the road.",
            "budget": "20000.00",
            "deliverables": (VIDEO,),
            "usage_rights_days": 90,
            "ad_code_days": 30,
        },
        proposals=(
            Proposed("400.00", own=True),
            Proposed("450.00", (_step("counter", price="520.00", message="With two rounds of revision."),)),
            Proposed(
                "480.00",
                (_step("counter", price="600.00"), _step("counter-back", price="550.00", message="In the middle?")),
            ),
            Proposed("300.00", (_step("decline", reason="I drink coffee only."),)),
            Proposed("350.00", (_step("withdraw"),)),
            Proposed("500.00", (_ACCEPT,)),
            Proposed("510.00", (_ACCEPT, _SUBMIT)),
            Proposed("520.00", (_ACCEPT, _SUBMIT, _REVISE)),
            Proposed("530.00", (_ACCEPT, _SUBMIT, _APPROVE)),
            Proposed("540.00", _WORK),
            Proposed("550.00", (*_WORK, _step("complete")), own=False),
        ),
    ),
    Told(
        "brand",
        {
            "title": "Iced tea live",
            "brief": "An hour of live mixing on the first hot Saturday.",
            "budget": "6000.00",
            "deliverables": ({"kind": "live", "due_in_days": 30},),
        },
        published=False,
    ),
    Told(
        "agency",
        {
            "title": "Glow without filter",
            "brief": "Skincare on real skin: no filter, no retouching, and say what did not work.",
            "budget": "15000.00",
            "deliverables": (VIDEO, {"kind": "story", "count": 3, "due_in_days": 50}),
            "ad_code_days": 60,
        },
        proposals=(
            Proposed("700.00", (_ACCEPT, _step("cancel", reason="The launch moved to autumn."))),
            Proposed("720.00", (_ACCEPT, _step("cancel", reason="The launch moved."), _step("confirm-cancel"))),
            Proposed("740.00", (_ACCEPT, _SUBMIT, _step("dispute", reason="The draft shows another brand."))),
            Proposed("760.00", (_ACCEPT, _SUBMIT), own=True),
        ),
    ),
    Told(
        "agency",
        {
            "title": "Winter run",
            "brief": "Ten kilometres before breakfast.",
            "budget": "4000.00",
            "deliverables": ({"kind": "photo", "count": 5},),
        },
        closed=True,
        proposals=(Proposed("250.00"), Proposed("280.00", (_step("decline", reason="Injured until March."),))),
    ),
)
