"""How is Elasticsearch reached: at which addresses, as whom, and how long is an answer waited for?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from elastic_transport.client_utils import DEFAULT
from elasticsearch import Elasticsearch
from elasticsearch.serializer import NdjsonSerializer, OrjsonSerializer, Serializer

from marketplace.errors import SettingsError
from marketplace.settings import Settings

WEB_TIMEOUT_SECONDS = 2
"""A search takes some 10 ms at a million creators: after this long somebody else should be asked to wait."""

INDEXING_TIMEOUT_SECONDS = 30
"""Writing waits for merges and for a cluster that makes room."""


class OrjsonLines(NdjsonSerializer):
    """The lines of a multi-search or bulk, by orjson like all else."""

    json_dumps = OrjsonSerializer.json_dumps


SERIALIZERS: Mapping[str, Serializer] = {"application/json": OrjsonSerializer(), "application/x-ndjson": OrjsonLines()}


def connect(settings: Settings, *, indexing: bool) -> Elasticsearch:
    """A client for searches, or for indexing, which waits longer; it connects when it is first used.

    Raises SettingsError when the settings can't make one.
    """
    address = _address(settings)
    return Elasticsearch(
        list(address.urls),
        basic_auth=address.user,
        api_key=settings.elasticsearch_api_key or None,
        ca_certs=_ca_file(settings) if settings.elasticsearch_ca_file else DEFAULT,
        request_timeout=INDEXING_TIMEOUT_SECONDS if indexing else WEB_TIMEOUT_SECONDS,
        # a retry goes to another node. A search that timed out is not tried again: its client has waited enough
        max_retries=5 if indexing else 1,
        retry_on_timeout=indexing,
        retry_backoff_base=0.5 if indexing else 0,
        retry_backoff_cap=10 if indexing else 0,
        serializers=SERIALIZERS,
    )


@dataclass(frozen=True)
class _Address:
    """The nodes' URLs without their user, and the user and password that they all name."""

    urls: tuple[str, ...]
    user: tuple[str, str] | None


def _address(settings: Settings) -> _Address:
    parts = tuple(_split(url.strip()) for url in settings.elasticsearch_url.split(","))
    # the client would send the first node's user to all: that they differ must not go unnoticed
    users = {(unquote(one.username), unquote(one.password or "")) if one.username else None for one in parts}
    if len(users) > 1:
        raise SettingsError("ELASTICSEARCH_URL names several users: write the same user:password in each address")
    user = users.pop()
    if user and settings.elasticsearch_api_key:
        raise SettingsError("ELASTICSEARCH_URL names a user, and ELASTICSEARCH_API_KEY is set: unset one of them")
    return _Address(tuple(_without_user(one) for one in parts), user)


def _split(url: str) -> SplitResult:
    """The parts of an address; what is wrong is said without the address, which may hold a password."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and (parts.port or parts.scheme == "https")
    except ValueError:
        usable = None
    if not usable:
        raise SettingsError("ELASTICSEARCH_URL must hold addresses like https://user:password@host:9200, with the port")
    return parts


def _without_user(parts: SplitResult) -> str:
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _ca_file(settings: Settings) -> str:
    path = Path(settings.elasticsearch_ca_file)
    if not path.is_file():
        raise SettingsError(f"ELASTICSEARCH_CA_FILE is {str(path)!r}, which is no file: name the cluster's PEM file")
    if "http://" in settings.elasticsearch_url:
        raise SettingsError("ELASTICSEARCH_CA_FILE is set, but ELASTICSEARCH_URL has an http address: make it https")
    return str(path)
