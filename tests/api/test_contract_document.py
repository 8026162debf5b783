"""Is the contract that clients are written against still what it was?

`UPDATE_GOLDEN=1 pytest tests/api/test_contract_document.py` writes `tests/golden/openapi.json` anew: its difference is
what changes for clients.
"""

import json
import os
from pathlib import Path

from flask.testing import FlaskClient

GOLDEN = Path(__file__).parents[1] / "golden" / "openapi.json"


def test_the_openapi_document_is_the_one_that_clients_know(client: FlaskClient) -> None:
    document = json.dumps(client.get("/openapi.json").json, indent=1, ensure_ascii=False) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(document, encoding="utf-8")
    assert document == GOLDEN.read_text(encoding="utf-8")
