"""Members of Creator Next over HTTP: joined, refused, read, left; every answer and what is kept of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from marketplace.accounts.making import Made
from marketplace.accounts.roles import Role
from tests.api.conftest import errors
from tests.api.house import House
from tests.programme import come_of_age, easy_rules

PATH = "/v1/programme/members"
TERMS = {"terms_version": "2026-11"}
ANNA = {"creator_id": "anna", **TERMS}
DAYS_30 = 30 * 86_400


class Bureau:
    """A creator and an operator, each with a key, and what they are answered; anna is of age."""

    def __init__(self, folder: Path) -> None:
        self.house = House(folder, programme_rules=easy_rules(folder))
        _, self.anna = self.house.office.open(Role.CREATOR, creator_id="anna")
        _, self.operator = self.house.office.open(Role.OPERATOR)
        _, self.brand = self.house.office.open(Role.BRAND)
        come_of_age(self.house.office.records, "anna", "bob", "cleo")

    def ask(self, method: str, path: str = "", by: Made | None = None, **more: Any) -> Any:
        """The answer to a request, of anna unless it is said."""
        return self.house.ask(method, PATH + path, by or self.anna, **more)

    def join(self, creator_id: str = "anna", by: Made | None = None, **more: Any) -> Any:
        """What is answered to somebody who joins."""
        return self.ask("POST", "", by, json={"creator_id": creator_id, **TERMS}, **more)

    def told(self) -> list[tuple[str, Any]]:
        """What anna's account was told."""
        with self.house.office.records.writing() as records:
            records.events.number(limit=100)  # type: ignore[attr-defined]
        found = self.house.ask("GET", "/v1/events", self.anna).get_json()["events"]
        return [(one["type"], one["data"]) for one in found]


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    return Bureau(tmp_path)


def test_a_creator_joins_is_read_and_leaves(bureau: Bureau) -> None:
    answer = bureau.join(headers={"X-Acting-User": "Ann"})
    made = answer.get_json()
    assert (answer.status_code, answer.headers["Location"], answer.headers["ETag"]) == (201, f"{PATH}/anna", '"1"')
    assert {name: made[name] for name in ("creator_id", "market", "state", "terms_version", "reasons")} == {
        **ANNA, "market": "DE", "state": "active", "reasons": [],
    }  # fmt: skip
    feature = {"feature": "creator_fund", "state": "active", "since": "2026-11-22T10:00:00Z", "lost": []}
    assert (made["features"][0], len(made["features"]), made["allowed_actions"]) == (feature, 5, ["leave"])
    assert (bureau.ask("GET", "/anna").get_json(), bureau.ask("GET", "/anna", bureau.operator).status_code) == (
        made,
        200,
    )
    assert bureau.ask("DELETE", "/anna").status_code == 428
    assert bureau.ask("DELETE", "/anna", headers={"If-Match": '"7"'}).status_code == 412
    assert bureau.ask("DELETE", "/anna", headers={"If-Match": '"1"'}).status_code == 204
    left = bureau.ask("GET", "/anna").get_json()
    assert (left["state"], left["left_at"], left["allowed_actions"]) == ("left", "2026-11-22T10:00:00Z", ["join"])
    assert {one["state"] for one in left["features"]} == {"ended"}
    assert bureau.told() == [
        ("member.joined", {"id": made["id"], "version": 1, "creator_id": "anna"}),
        ("member.left", {"id": made["id"], "version": 2, "creator_id": "anna"}),
    ]


def test_who_was_in_it_joins_again_as_the_same_member(bureau: Bureau) -> None:
    first = bureau.join().get_json()
    again = bureau.join()
    assert (again.status_code, again.get_json()["allowed_actions"]) == (409, ["leave"])
    bureau.ask("DELETE", "/anna", headers={"If-Match": "*"})
    twice = bureau.ask("DELETE", "/anna", headers={"If-Match": "*"})
    assert (twice.status_code, twice.get_json()["allowed_actions"]) == (409, ["join"])

    back = bureau.join()

    assert (back.status_code, back.get_json()["id"], back.headers["ETag"]) == (201, first["id"], '"3"')


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "k"}])
def test_who_is_refused_hears_why_and_it_is_kept(bureau: Bureau, headers: dict[str, str]) -> None:
    answer = bureau.join("bob", bureau.operator, headers=headers)

    told = answer.get_json()
    assert (answer.status_code, answer.mimetype) == (409, "application/problem+json")
    assert told["reasons"] == [{"rule": "account_type", "required": "business", "actual": "business"}]
    assert (told["retry_at"], told["allowed_actions"]) == ("2026-12-22T10:00:00Z", [])
    assert "can't join, by the rules account_type: ask again from 2026-12-22T10:00:00Z on;" in told["detail"]
    assert told["detail"].endswith("GET /v1/creators/bob/eligibility tells what would change it")
    kept = bureau.ask("GET", "/bob", bureau.operator).get_json()
    assert told["member"] == kept
    assert (kept["state"], kept["reasons"], kept["version"]) == ("refused", ["account_type"], 1)
    assert ("terms_version" in kept, kept["features"]) == (False, [])


def test_asking_again_with_the_key_is_the_same_answer_and_without_it_too_early(bureau: Bureau) -> None:
    first = bureau.join("bob", bureau.operator, headers={"Idempotency-Key": "k"})
    again = bureau.join("bob", bureau.operator, headers={"Idempotency-Key": "k"})
    assert (again.get_json(), again.headers["Idempotency-Replayed"]) == (first.get_json(), "true")

    early = bureau.join("bob", bureau.operator).get_json()

    assert (early["status"], early["retry_at"], early["allowed_actions"]) == (409, "2026-12-22T10:00:00Z", [])
    assert ("reasons" in early, bureau.ask("GET", "/bob", bureau.operator).get_json()["version"]) == (False, 1)
    bureau.house.office.time.passes(DAYS_30)
    later = bureau.join("bob", bureau.operator).get_json()
    assert (later["member"]["version"], later["member"]["retry_at"]) == (2, "2027-01-21T10:00:00Z")


def test_history_says_who_did_what(bureau: Bureau) -> None:
    bureau.join(by=bureau.operator)
    bureau.ask("DELETE", "/anna", headers={"If-Match": "*", "X-Acting-User": "Ann"})

    joined, left = bureau.ask("GET", "/anna/history").get_json()["history"]
    assert (joined["action"], joined["actor"]) == ("join", {"role": "operator"})
    assert (left["action"], left["actor"]["user"], left["version"]) == ("leave", "Ann", 2)
    changed = {one["field"]: (one.get("before"), one.get("after")) for one in left["changes"]}
    assert changed["state"] == ("active", "left")
    seen = bureau.ask("GET", "/anna/history", bureau.operator).get_json()["history"]
    assert seen[0]["actor"]["account_id"] == bureau.operator.key.account_id


def test_members_are_listed_page_by_page(bureau: Bureau) -> None:
    for name in ("anna", "bob", "cleo"):
        bureau.join(name, bureau.operator)

    page = bureau.ask("GET", "?limit=2", bureau.operator).get_json()
    rest = bureau.ask("GET", f"?limit=2&cursor={page['next_cursor']}", bureau.operator).get_json()
    assert [one["creator_id"] for one in (*page["members"], *rest["members"])] == ["anna", "bob", "cleo"]
    assert rest["next_cursor"] is None
    germans = bureau.ask("GET", "?market=DE", bureau.operator).get_json()["members"]
    assert [one["creator_id"] for one in germans] == ["anna", "cleo"]
    ((_, name, _),) = errors(bureau.ask("GET", "?cursor=lst_1", bureau.operator))
    assert name == "cursor"


@pytest.mark.parametrize(
    ("body", "name", "detail"),
    [
        ({"creator_id": "anna"}, "terms_version", "is required"),
        (TERMS, "creator_id", "is required"),
        ({**ANNA, "terms_version": "2025-01"}, "terms_version", "is '2026-11' now: read those terms"),
        ({**ANNA, "terms_version": 11}, "terms_version", "must be a string"),
        ({**ANNA, "creator_id": "a" * 65}, "creator_id", "at most 64"),
        ({**ANNA, "state": "active"}, "state", "is unknown here"),
    ],
)
def test_what_is_wrong_is_named(bureau: Bureau, body: dict[str, Any], name: str, detail: str) -> None:
    ((place, named, said),) = errors(bureau.ask("POST", json=body))

    assert (place, named, detail in said) == ("body", name, True), said


def test_nobody_else_is_anybodys_affair(bureau: Bureau) -> None:
    bureau.join("cleo", bureau.operator)
    for creator_id in ("cleo", "dora", "nobody", "é\"'"):
        answers = [
            bureau.join(creator_id),
            *(bureau.ask("GET", f"/{creator_id}{more}") for more in ("", "/history")),
            bureau.ask("DELETE", f"/{creator_id}", headers={"If-Match": "*"}),
        ]
        assert [one.status_code for one in answers] == [404] * 4
    assert bureau.join("nobody", bureau.operator).status_code == 404
    assert bureau.ask("GET", "/nobody", bureau.operator).status_code == 404
    for method, path in (("GET", ""), ("GET", "/cleo"), ("GET", "/cleo/history"), ("DELETE", "/cleo"), ("POST", "")):
        answer = bureau.ask(method, path, bureau.brand, **({"json": ANNA} if method == "POST" else {}))
        assert answer.status_code == 403
    assert bureau.ask("GET").status_code == 403


def test_who_is_erased_is_no_member_and_joins_no_more(bureau: Bureau) -> None:
    bureau.join()
    erased = bureau.house.ask("DELETE", "/v1/accounts/me", bureau.anna, headers={"If-Match": "*"})

    member = bureau.ask("GET", "/anna", bureau.operator).get_json()
    assert (erased.status_code, member["state"]) == (204, "left")
    assert bureau.join(by=bureau.operator).status_code == 404
