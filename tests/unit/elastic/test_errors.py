import elasticsearch
import pytest
from elastic_transport import ApiResponseMeta, HttpHeaders, NodeConfig
from elasticsearch import (
    ApiError,
    AuthenticationException,
    ConnectionTimeout,
    NotFoundError,
    SSLError,
    UnsupportedProductError,
)
from elasticsearch.helpers import ScanError

from marketplace.elastic.errors import IndexGone, Response, check_whole, translated
from marketplace.errors import EngineUnavailable

WHOLE = {"took": 1, "timed_out": False, "_shards": {"total": 2, "successful": 2, "skipped": 0, "failed": 0}}
LOST = {"type": "index_not_found_exception", "reason": "no such index [creators-de-0123abcd-1]"}
BLOCKED = {"type": "cluster_block_exception", "reason": "blocked by: [FORBIDDEN/8/index write (api)]"}
FAILED = {"type": "search_phase_execution_exception", "reason": "all shards failed"}
BAD_QUERY = {"type": "query_shard_exception", "reason": "failed to create query"}


def api_error(kind: type[ApiError], status: int, body: object) -> ApiError:
    meta = ApiResponseMeta(status, "1.1", HttpHeaders(), 0.1, NodeConfig("http", "one", 9200))
    return kind("message", meta, body)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ConnectionTimeout("late"), "did not answer in time"),
        (
            elasticsearch.ConnectionError("refused"),
            "can't be reached (ConnectionError): start it, or see",
        ),
        (SSLError("self-signed"), "certificate is not trusted: see ELASTICSEARCH_CA_FILE"),
        (api_error(AuthenticationException, 401, {}), "refuses the user or key"),
        (api_error(UnsupportedProductError, 200, "<html>"), "something else than elasticsearch answers"),
        (api_error(ApiError, 403, {"error": BLOCKED}), "is read-only (blocked by: [FORBIDDEN/8/index write (api)])"),
        (api_error(ApiError, 400, {"error": {"type": "media_type_header_exception"}}), "is older than 9: upgrade it"),
        (api_error(ApiError, 502, "<html>Bad gateway"), "refused with 502 (<html>Bad gateway"),
        (api_error(ApiError, 400, {"error": {**FAILED, "root_cause": [BAD_QUERY]}}), "query_shard_exception"),
        (ScanError("scroll", "shards lost"), "could not read all of an index"),
    ],
)
def test_every_error_of_the_client_becomes_ours_and_says_what_to_look_at(error: Exception, said: str) -> None:
    with pytest.raises(EngineUnavailable) as caught, translated():
        raise error
    assert said in str(caught.value)


def test_a_lost_index_is_told_from_other_trouble() -> None:
    with pytest.raises(IndexGone, match="python -m indexer sync"), translated():
        raise api_error(NotFoundError, 404, {"error": LOST})
    with pytest.raises(IndexGone):
        check_whole({"error": {**LOST, "root_cause": [LOST]}, "status": 404})


def test_other_errors_are_left_alone() -> None:
    with pytest.raises(ZeroDivisionError), translated():
        raise ZeroDivisionError


def test_a_whole_answer_passes() -> None:
    assert check_whole(WHOLE) is WHOLE


@pytest.mark.parametrize(
    "answer",
    [
        {**WHOLE, "_shards": {"total": 2, "successful": 1, "skipped": 0, "failed": 1}},
        {**WHOLE, "timed_out": True},
        {"error": FAILED, "status": 503},
        {"error": "an old kind of error", "status": 500},
    ],
    ids=["a shard lost", "out of time", "failed", "failed without a type"],
)
def test_a_partial_answer_is_no_answer(answer: Response) -> None:
    with pytest.raises(EngineUnavailable):
        check_whole(answer)
