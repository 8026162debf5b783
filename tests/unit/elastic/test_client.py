from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from marketplace.elastic.client import connect
from marketplace.errors import SettingsError
from marketplace.settings import Settings, load_settings


def settings(**environment: object) -> Settings:
    return load_settings({f"ELASTICSEARCH_{name.upper()}": str(value) for name, value in environment.items()})


def connected(**environment: object) -> Elasticsearch:
    return connect(settings(**environment), indexing=False)


def test_every_address_is_a_node_and_its_user_is_sent_to_all() -> None:
    client = connected(url="https://brand:p%40ss%3A@one:9200, https://brand:p%40ss%3A@two/es")
    assert {node.base_url for node in client.transport.node_pool.all()} == {"https://one:9200", "https://two:443/es"}
    assert client._headers["authorization"] == "Basic YnJhbmQ6cEBzczo="  # brand:p@ss:


def test_an_api_key_is_sent() -> None:
    assert connected(url="http://one:9200", api_key="a2V5")._headers["authorization"] == "ApiKey a2V5"


def test_a_ca_file_is_what_certificates_are_checked_with(tmp_path: Path) -> None:
    ca_file = tmp_path / "ca.pem"
    ca_file.write_text("a certificate")
    (node,) = connected(url="https://one:9200", ca_file=ca_file).transport.node_pool.all()
    assert (node.config.ca_certs, node.config.verify_certs) == (str(ca_file), True)


def test_the_web_waits_for_two_seconds_and_the_indexer_for_thirty() -> None:
    web, indexing = (connect(settings(), indexing=indexing) for indexing in (False, True))
    assert (web._request_timeout, web._max_retries, web._retry_on_timeout) == (2, 1, False)
    assert (indexing._request_timeout, indexing._max_retries, indexing._retry_on_timeout) == (30, 5, True)


def test_a_user_beside_an_api_key_is_refused() -> None:
    with pytest.raises(SettingsError, match="ELASTICSEARCH_URL names a user, and ELASTICSEARCH_API_KEY is set"):
        connected(url="https://brand:secret@one:9200", api_key="a2V5")


def test_several_users_are_refused() -> None:
    with pytest.raises(SettingsError, match="ELASTICSEARCH_URL names several users"):
        connected(url="https://brand:secret@one:9200,https://two:9200")


@pytest.mark.parametrize(
    "url",
    ["one:9200", "http://brand:secret@one", "ftp://brand:secret@one:9200", "http://brand:secret@one:92000", "http://"],
)
def test_a_wrong_address_is_refused_without_showing_its_password(url: str) -> None:
    with pytest.raises(SettingsError, match=r"^ELASTICSEARCH_URL must hold addresses") as caught:
        connected(url=url)
    assert "secret" not in str(caught.value)


def test_a_ca_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"^ELASTICSEARCH_CA_FILE is '.*ca\.pem', which is no file"):
        connected(url="https://one:9200", ca_file=tmp_path / "ca.pem")


def test_a_ca_file_for_http_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="but ELASTICSEARCH_URL has an http address"):
        connected(url="http://one:9200", ca_file=Path(__file__))
