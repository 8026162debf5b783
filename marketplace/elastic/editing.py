"""How are single creators of a published market replaced, added and taken out?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from elasticsearch import Elasticsearch

from marketplace.creators.creator import Ready
from marketplace.elastic import builds
from marketplace.elastic.bulk import action, bulk
from marketplace.elastic.errors import translated
from marketplace.elastic.published import LiveIndex

NOT_THERE = 404


def write(client: Elasticsearch, alias: str, *, creators: Iterable[tuple[Ready, object]]) -> None:
    """Write creators to the index behind an alias: over what was read at a place, or new without one.

    Raises EngineUnavailable when somebody else has written one of them since.
    """
    bulk(client, (_placed(ready, place) for ready, place in creators), index=alias, require_alias=True)


def remove(client: Elasticsearch, alias: str, *, places: Mapping[str, object]) -> None:
    """Take creators out of the index behind an alias; who is not there is no error, who was written since is one."""
    actions = (action("delete", one, place=place) for one, place in places.items())
    bulk(client, actions, index=alias, require_alias=True, accepted=(NOT_THERE,))


def finish_moves(client: Elasticsearch, index: LiveIndex) -> None:
    """Delete who moved away and is only hidden, and hide nobody any more: who comes back must be seen."""
    if not index.hides:
        return
    builds.delete_creators(client, str(index.name), ids=index.hides, refresh=True)
    builds.hide_nobody(client, index.name)


def refresh(client: Elasticsearch, aliases: Collection[str]) -> None:
    """Let searches see all that was written behind these aliases."""
    if aliases:
        with translated():
            client.indices.refresh(index=",".join(aliases))


def _placed(ready: Ready, place: object) -> bytes:
    """The lines of a creator that was made ready to be indexed, on a condition."""
    document: bytes = ready.body.partition(b"\n")[2]
    head, _, _ = action("index" if place else "create", ready.id, place=place).partition(b"\n")
    return head + b"\n" + document
