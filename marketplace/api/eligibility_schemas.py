"""How does OpenAPI describe who may join Creator Next?"""

from __future__ import annotations

from marketplace.api.creator_schema import TEXT, TIME, Schema, list_of, object_of, ref
from marketplace.api.schema_parts import FROM_ONE, enum_of
from marketplace.programme.assessment import FeatureState
from marketplace.programme.eligibility import Rule
from marketplace.programme.member import Membership
from marketplace.programme.rules import Feature

_FLAG: Schema = {"type": "boolean"}
_VALUE: Schema = {"type": ["integer", "string", "boolean"]}
_RULES: Schema = {**list_of(enum_of(Rule)), "description": "The rules that are not passed."}


def eligibility_schemas() -> dict[str, Schema]:
    """All schemas of eligibility, by name."""
    may_join: Schema = {**_FLAG, "description": "Eligible, no member yet, and not refused until some later time."}
    return {
        "Eligibility": object_of(
            creator_id=TEXT,
            market=TEXT,
            as_of=TIME,
            eligible=_FLAG,
            may_join=may_join,
            rules={**list_of(ref("EligibilityRule")), "description": "What is asked of who joins."},
            features=list_of(ref("EligibilityFeature")),
            optional={"member": _member()},
        ),
        "EligibilityRule": _rule(),
        "EligibilityFeature": _feature(),
    }


def _member() -> Schema:
    retry = {**TIME, "description": "When one who was refused may ask again."}
    member = object_of(
        id=TEXT,
        state=enum_of(Membership),
        optional={"reasons": _RULES, "retry_at": retry, "joined_at": TIME, "left_at": TIME},
    )
    return {**member, "description": "What the creator is as a member, where it ever asked to join."}


def _rule() -> Schema:
    return object_of(
        rule=enum_of(Rule),
        title=TEXT,
        requirement={**TEXT, "description": "What is asked, in the language."},
        passed=_FLAG,
        lasting={**_FLAG, "description": "Whether it must hold for good; the others are asked once."},
        optional={
            "required": {
                **_VALUE,
                "description": "The least number (of posted_days_ago the most), the opening day where there is one, "
                "or what it must be; of account_type what it must not be.",
            },
            "actual": {**_VALUE, "description": "What is the case; absent where nobody knows."},
            "lacking": {**FROM_ONE, "description": "How much more would change it, where that is a number."},
            "change": {**TEXT, "description": "What would change it, in the language."},
        },
    )


def _feature() -> Schema:
    states = (
        "available: it would be active on joining (of a member: soon). suspended: it is had, and something that must "
        "hold holds no more. unavailable: the reasons say why."
    )
    held: Schema = {
        "const": True,
        "description": "Creator Next did not give it: only a suspension, or whom "
        "somebody speaks for, keeps it from being active.",
    }
    return object_of(
        feature=enum_of(Feature),
        label=TEXT,
        state={**enum_of(FeatureState), "description": states},
        state_label=TEXT,
        reasons=_RULES,
        rules={**list_of(ref("EligibilityRule")), "description": "What the feature asks for by itself."},
        optional={"held_before": held},
    )
