"""How does a market's new index come to be, become what is searched, and go? Each step is one call."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from elasticsearch import BadRequestError, Elasticsearch

from marketplace.creators.creator import Ready
from marketplace.elastic.asking import multi_search
from marketplace.elastic.bulk import action, bulk
from marketplace.elastic.compile import Request
from marketplace.elastic.copies import await_copies
from marketplace.elastic.errors import translated
from marketplace.elastic.mapping import BUILDING, LIVE, SETTINGS, index_mapping
from marketplace.elastic.names import IndexName, market_alias, parse_index_name, writing_alias

Action = dict[str, Any]


def create_build(client: Elasticsearch, name: IndexName) -> None:
    """Make the empty index of a build."""
    index, writing = str(name), writing_alias(str(name))
    settings = {**SETTINGS, **BUILDING}
    with translated():
        try:
            client.indices.create(index=index, mappings=index_mapping(), settings=settings, aliases={writing: {}})
        except BadRequestError as error:
            # asked again because an answer got lost, it is there: a build that was published has no such alias
            made = error.error == "resource_already_exists_exception"
            if not (made and client.indices.exists_alias(index=index, name=writing)):
                raise


def index_creators(client: Elasticsearch, index: str, *, creators: Iterable[Ready]) -> None:
    """Take creators into a build; raises EngineUnavailable when one of them is not taken."""
    bulk(client, (one.body for one in creators), index=writing_alias(index), require_alias=True)


def delete_creators(client: Elasticsearch, index: str, *, ids: Iterable[str], refresh: bool) -> None:
    """Take creators out of an index, so that no search sees them if `refresh`; who is not there is no error."""
    bulk(client, (action("delete", one) for one in ids), index=index, refresh=refresh)


def keep_state(client: Elasticsearch, index: str, *, state: Mapping[str, Any]) -> None:
    """Write a market's state into its index."""
    with translated():
        client.indices.put_mapping(index=index, meta={"state": state})


def make_ready(client: Elasticsearch, index: str) -> None:
    """Give a build the settings and copies of an index that is searched."""
    with translated():
        client.indices.put_settings(index=index, settings=LIVE)
    # published on one node alone a market died with it, and every search and sync with the market: seen
    await_copies(client, index)


def make_visible(client: Elasticsearch, index: str) -> None:
    """Let all be seen that was written to a build."""
    with translated():
        client.indices.refresh(index=index)


def count_creators(client: Elasticsearch, index: str) -> int:
    """How many creators an index holds, all that was written included."""
    with translated():
        client.indices.refresh(index=index)
    (response,) = multi_search(client, [Request((index,), {"size": 0, "track_total_hits": True})])
    return int(response["hits"]["total"]["value"]) if response else 0


def hiding(client: Elasticsearch, name: IndexName, *, ids: Collection[str]) -> list[Action]:
    """What lets the aliases of an index hide these creators, beside those that they hide already; for `swap`."""
    hidden = [*_hidden(client, name), {"ids": {"values": sorted(ids)}}]
    actions = [_alias("add", str(name), alias=alias) for alias in _aliases(name)]
    return [{"add": {**action["add"], "filter": {"bool": {"must_not": hidden}}}} for action in actions]


def swap(client: Elasticsearch, name: IndexName, *, hiding: Sequence[Action] = ()) -> None:
    """Let the aliases stand for this build and no other of its market and mapping, all at once.

    Builds of other mappings stay published: processes of another release search them. `hiding` is done in the same
    call: creators that moved here are seen once at any moment.
    """
    ours = set(_aliases(name))
    replaced = {index: aliases & ours for index, aliases in _builds(client, name).items() if index != str(name)}
    actions = [
        *(_alias("remove", index, alias=alias) for index, aliases in replaced.items() for alias in sorted(aliases)),
        *(_alias("add", str(name), alias=alias) for alias in sorted(ours)),
        _alias("remove", str(name), alias=writing_alias(str(name))),
        *hiding,
    ]
    with translated():
        client.indices.update_aliases(actions=actions)


def forget_moved(client: Elasticsearch, name: IndexName, *, ids: Collection[str]) -> None:
    """Delete creators that the aliases of an index hide, and hide nobody any more.

    Where an earlier deletion failed the aliases hide others too, and stay as they are until `forget_all_moved`.
    """
    delete_creators(client, str(name), ids=ids, refresh=True)
    if len(_hidden(client, name)) == 1:
        hide_nobody(client, name)


def hide_nobody(client: Elasticsearch, name: IndexName) -> None:
    """Let the aliases of a published build show all that is in it."""
    with translated():
        client.indices.update_aliases(actions=[_alias("add", str(name), alias=one) for one in _aliases(name)])


def drop(client: Elasticsearch, index: str) -> None:
    """Delete an index by its whole name; that it isn't there is no error."""
    with translated():
        client.options(ignore_status=404).indices.delete(index=index)


def _hidden(client: Elasticsearch, name: IndexName) -> list[Action]:
    """The clauses of those whom the alias of an index hides."""
    alias = market_alias(name)
    with translated():
        found = client.indices.get_alias(index=str(name), name=alias).body
    hidden = found[str(name)]["aliases"][alias].get("filter", {}).get("bool", {}).get("must_not", [])
    return list(hidden)


def _aliases(name: IndexName) -> tuple[str, str]:
    """What stands for a published build."""
    return name.prefix, market_alias(name)


def _alias(action: str, index: str, *, alias: str) -> Action:
    return {action: {"index": index, "alias": alias}}


def _builds(client: Elasticsearch, name: IndexName) -> dict[str, set[str]]:
    """All builds of a market and mapping with their aliases, found by parsing every name of the cluster."""
    with translated():
        # hidden indices are left out: to name those of the system earns a warning
        found = client.indices.get_alias(expand_wildcards=["open", "closed"])
    parsed = {index: parse_index_name(index, name.prefix) for index in found.body}
    return {
        index: set(found.body[index]["aliases"])
        for index, other in parsed.items()
        if other and (other.market, other.mapping) == (name.market, name.mapping)
    }
