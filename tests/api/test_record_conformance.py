"""Is every answer of the endpoints of records what OpenAPI says? Asked by an operator, who may do most."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, assume, given, settings
from schemathesis.generation import GenerationMode

from marketplace.accounts.roles import Role
from marketplace.creators.fields import RESERVED_IDS
from tests.api.house import House
from tests.contract.test_openapi_conformance import CHECKS, DOCUMENT, RECORDS

OPERATIONS = [
    (method, path)
    for path, item in DOCUMENT["paths"].items()
    for method in item
    if method != "parameters" and path.startswith(RECORDS)
]
WITH_PARAMETERS = [(method, path) for method, path in OPERATIONS if DOCUMENT["paths"][path][method].get("parameters")]
EXAMPLES = settings(max_examples=40, derandomize=True, database=None, suppress_health_check=list(HealthCheck))


def answered(folder: Path, method: str, path: str, *, mode: GenerationMode) -> Counter[int]:
    """How many answers to requests had each status; each is checked."""
    house, statuses = House(folder), Counter[int]()
    _, operator = house.office.open(Role.OPERATOR)
    document = schemathesis.openapi.from_dict(DOCUMENT)
    document.app = house.client.application

    @EXAMPLES
    @given(case=document[path][method].as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        assume((case.path_parameters or {}).get("creator_id") not in RESERVED_IDS)  # it is another path
        response = case.call(headers={"Accept-Encoding": "identity", "Authorization": f"Bearer {operator.text.text}"})
        case.validate_response(response, checks=CHECKS)
        statuses[response.status_code] += 1

    ask()
    return statuses


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_what_is_allowed_is_answered_as_described(tmp_path: Path, method: str, path: str) -> None:
    statuses = answered(tmp_path, method, path, mode=GenerationMode.POSITIVE)

    assert statuses.keys() <= {200, 201, 204, 403, 404, 409, 412, 422}


@pytest.mark.parametrize(("method", "path"), WITH_PARAMETERS)
def test_what_is_not_allowed_is_answered_as_described(tmp_path: Path, method: str, path: str) -> None:
    statuses = answered(tmp_path, method, path, mode=GenerationMode.NEGATIVE)

    assert statuses.total() > 0
