"""Do the keys of docs/operations.md open what the service and the indexer need, and nothing else?

A node of its own, because the one of all other tests lets everybody in.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from elasticsearch import AuthorizationException, Elasticsearch

from indexer.ports import Takeover
from indexer.sample.delivery import Existing, Samples, deliver_samples
from marketplace.creators.markets import codes
from marketplace.elastic.mapping import mapping_hash
from marketplace.elastic.names import IndexName, market_alias
from marketplace.errors import EngineUnavailable
from tests.api.server import environment_of
from tests.contract.index import Index
from tests.creators import NOW, make_creator
from tests.elastic.keys import INDEXER, OTHERS, SERVICE, Body, Secured, of_prefix, without
from tests.elastic.releases import release
from tests.elasticsearch_home import ElasticsearchMissingError, find_home
from tests.elasticsearch_security import secured_node


@pytest.fixture(scope="module")
def secured() -> Iterator[Secured]:
    """The node, with the creators of others on it; skipped where there can be none, which fails on CI."""
    try:
        home = find_home()
    except ElasticsearchMissingError as missing:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"elasticsearch could not be had: {missing}")
    with secured_node(home) as (url, admin):
        made = Secured(url, admin)
        for prefix in OTHERS:
            made.index(admin, prefix).publish("DE", make_creator())
        yield made


@pytest.fixture(scope="module")
def indexer(secured: Secured, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """The indexer's command with its key, which succeeds; what it says. The sample feeds of DE and FR lie ready."""
    folder, environment = tmp_path_factory.mktemp("indexer"), environment_of(secured.environment(INDEXER))
    samples = Samples(creators_per_market=40, seed=1, markets=("DE", "FR"))
    deliver_samples(folder / "var" / "feeds", samples, existing=Existing.REFUSE, now=NOW, on_market=lambda _: None)

    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", "indexer", *arguments]
        ended = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return ended.stdout

    return run


@pytest.fixture(scope="module")
def published(indexer: Callable[..., str]) -> None:
    """DE and FR are published with the indexer's key."""
    indexer("sync", "--market", "DE", "--market", "FR")


def test_the_indexer_syncs_tells_and_verifies_with_its_key(
    secured: Secured, indexer: Callable[..., str], published: None
) -> None:
    for _ in range(2):
        indexer("sync", "--market", "DE", "--market", "FR", "--rebuild")
    assert "DE   3 kept  0 dropped" in indexer("prune", "--keep", "1")
    assert "DE          40 creators" in indexer("status")
    assert "FR   agrees   40 creators" in indexer("verify", "--market", "DE", "--market", "FR")
    builds = [name for name in secured.admin.indices.get(index="creators-*").body if name.startswith("creators-de-")]
    assert len(builds) == 3, "those that were replaced a moment ago stay"


def test_the_indexer_moves_creators_between_markets_with_its_key(secured: Secured) -> None:
    with secured.client(of_prefix(INDEXER, "moving")) as client:
        index = secured.index(client, "moving")
        index.publish("DE", make_creator(id="moves"), make_creator(id="stays"))
        index.publish("FR", make_creator(id="moves", market="FR"), takeover=Takeover({"DE": ("moves",)}))
        found = {market: list(index.writer.ids(market)) for market in ("DE", "FR")}
    assert found == {"DE": ["stays"], "FR": ["moves"]}
    assert secured.admin.count(index=market_alias(IndexName("moving", "DE", mapping_hash(), "")))["count"] == 1


def test_two_releases_work_side_by_side_with_the_same_keys(secured: Secured) -> None:
    api = secured.api(of_prefix(SERVICE, "sides"), MARKETPLACE_INDEX_PREFIX="sides")
    with secured.client(of_prefix(INDEXER, "sides")) as client:
        index = secured.index(client, "sides")
        with release():
            index.publish("DE", make_creator(), make_creator(id="c2"))
        index.publish("DE", make_creator())
    assert api.get("/v1/creators").json["total"] == 1
    older = secured.api(of_prefix(SERVICE, "sides"), MARKETPLACE_INDEX_PREFIX="sides")
    with release():
        assert older.get("/v1/creators").json["total"] == 2


ANSWERS = {
    "/health/ready": 200,
    "/v1/markets": 200,
    "/v1/creators?market=DE&facets=market,topics": 200,
    "/v1/creators?q=zzzqqqyy": 200,
    "/v1/creators/fr-000001": 200,
    "/v1/creators/nobody": 404,
}


def test_the_service_answers_with_its_key(secured: Secured, published: None) -> None:
    api = secured.api(SERVICE)
    assert {path: api.get(path).status_code for path in ANSWERS} == ANSWERS
    assert api.get("/v1/creators").json["total"] == 80


def test_the_service_answers_with_its_key_before_anything_is_published(secured: Secured) -> None:
    api = secured.api(of_prefix(SERVICE, "nothing-yet"), MARKETPLACE_INDEX_PREFIX="nothing-yet")
    assert api.get("/v1/creators").json["total"] == 0


FRENCH = market_alias(IndexName("creators", "FR", mapping_hash(), ""))
CHANGES: dict[str, Callable[[Elasticsearch, str], object]] = {
    "write": lambda client, name: client.index(index=name, id="x", document={}),
    "delete a creator": lambda client, name: client.delete(index=name, id="de-000001"),
    "delete by a query": lambda client, name: client.delete_by_query(index=name, query={"match_all": {}}),
    "delete an index": lambda client, name: client.indices.delete(index=name),
    "close": lambda client, name: client.indices.close(index=name),
    "change settings": lambda client, name: client.indices.put_settings(index=name, settings={"priority": 1}),
    "change the mapping": lambda client, name: client.indices.put_mapping(index=name, meta={}),
    "change aliases": lambda client, name: client.indices.put_alias(index=name, name=FRENCH),
    "make an index": lambda client, _: client.indices.create(index="creators-us-0123abcd"),
}
READS: dict[str, Callable[[Elasticsearch, str], object]] = {
    "search": lambda client, name: client.search(index=name),
    "get": lambda client, name: client.get(index=name, id="c1"),
    "see the mapping": lambda client, name: client.indices.get(index=name),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_key_of_the_service_changes_nothing(secured: Secured, published: None, change: str) -> None:
    with secured.client(SERVICE) as client:
        for name in ("creators", "creators-words", "creators-locks", *secured.names("creators-de-")):
            with pytest.raises(AuthorizationException):
                CHANGES[change](client, name)


@pytest.mark.parametrize("key", [SERVICE, INDEXER], ids=["service", "indexer"])
@pytest.mark.parametrize("prefix", OTHERS)
def test_no_key_opens_what_is_of_another_prefix(secured: Secured, key: Body, prefix: str) -> None:
    with secured.client(key) as client:
        for name in secured.names(prefix):
            for act in (*READS.values(), *list(CHANGES.values())[:-1]):
                with pytest.raises(AuthorizationException):
                    act(client, name)
        seen = client.indices.get_alias().body
    assert not [name for name in seen if name.startswith(OTHERS)]


def read_and_publish(index: Index) -> None:
    """What a sync does."""
    index.writer.standing(["c1"])
    index.publish("US", make_creator(market="US"))


@pytest.mark.parametrize("left_out", ["read", "write", "manage", "cluster:monitor/health"])
def test_the_indexer_needs_all_that_its_key_may_do(secured: Secured, published: None, left_out: str) -> None:
    with (
        secured.client(without(INDEXER, left_out)) as client,
        pytest.raises(EngineUnavailable, match=r"forbids it .+: make the key of docs/operations\.md"),
    ):
        read_and_publish(secured.index(client, "creators"))


@pytest.mark.parametrize("left_out", ["read", "view_index_metadata"])
def test_the_service_needs_all_that_its_key_may_do(secured: Secured, published: None, left_out: str) -> None:
    assert secured.api(without(SERVICE, left_out)).get("/v1/creators").status_code == 503


@pytest.mark.parametrize("body", [SERVICE, INDEXER], ids=["service", "indexer"])
def test_the_keys_name_the_markets_that_there_are(body: Body) -> None:
    (role,) = body["role_descriptors"].values()
    listed = f"/creators-({'|'.join(sorted(code.lower() for code in codes()))})-[0-9a-f]{{8}}/"
    assert listed in role["indices"][0]["names"]
