"""Is a creator told over HTTP how it stands with Creator Next, in its language, and nobody else?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from marketplace.accounts.making import Made
from marketplace.accounts.roles import Role, Scope
from marketplace.app import create_app
from marketplace.errors import EngineUnavailable
from marketplace.programme.eligibility import Rule
from marketplace.programme.member import Membership
from marketplace.settings import load_settings
from tests.accounts import SECRET_KEY
from tests.api.conftest import errors
from tests.api.engines import FailingEngine
from tests.api.house import House
from tests.creators import NOW
from tests.judged import make_facts, make_member

CLEO = "/v1/creators/cleo/eligibility"
FEATURES = ["creator_fund", "marketplace", "live_gifts", "video_gifts", "tips"]


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.fixture
def cleo(house: House) -> Made:
    return house.office.open(Role.CREATOR, creator_id="cleo")[1]


def seen(house: House, made: Made, query: str = "") -> dict[str, Any]:
    response = house.ask("GET", f"{CLEO}{query}", made)
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.get_json()
    return found


def rule(found: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in found["rules"] if one["rule"] == name)


def test_a_creator_is_told_each_rule_and_what_would_change_it(house: House, cleo: Made) -> None:
    found = seen(house, cleo)

    said = [(one["rule"], one["passed"], one.get("change")) for one in found.pop("rules")]
    states = [(one["feature"], one["state"]) for one in found.pop("features")]
    assert found == {
        "creator_id": "cleo", "market": "DE", "as_of": "2026-11-22T10:00:00Z", "eligible": False, "may_join": False,
    }  # fmt: skip
    assert said == [
        ("market_open", True, None),
        ("account_type", True, None),
        ("standing", True, None),
        ("age", False, "a platform operator must confirm the date of birth"),
        ("followers", False, "5,000 more followers"),
        ("views_30d", False, "1,000 more video views in 30 days"),
        ("posts_30d", False, "3 more posts in 30 days"),
    ]
    assert states == [(one, "unavailable") for one in FEATURES]


def test_a_rule_has_what_is_asked_and_what_is_the_case(house: House, cleo: Made) -> None:
    found = seen(house, cleo)

    assert rule(found, "followers") == {
        "rule": "followers",
        "title": "Followers",
        "requirement": "At least 10,000 followers.",
        "required": 10_000,
        "actual": 5_000,
        "passed": False,
        "lasting": False,
        "lacking": 5_000,
        "change": "5,000 more followers",
    }
    assert "actual" not in rule(found, "age")


@pytest.mark.parametrize(
    ("query", "headers", "said"),
    [
        ("?lang=de", {}, "5.000 weitere Follower"),
        ("", {"Accept-Language": "de-AT, en;q=0.5"}, "5.000 weitere Follower"),
        ("?lang=ja", {"Accept-Language": "de"}, "フォロワーあと5,000人"),
    ],
)
def test_the_texts_are_in_the_language_asked_for(
    house: House, cleo: Made, query: str, headers: dict[str, str], said: str
) -> None:
    found = house.ask("GET", f"{CLEO}{query}", cleo, headers=headers).get_json()

    assert rule(found, "followers")["change"] == said


def test_an_unknown_language_or_parameter_is_refused(house: House, cleo: Made) -> None:
    for sent, name in (("lang=xx", "lang"), ("as=x", "as"), ("lang=de&lang=en", "lang")):
        ((place, named, _),) = errors(house.ask("GET", f"{CLEO}?{sent}", cleo))
        assert (place, named) == ("query", name)


def test_operators_are_told_of_everybody_and_others_of_nobody(house: House) -> None:
    asked = {
        role: house.ask("GET", CLEO, house.office.open(role, **more)[1]).status_code
        for role, more in (
            (Role.OPERATOR, {}), (Role.CREATOR, {"creator_id": "dora"}), (Role.BRAND, {}), (Role.AGENCY, {}),
        )
    }  # fmt: skip

    assert asked == {Role.OPERATOR: 200, Role.CREATOR: 404, Role.BRAND: 403, Role.AGENCY: 403}
    assert house.ask("GET", CLEO).status_code == 401


def test_a_key_without_the_scope_is_told_nothing(house: House) -> None:
    _, made = house.office.open(Role.CREATOR, creator_id="cleo", scopes=frozenset({Scope.SEARCH}))

    assert house.ask("GET", CLEO, made).status_code == 403


def test_who_cannot_be_found_is_not_assessed(house: House) -> None:
    _, operator = house.office.open(Role.OPERATOR)
    with house.office.records.writing() as records:
        records.members.add(make_member(creator_id="gone"))

    answers = [house.ask("GET", f"/v1/creators/{one}/eligibility", operator) for one in ("nobody", "gone")]

    assert [one.status_code for one in answers] == [404, 404]
    assert "GET /v1/programme/members/gone" in answers[1].get_json()["detail"]


def test_facts_and_the_state_of_a_member_are_told(house: House, cleo: Made) -> None:
    refused = make_member(state=Membership.REFUSED, reasons=(Rule.FOLLOWERS,), joined_at=None, retry_at=NOW + 1_000_000)
    with house.office.records.writing() as records:
        records.members.add(refused)
        records.facts.put_all([make_facts()])

    found = seen(house, cleo)

    age = rule(found, "age")
    assert (age["actual"], age["passed"], "change" in age) == (36, True, False)
    assert found["member"] == {
        "id": refused.id, "state": "refused", "reasons": ["followers"], "retry_at": "2026-11-22T10:00:01Z",
    }  # fmt: skip


def test_a_feature_is_told_with_its_name_and_reasons(house: House, cleo: Made) -> None:
    found = seen(house, cleo, "?lang=de")["features"][4]

    assert [one.pop("rules")[1]["change"] for one in (found,)] == ["95.000 weitere Follower"]
    assert found == {
        "feature": "tips",
        "label": "Trinkgeld",
        "state": "unavailable",
        "state_label": "nicht verfügbar",
        "reasons": ["age", "followers", "views_30d", "posts_30d"],
    }


def test_without_the_engine_nothing_is_guessed(house: House, cleo: Made, tmp_path: Path) -> None:
    settings = {
        "MARKETPLACE_SECRET_KEY": SECRET_KEY,
        "MARKETPLACE_DATABASE_URL": f"sqlite:///{tmp_path / 'marketplace.db'}",
    }
    application = create_app(
        load_settings(settings), engine=FailingEngine(EngineUnavailable("away")), now=house.office.time
    )

    answer = application.test_client().get(CLEO, headers={"Authorization": f"Bearer {cleo.text.text}"})

    assert (answer.status_code, "Retry-After" in answer.headers) == (503, True)
