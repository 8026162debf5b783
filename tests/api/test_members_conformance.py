"""Is what is answered of members that there are what OpenAPI says? A refusal with its reasons, a member, a history."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import schemathesis

from tests.api.test_members import ANNA, PATH, Bureau
from tests.contract.test_openapi_conformance import CHECKS, DOCUMENT

BOB = {**ANNA, "creator_id": "bob"}
ONE, HISTORY = f"{PATH}/{{creator_id}}", f"{PATH}/{{creator_id}}/history"


@pytest.mark.parametrize(
    ("method", "path", "asked", "status"),
    [
        ("POST", PATH, {"body": ANNA}, 201),
        ("POST", PATH, {"body": BOB}, 409),
        ("POST", PATH, {"body": {**ANNA, "creator_id": "cleo"}}, 409),
        ("GET", PATH, {}, 200),
        ("GET", ONE, {"path_parameters": {"creator_id": "cleo"}}, 200),
        ("GET", ONE, {"path_parameters": {"creator_id": "dora"}}, 200),
        ("GET", HISTORY, {"path_parameters": {"creator_id": "dora"}}, 200),
        ("DELETE", ONE, {"path_parameters": {"creator_id": "cleo"}}, 204),
        ("DELETE", ONE, {"path_parameters": {"creator_id": "dora"}}, 409),
    ],
)
def test_an_answer_of_members_is_as_described(
    tmp_path: Path, method: str, path: str, asked: dict[str, Any], status: int
) -> None:
    bureau = Bureau(tmp_path)
    bureau.join("cleo", bureau.operator)
    bureau.join("dora", bureau.operator)  # refused: nobody knows how old it is
    document = schemathesis.openapi.from_dict(DOCUMENT)
    document.app = bureau.house.client.application
    key = {"Authorization": f"Bearer {bureau.operator.text.text}", "If-Match": "*", "Accept-Encoding": "identity"}
    case = document[path][method].Case(**asked, **({"media_type": "application/json"} if "body" in asked else {}))

    response = case.call(headers=key)

    assert response.status_code == status, response.text
    case.validate_response(response, checks=CHECKS)
