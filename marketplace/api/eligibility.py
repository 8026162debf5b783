"""What does HTTP see of who may join Creator Next? Each rule, what is the case, and what would change it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response

from marketplace.accounts.roles import Scope
from marketplace.api.answers import answer
from marketplace.api.creators import ID
from marketplace.api.endpoints import Endpoint, blueprint
from marketplace.api.gate import Needs, caller
from marketplace.api.language import chosen_language
from marketplace.api.parameters import lang_parameter
from marketplace.creators.times import format_time
from marketplace.programme.assessing import Assessing
from marketplace.programme.assessment import Assessment, FeatureStanding
from marketplace.programme.eligibility import Check
from marketplace.programme.member import Member
from marketplace.programme.wording import Wording, wording

Asked = Mapping[str, Any]
Json = dict[str, Any]


@dataclass(frozen=True)
class EligibilityViews:
    """The views of eligibility."""

    assessing: Assessing

    def get_eligibility(self, query: Asked, *, creator_id: str) -> Response:
        """Whether a creator may join Creator Next, and each feature, rule by rule; for that creator and operators."""
        found = self.assessing.of(creator_id, by=caller())
        return answer(_shown(found, said=wording(chosen_language(query.get("lang")))))


def eligibility_blueprint(assessing: Assessing) -> Any:
    """The endpoint of eligibility."""
    endpoint = Endpoint(
        rule="/<creator_id:creator_id>/eligibility",
        view=EligibilityViews(assessing).get_eligibility,
        path=ID,
        query=(lang_parameter(),),
        gives="Eligibility",
        needs=Needs(Scope.PROGRAMME),
        errors=(404,),
    )
    return blueprint("eligibility", "Who may join Creator Next.", prefix="/v1/creators", endpoints=(endpoint,))


def _shown(found: Assessment, *, said: Wording) -> Json:
    verdict = found.verdict
    return {
        "creator_id": verdict.creator_id,
        "market": verdict.market,
        "as_of": format_time(found.as_of),
        "eligible": verdict.eligible,
        "may_join": found.may_join,
        **({"member": _member(found.member)} if found.member else {}),
        "rules": _rules(verdict.checks, said=said),
        "features": [_feature(one, verdict.features[one.feature], said=said) for one in found.features.values()],
    }


def _member(member: Member) -> Json:
    times = {name: getattr(member, name) for name in ("retry_at", "joined_at", "left_at")}
    return {
        "id": member.id,
        "state": member.state,
        **({"reasons": member.reasons} if member.reasons else {}),
        **{name: format_time(at) for name, at in times.items() if at is not None},
    }


def _feature(one: FeatureStanding, checks: Iterable[Check], *, said: Wording) -> Json:
    return {
        "feature": one.feature,
        "label": said.feature(one.feature),
        "state": one.state,
        "state_label": said.state(one.state),
        **({"held_before": True} if one.held_before else {}),
        "reasons": one.reasons,
        "rules": _rules(checks, said=said),
    }


def _rules(checks: Iterable[Check], *, said: Wording) -> list[Json]:
    return [
        {
            "rule": one.rule,
            "title": said.title(one.rule),
            "requirement": said.requirement(one),
            "passed": one.passed,
            "lasting": one.lasting,
            **_known(required=one.required, actual=one.actual, lacking=one.lacking, change=said.change(one)),
        }
        for one in checks
    ]


def _known(**values: object) -> Json:
    return {name: value for name, value in values.items() if value is not None}
