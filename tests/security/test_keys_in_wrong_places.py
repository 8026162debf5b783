"""Is a key that somebody puts where none belongs told to nobody, neither in answers nor in the log?"""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import quote

import pytest

from marketplace.accounts.key_text import without_secrets
from marketplace.accounts.scoped_keys import make_scoped_key
from tests.security.operations import OPERATIONS
from tests.security.rights import RIGHTS
from tests.security.test_matrix_own import GUARDED
from tests.security.test_secrets import whole
from tests.security.world import World

BY_ROLE = {"open_account", "list_accounts", "get_account", "change_account"}
BY_ROLE |= {name for name, one in OPERATIONS.items() if one.path.startswith("/v1/programme")}
BY_ROLE |= {"erase_own_account", "hide_creator", "unhide_creator"}
BY_ROLE |= {name for name, one in OPERATIONS.items() if one.path.startswith("/v1/programme")}
BY_ROLE |= {"get_eligibility"}
KEY = f"mk_key_{'0' * 32}_{'s' * 43}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"no key {KEY}, none", f"no key mk_key_{'0' * 32}_..., none"),
        (KEY[:60], f"mk_key_{'0' * 32}_..."),
        (f"sk_{'p' * 60}.{'s' * 43}'", "sk_...'"),
        ("task_force mk_ sk_ mk_key_1 key_2 sk_a.b", "task_force mk_ sk_ mk_key_1 key_2 sk_a.b"),
    ],
)
def test_secrets_are_replaced_and_nothing_else(text: str, told: str) -> None:
    assert without_secrets(text) == told


@pytest.mark.parametrize(
    "name", ["key", "authorization", "Authorization", "token", "api_key", "access_token", "apikey"]
)
@pytest.mark.parametrize("operation", GUARDED)
def test_a_key_in_a_url_is_refused_and_not_told_again(
    world: World, caplog: pytest.LogCaptureFixture, name: str, operation: str
) -> None:
    caplog.set_level(logging.DEBUG)
    known, right = OPERATIONS[operation], RIGHTS[operation]
    text = world.people["acme"].made.text.text
    path = world.path(known, right, who="acme", owner="acme")

    for sent in (f"{name}={text}", f"{name}={quote(f'Bearer {text}')}"):
        alone = world.house.ask(known.method, f"{path}?{sent}", json=right.body)
        beside = world.house.ask(known.method, f"{path}?{sent}", text, json=right.body)
        assert (alone.status_code, beside.status_code) == (401, 403 if _is_forbidden(operation) else 422)
        assert text[-43:] not in whole(alone) + whole(beside) + caplog.text


def test_a_key_in_a_wrong_place_is_told_to_nobody(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    made = world.people["acme"].made
    text, scoped = made.text.text, make_scoped_key({"kid": made.text.id, "exp": 4_000_000_000}, made.text.signing_key)
    for secret, visible in ((text, text[-43:]), (scoped, scoped[-43:])):
        answers = [world.house.ask(method, path, text, **more) for method, path, more in _wrong_places(secret)]
        assert not [one for one in answers if visible in whole(one)]
        assert not [one for one in answers if one.status_code < 400]
        assert visible not in caplog.text
        assert "404" in caplog.text


def _wrong_places(secret: str) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        ("GET", f"/v1/keys/{secret}", {}),
        ("GET", f"/v1/campaigns/{secret}", {}),
        ("POST", f"/v1/proposals/{secret}/withdraw", {}),
        ("GET", f"/v1/creators/by-handle/{secret}", {}),
        ("GET", f"/v1/nothing/{secret}", {}),
        ("GET", f"/v1/creators?{secret}=1", {}),
        ("GET", f"/v1/creators?{'x' * 40}{secret}=1", {}),
        ("GET", f"/v1/creators?market={secret}", {}),
        ("GET", f"/v1/proposals?cursor={secret}", {}),
        ("POST", "/v1/keys", {"json": {secret: 1}}),
        ("POST", "/v1/keys", {"json": {"name": "x", "scopes": [secret]}}),
        ("POST", "/v1/keys", {"json": {"name": "x", "client_id": secret[:40]}}),
        ("POST", "/v1/campaigns", {"json": {"title": "x", "budget": {secret: 1}, "deliverables": [{secret: 1}]}}),
        ("PATCH", "/v1/accounts/me", {"json": {"name": "x"}, "headers": {"If-Match": secret}}),
    ]


def _is_forbidden(operation: str) -> bool:
    """Whether what a brand asks for is refused before it is looked at: the rights that an account needs are."""
    return operation in BY_ROLE
