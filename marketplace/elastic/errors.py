"""What do Elasticsearch's errors mean to us? Each becomes one of ours here, in a whole answer or a part of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from elasticsearch import (
    ApiError,
    AuthenticationException,
    ConnectionTimeout,
    SerializationError,
    SSLError,
    TransportError,
    UnsupportedProductError,
)
from elasticsearch.helpers import ScanError

from marketplace.errors import EngineUnavailable

Response = Mapping[str, Any]


class IndexGone(EngineUnavailable):
    """An index that was published a moment ago is not there: what is published must be read again."""


class Busy(EngineUnavailable):
    """What was asked was not done, and may be when it is asked again after a while."""


BUSY = (429, 502, 503, 504)
"""The statuses of a node that has too much to do or is not ready yet, and of what stands before one that is away."""


@contextmanager
def translated() -> Iterator[None]:
    """Let every error of the client leave as EngineUnavailable, its text saying what to look at."""
    try:
        yield
    except ApiError as error:
        raise _refusal(error) from error
    except TransportError as error:
        raise EngineUnavailable(_unreached(error)) from error
    except ScanError as error:
        raise EngineUnavailable("elasticsearch could not read all of an index: see the health of its shards") from error


def check_whole(response: Response) -> Response:
    """The answer of one search; raises EngineUnavailable unless every shard gave its whole part in time."""
    if "error" in response:
        raise refused(int(response.get("status", 500)), response["error"])
    if response["timed_out"]:
        raise EngineUnavailable("elasticsearch ran out of time and counted a part: see its load, or try again")
    if response["_shards"]["failed"]:
        raise EngineUnavailable("elasticsearch lost a shard and counted the rest: see the health of the cluster")
    return response


def refused(status: int, error: Mapping[str, Any] | str) -> EngineUnavailable:
    """A refusal by its kind and reason, of a request, a part of it or one document."""
    kind, reason = (error, "") if isinstance(error, str) else _cause(error)
    if kind == "index_not_found_exception":
        return IndexGone(f"elasticsearch lost an index ({reason}): bring it back with `python -m indexer sync`")
    # a cluster that is not ready yet blocks everything too, by a 503; a full disk by a 429
    if kind == "cluster_block_exception" and status != 503:
        return EngineUnavailable(
            f"elasticsearch is read-only ({reason}): see its free disk space, and the blocks in the settings of"
            " the cluster and the index"
        )
    if kind == "version_conflict_engine_exception":
        return EngineUnavailable(f"another sync has written to the index meanwhile ({reason}): sync again")
    if kind == "security_exception":
        return EngineUnavailable(f"elasticsearch forbids it ({reason}): make the key of docs/operations.md")
    if kind == "media_type_header_exception":
        return EngineUnavailable("this elasticsearch is older than 9: upgrade it, or see ELASTICSEARCH_URL")
    if status in BUSY and kind != "unavailable_shards_exception":  # which was waited for already
        return Busy(f"elasticsearch refused with {status} ({kind} {reason}): see its load, and try again later")
    return EngineUnavailable(f"elasticsearch refused with {status} ({kind} {reason}): see its log")


def _refusal(error: ApiError) -> EngineUnavailable:
    if isinstance(error, AuthenticationException):
        return EngineUnavailable(
            "elasticsearch refuses the user or key: see ELASTICSEARCH_URL and ELASTICSEARCH_API_KEY"
        )
    if isinstance(error, UnsupportedProductError):
        return EngineUnavailable("something else than elasticsearch answers: see ELASTICSEARCH_URL")
    body = error.body
    return refused(error.status_code, body.get("error", {}) if isinstance(body, dict) else str(body)[:200])


def _cause(error: Mapping[str, Any]) -> tuple[str, str]:
    """Type and reason at the root: above it stands just that all shards failed."""
    root = (error.get("root_cause") or [error])[0]
    return root.get("type", ""), root.get("reason", "")


def _unreached(error: TransportError) -> str:
    if isinstance(error, ConnectionTimeout):
        return "elasticsearch did not answer in time: see its load, or try again"
    if isinstance(error, SSLError):
        return "elasticsearch's certificate is not trusted: see ELASTICSEARCH_CA_FILE"
    if isinstance(error, SerializationError):
        return "elasticsearch's answer can't be read: see what stands before it (ELASTICSEARCH_URL), or try again"
    return f"elasticsearch can't be reached ({type(error).__name__}): start it, or see ELASTICSEARCH_URL"
