"""Is one entry in the field table, and its value in the conversion, really all that a new facet takes?"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from elasticsearch import Elasticsearch

from tests.creators import REQUIRED

ROOT = Path(__file__).parents[2]
ENTRY = """
    Field(
        name="handle_length",
        kind=Kind.INTEGER,
        description="Letters of the handle.",
        unit="count",
        derived=True,
        buckets=(3, 6),
        roles=MEASURE,
    ),
"""
ASK = """
import json, os, sys
from marketplace.app import create_app
from marketplace.settings import load_settings

client = create_app(load_settings({**os.environ, "MARKETPLACE_AUTH": "off"})).test_client()
print(json.dumps([client.get(path).json for path in sys.argv[1:]]))
"""


ASKED = (
    "/v1/creators?handle_length_min=3&sort=-handle_length&fields=handle_length",
    "/v1/creators?facets=handle_length",
    "/openapi.json",
)


@pytest.fixture(params=["embedded", "elasticsearch"])
def environment(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Mapping[str, str]]:
    """Settings whose index, feeds and rejects are the test's own, on each engine."""
    if request.param == "embedded":
        yield settings_for(tmp_path, engine="embedded", url="http://127.0.0.1:9")
        return
    url = request.getfixturevalue("elasticsearch_url")
    settings = settings_for(tmp_path, engine="elasticsearch", url=url)
    yield settings
    with Elasticsearch(url) as client:
        client.indices.delete(index=",".join(client.indices.get(index=f"{settings['MARKETPLACE_INDEX_PREFIX']}-*")))


def test_an_invented_field_filters_facets_and_sorts_with_no_other_edit(
    environment: Mapping[str, str], tmp_path: Path
) -> None:
    copy = with_invented_field(tmp_path / "copy")
    write_feed(tmp_path / "feeds", "ab", "abcd", "abcdefgh")
    run(copy, "-m", "indexer", "sync", "--market", "DE", environment=environment)
    found, counted, described = json.loads(run(copy, "-c", ASK, *ASKED, environment=environment))
    assert [one["handle_length"] for one in found["creators"]] == [8, 4]
    assert [one["count"] for one in counted["facets"]["handle_length"]["ranges"]] == [1, 1, 1]
    assert "handle_length" in described["components"]["schemas"]["Creator"]["properties"]


def with_invented_field(copy: Path) -> Path:
    """A copy of the source with the field's entry and its value."""
    for package in ("marketplace", "indexer"):
        shutil.copytree(ROOT / package, copy / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "config", copy / "marketplace" / "config")
    edit(copy / "marketplace" / "creators" / "fields.py", before='    _time("joined_at"', insert=ENTRY)
    value = '    "handle_length": lambda document, _: len(str(document["handle"])),\n'
    edit(copy / "indexer" / "convert.py", before='    "price_usd": _price_usd', insert=value)
    return copy


def edit(path: Path, *, before: str, insert: str) -> None:
    """Insert a text where another stands once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, insert + before), encoding="utf-8")


def settings_for(folder: Path, *, engine: str, url: str) -> Mapping[str, str]:
    """An environment with all places below a folder."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("MARKETPLACE_")},
        "MARKETPLACE_ENGINE": engine,
        "MARKETPLACE_INDEX_DIR": str(folder / "index"),
        "MARKETPLACE_INDEX_PREFIX": f"invented{uuid4().hex[:8]}",
        "MARKETPLACE_FEEDS": str(folder / "feeds"),
        "MARKETPLACE_REJECTS_DIR": str(folder / "rejects"),
        "ELASTICSEARCH_URL": url,
    }


def write_feed(folder: Path, *handles: str) -> None:
    """A German feed of creators with these handles."""
    folder.mkdir()
    records: list[dict[str, Any]] = [{**REQUIRED, "id": handle, "handle": handle} for handle in handles]
    (folder / "DE.ndjson").write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")


def run(copy: Path, *arguments: str, environment: Mapping[str, str]) -> str:
    """What a command of the copied source prints."""
    ended = subprocess.run(
        [sys.executable, *arguments],
        env={**environment, "PYTHONPATH": str(copy)},
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout
