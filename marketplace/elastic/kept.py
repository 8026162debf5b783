"""Which builds are there under a prefix, published or not, and what became of each?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from elasticsearch import Elasticsearch

from marketplace.elastic.errors import translated
from marketplace.elastic.mapping import mapping_hash
from marketplace.elastic.names import IndexName, parse_index_name, writing_alias


@dataclass(frozen=True)
class KeptIndex:
    """An index of ours; `state` as it was published last, `replaced_at` (microseconds) 0 where it is not known.

    It may be both `published` and replaced: another release searches it, of whose mapping it is, and this one has a
    build of its own.
    """

    name: IndexName
    published: bool
    own: bool
    writing: bool
    state: Mapping[str, Any] | None
    replaced_at: int

    @property
    def unfinished(self) -> bool:
        """Whether it has never been published: somebody builds it, or a crash left it."""
        return not self.published and not self.replaced_at and (self.writing or self.state is None)


def read_kept(client: Elasticsearch, prefix: str) -> list[KeptIndex]:
    """All builds, found by parsing every name of the cluster, those made first at the beginning."""
    with translated():
        # hidden indices are left out: to name those of the system earns a warning
        found = client.indices.get_alias(expand_wildcards=["open", "closed"]).body
        metas = client.indices.get_mapping(expand_wildcards=["open", "closed"], filter_path="*.mappings._meta").body
    parsed = {index: name for index in found if (name := parse_index_name(index, prefix))}
    kept = [_kept(name, set(found[index]["aliases"]), meta=_meta(metas, index)) for index, name in parsed.items()]
    return sorted(kept, key=lambda one: one.name.build)


def mark_replaced(client: Elasticsearch, index: str, *, state: Mapping[str, Any], at: int) -> None:
    """Write into a build that it is replaced, before it is: who reads it goes on until they are done."""
    with translated():
        client.indices.put_mapping(index=index, meta={"state": state, "replaced_at": at})


def _meta(metas: Mapping[str, Any], index: str) -> Mapping[str, Any]:
    meta: Mapping[str, Any] = metas.get(index, {}).get("mappings", {}).get("_meta", {})
    return meta


def _kept(name: IndexName, aliases: set[str], *, meta: Mapping[str, Any]) -> KeptIndex:
    return KeptIndex(
        name=name,
        published=name.prefix in aliases,
        own=name.mapping == mapping_hash(),
        writing=writing_alias(str(name)) in aliases,
        state=meta.get("state"),
        replaced_at=meta.get("replaced_at", 0),
    )
