"""Is what is made ready for the embedded index what its schema takes? Tantivy's JSON leaves out unknown columns."""

from __future__ import annotations

import pickle
from base64 import b64decode
from dataclasses import replace
from pathlib import Path

import orjson
import pytest
import tantivy

from marketplace.embedded.document import ready_creator
from marketplace.embedded.schema import build_schema
from tests.creators import make_creator, make_creators


def test_every_column_is_one_of_the_schema(tmp_path: Path) -> None:
    tantivy.Index(build_schema(), path=str(tmp_path))
    kept = {one["name"] for one in orjson.loads((tmp_path / "meta.json").read_bytes())["schema"]}

    filled = {name for creator in make_creators(200, seed=1) for name in orjson.loads(ready_creator(creator).body)}

    assert filled <= kept
    assert {"id", "document", "words_bio", "range", "absent", "amount", "audience_countries=DE"} <= filled


def test_a_value_of_another_type_is_refused() -> None:
    creator = make_creator()
    wrong = replace(creator, numbers={**creator.numbers, "joined_at": "long ago"})  # type: ignore[dict-item]
    writer = tantivy.Index(build_schema()).writer(heap_size=15_000_000, num_threads=1)
    with pytest.raises(ValueError, match="joined_at"):
        writer.add_json(ready_creator(wrong).body)


def test_the_document_is_kept_byte_by_byte() -> None:
    creator = make_creator(bio="é\u2028\U0001f600")
    assert b64decode(orjson.loads(ready_creator(creator).body)["document"]) == creator.document


def test_what_makes_creators_ready_can_be_sent_to_other_processes() -> None:
    assert pickle.loads(pickle.dumps(ready_creator)) is ready_creator
