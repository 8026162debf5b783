"""Can operators, and nobody else, take a creator out of every answer over HTTP?"""

from __future__ import annotations

from pathlib import Path

import pytest

from marketplace.accounts.roles import Role, Scope
from tests.api.conftest import errors
from tests.api.house import House

PATH = "/v1/creators/c1/hidden"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def is_hidden(house: House) -> bool:
    """Whether search hears that c1 is hidden."""
    with house.office.records.reading() as records:
        return any(one.hidden for one in records.overlays.of(["c1"]).values())


def test_an_operator_hides_a_creator_and_shows_them_again(house: House) -> None:
    _, operator = house.office.open(Role.OPERATOR)

    for _ in range(2):
        response = house.ask("PUT", PATH, operator)
        assert (response.status_code, response.data, is_hidden(house)) == (204, b"", True)
    response = house.ask("DELETE", PATH, operator)
    assert (response.status_code, response.data, is_hidden(house)) == (204, b"", False)
    again = house.ask("DELETE", PATH, operator)
    assert (again.status_code, again.get_json()["detail"]) == (404, "the creator c1 is not hidden by an operator")


@pytest.mark.parametrize("role", [Role.BRAND, Role.AGENCY, Role.CREATOR])
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_nobody_else_does(house: House, method: str, role: Role) -> None:
    _, made = house.office.open(role)

    assert (house.ask(method, PATH, made).status_code, house.ask(method, PATH).status_code) == (403, 401)
    assert not is_hidden(house)


def test_an_operators_key_needs_the_scope_admin(house: House) -> None:
    _, made = house.office.open(Role.OPERATOR, scopes=frozenset({Scope.SEARCH}))

    assert house.ask("PUT", PATH, made).status_code == 403


def test_what_could_be_no_creator_is_refused(house: House) -> None:
    _, operator = house.office.open(Role.OPERATOR)

    for method in ("PUT", "DELETE"):
        ((where, name, detail),) = errors(house.ask(method, "/v1/creators/-c1/hidden", operator))
        assert (where, name, "could be no creator's" in detail) == ("path", "creator_id", True)
        assert house.ask(method, "/v1/creators/lookup/hidden", operator).status_code == 404
        assert house.ask(method, f"/v1/creators/{65 * 'c'}/hidden", operator).status_code == 404
        assert errors(house.ask(method, f"{PATH}?for=ever", operator))[0][1] == "for"
