from typing import Any

import pytest

from marketplace.creators.fields import FIELDS
from marketplace.creators.table import Role
from marketplace.elastic import mapping
from marketplace.elastic.document import index_document
from marketplace.elastic.mapping import SETTINGS, index_mapping, mapping_hash
from marketplace.search.query import MAX_LIMIT, MAX_PAGED
from marketplace.text import words
from tests.creators import make_creators


def columns() -> dict[str, Any]:
    properties: dict[str, Any] = index_mapping()["properties"]
    return properties


def test_an_unknown_column_is_refused_and_only_the_document_is_kept() -> None:
    assert {name: part for name, part in index_mapping().items() if name != "properties"} == {
        "dynamic": "strict",
        "_source": {"includes": ["document", "reading", "feed"]},
    }
    assert columns()["document"] == {"type": "object", "enabled": False}


@pytest.mark.parametrize(
    ("column", "kept"),
    [
        ("market", {"type": "keyword", "eager_global_ordinals": True}),
        ("verified", {"type": "keyword", "eager_global_ordinals": True}),
        ("audience_countries", {"type": "keyword", "eager_global_ordinals": True}),
        ("audience.countries.DE", {"type": "double", "doc_values": False}),
        ("audience.ages.13-17", {"type": "double", "doc_values": False}),
        ("followers", {"type": "long"}),
        ("joined_at", {"type": "long"}),
        ("away_until", {"type": "long"}),
        ("engagement_rate", {"type": "double"}),
        ("price.amount", {"type": "double", "doc_values": False}),
        ("price.currency", {"type": "keyword", "doc_values": False}),
        ("handle", {"type": "keyword", "doc_values": False}),
        ("words.bio", {"type": "text", "analyzer": "whitespace", "norms": False, "position_increment_gap": 100}),
    ],
)
def test_each_kind_of_value_has_its_column(column: str, kept: dict[str, Any]) -> None:
    assert columns()[column] == kept


def test_what_facets_or_sorts_can_be_read_by_column() -> None:
    without = {name for name, column in columns().items() if column.get("doc_values") is False}
    assert not without & {field.name for field in (*FIELDS.with_role(Role.FACET), *FIELDS.with_role(Role.SORT))}


def test_a_document_has_columns_of_the_mapping_alone() -> None:
    filled = {name for creator in make_creators(200, seed=1) for name in index_document(creator)}
    assert filled <= columns().keys()
    assert {field.name for field in FIELDS.indexed} <= filled


def test_an_index_reaches_the_last_numbered_page_and_one_hit_beyond() -> None:
    assert SETTINGS["max_result_window"] == MAX_PAGED + 1
    assert MAX_LIMIT < MAX_PAGED


def test_the_hash_changes_with_the_columns_the_settings_and_the_analysis_of_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hashes = [mapping_hash(), mapping_hash()]
    for owner, name, value in (
        (words, "VERSION", -1),
        (mapping, "FORMAT", -1),
        (mapping, "SETTINGS", {**SETTINGS, "codec": "best_compression"}),
        (mapping, "WORDS", {}),
    ):
        monkeypatch.setattr(owner, name, value)
        hashes.append(mapping_hash())
    assert hashes[0] == hashes[1]
    assert len(set(hashes)) == 5
