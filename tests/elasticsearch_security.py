"""How does a test get an Elasticsearch that asks who is there? A node with security, and one user who may do all."""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import pbkdf2_hmac

from elasticsearch import Elasticsearch

from tests.elasticsearch_home import ElasticsearchHome
from tests.elasticsearch_node import start_node
from tests.elasticsearch_server import run_folder

USER, PASSWORD = "admin", "not a secret"
ROUNDS = 1_000


@contextmanager
def secured_node(home: ElasticsearchHome) -> Iterator[tuple[str, Elasticsearch]]:
    """The URL of a node without TLS, which ends with the block, and a client of the user; raises NodeFailedError."""
    with run_folder() as folder:
        config = folder / "config"
        config.mkdir()
        # users of files are there when the node starts: nobody must be let in to make the first one
        (config / "users").write_text(f"{USER}:{_hash(PASSWORD)}\n")
        (config / "users_roles").write_text(f"superuser:{USER}\n")
        url = start_node(home, folder, settings={"xpack.security.enabled": "true"})
        with Elasticsearch(url, basic_auth=(USER, PASSWORD)) as client:
            yield url, client


def _hash(password: str) -> str:
    """The form of a password in the file of users: rounds, salt, hash."""
    salt = os.urandom(32)
    made = pbkdf2_hmac("sha512", password.encode(), salt, ROUNDS, dklen=32)
    return f"{{PBKDF2}}{ROUNDS}${b64encode(salt).decode()}${b64encode(made).decode()}"
