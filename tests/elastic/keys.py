"""What is done with the keys of docs/operations.md on a node with security?"""

from __future__ import annotations

import json
import re
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from elasticsearch import Elasticsearch
from flask.testing import FlaskClient

from indexer.writers.elastic import ElasticWriter
from marketplace.app import create_app
from marketplace.elastic.client import connect
from marketplace.elastic.engine import ElasticEngine
from marketplace.settings import load_settings
from tests.api.conftest import OPEN
from tests.contract.index import Index

DOCUMENT = Path(__file__).parents[2] / "docs" / "operations.md"
SERVICE, INDEXER = (
    json.loads(block) for block in re.findall(r"^```json\n(.*?)^```", DOCUMENT.read_text("utf-8"), re.M | re.S)
)
OTHERS = ("creators-eu", "elsewhere")
"""Prefixes of other installations on the same cluster."""

Body = dict[str, Any]


@dataclass(frozen=True)
class Secured:
    """A secured node: its URL, and a client that may do all."""

    url: str
    admin: Elasticsearch

    def environment(self, body: Body) -> dict[str, str]:
        """The settings of a process with a new key."""
        key = self.admin.security.create_api_key(**body)["encoded"]
        return {"MARKETPLACE_ENGINE": "elasticsearch", "ELASTICSEARCH_URL": self.url, "ELASTICSEARCH_API_KEY": key}

    def client(self, body: Body) -> Elasticsearch:
        """A client with a new key."""
        return connect(load_settings(self.environment(body)), indexing=True)

    def api(self, body: Body, **settings: str) -> FlaskClient:
        """The API with a new key."""
        return create_app(load_settings({**self.environment(body), **OPEN, **settings})).test_client()

    def index(self, client: Elasticsearch, prefix: str) -> Index:
        """What writes and searches under a prefix."""
        return Index(ElasticEngine(self.admin, prefix), ElasticWriter(client, prefix), lambda: None)

    def names(self, prefix: str) -> list[str]:
        """All indices and aliases of a prefix."""
        found = self.admin.indices.get_alias(index=f"{prefix}*").body
        return sorted({*found, *(alias for one in found.values() for alias in one["aliases"])})


def without(body: Body, privilege: str) -> Body:
    """A key that may not do one thing."""
    made = deepcopy(body)
    (role,) = made["role_descriptors"].values()
    for privileges in (role["cluster"], role["indices"][0]["privileges"]):
        if privilege in privileges:
            privileges.remove(privilege)
    return made


def of_prefix(body: Body, prefix: str) -> Body:
    """The key that opens the indices of another prefix."""
    made: Body = json.loads(json.dumps(body).replace("creators", prefix))
    return made
