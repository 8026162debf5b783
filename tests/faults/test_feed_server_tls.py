"""Is a feed server asked by https only when its certificate is trusted, and never led away from it?"""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.fakes import feed_record
from tests.faults.feed_clients import SECRET, Waits, failure, read, source_of
from tests.feed_server import CERTIFICATE, FeedServer, feed_server
from tests.feed_troubles import redirect

RECORDS: list[Any] = [feed_record(f"c{number}") for number in range(3)]


@pytest.fixture
def server() -> Iterator[FeedServer]:
    """A server of DE."""
    with feed_server(DE=RECORDS) as server:
        yield server


@pytest.fixture
def encrypted() -> Iterator[FeedServer]:
    """One that is asked by https."""
    with feed_server(encrypted=True, DE=RECORDS) as encrypted:
        yield encrypted


def test_a_certificate_that_is_not_trusted_is_told_at_once(encrypted: FeedServer) -> None:
    waits = Waits()

    told = failure(source_of(encrypted, waits))

    assert told.startswith(f"{encrypted.url}, DE, page 1: has a certificate that is not trusted: self")
    assert (encrypted.asked, waits.seconds) == ([], [])


def test_a_certificate_of_an_authority_of_the_machine_is_trusted(
    encrypted: FeedServer, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    server.troubles.append(redirect(f"{encrypted.url}?market=DE&limit=500"))

    assert read(source_of(encrypted)) == read(source_of(server)) == RECORDS
    assert [asked.headers.get("Authorization") for asked in encrypted.asked] == [f"Bearer {SECRET}", None]


def test_https_leads_back_to_no_http(
    encrypted: FeedServer, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    encrypted.troubles.append(redirect(f"{server.url}?market=DE&limit=500"))

    told = failure(source_of(encrypted))

    assert told == f"{encrypted.url}, DE, page 1: redirects away from https: serve the feed by https"
    assert server.asked == []


def test_what_is_no_https_is_no_answer(server: FeedServer) -> None:
    url = server.url.replace("http:", "https:")

    assert failure(source_of(url)) == f"{url}, DE, page 1: doesn't come to terms about TLS, 6 times: sync again later"
