"""Who gets the token of a feed server, and where does it ever show?"""

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from indexer.sources.http import HttpSource
from indexer.sources.urls import redirected
from indexer.sources.web import Token
from marketplace.errors import SettingsError
from marketplace.settings import load_settings
from tests.fakes import feed_record
from tests.faults.feed_clients import SECRET, Waits, failure, read, source_of
from tests.feed_server import FeedServer, feed_server
from tests.feed_troubles import redirect, status

RECORDS: list[Any] = [feed_record(f"c{number}") for number in range(3)]


@pytest.fixture
def server() -> Iterator[FeedServer]:
    """A server of DE."""
    with feed_server(DE=RECORDS) as server:
        yield server


@pytest.fixture
def other() -> Iterator[FeedServer]:
    """Another one, which has DE too."""
    with feed_server(DE=RECORDS) as other:
        yield other


def tokens(server: FeedServer) -> list[str]:
    """What the server was shown of tokens, request by request."""
    return [asked.headers.get("Authorization", "none") for asked in server.asked]


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_a_redirect_within_the_server_is_followed_with_the_token(server: FeedServer, code: int) -> None:
    server.troubles.append(redirect("/elsewhere?market=DE&limit=500", code))

    assert read(source_of(server)) == RECORDS
    assert (server.asked[1].path, tokens(server)) == ("/elsewhere", [f"Bearer {SECRET}"] * 2)


def test_a_redirect_to_another_server_is_followed_without_the_token(server: FeedServer, other: FeedServer) -> None:
    server.troubles.append(redirect(f"{other.url}?market=DE&limit=500"))

    assert read(source_of(server)) == RECORDS
    assert (tokens(server), tokens(other)) == ([f"Bearer {SECRET}"], ["none"])


def test_who_sends_us_back_does_not_get_to_use_the_token(server: FeedServer, other: FeedServer) -> None:
    server.troubles.append(redirect(f"{other.url}?market=DE&limit=500"))
    other.troubles.append(redirect(f"{server.url}?market=DE&limit=500"))

    assert read(source_of(server)) == RECORDS
    assert tokens(server) == [f"Bearer {SECRET}", "none"]


def test_five_redirects_are_followed_and_no_sixth(server: FeedServer) -> None:
    onward = redirect(f"{server.url}?market=DE&limit=500&sig=hush")
    server.troubles.extend([onward] * 5)
    assert read(source_of(server)) == RECORDS
    server.troubles.extend([onward] * 6)

    told = failure(source_of(server))

    assert told == f"{server.url}, DE, page 1: redirects more than 5 times: name the URL that it ends at"


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("", "redirects to nowhere: mend its Location"),
        ("ftp://127.0.0.1/hush", "redirects to nowhere: mend its Location"),
        ("http://[::1/hush", "redirects to nowhere: mend its Location"),
        ("http://feeds.example/hush", "redirects away from https: serve the feed by https"),
        ("https://ada:hush@feeds.example/", "redirects to a URL with a password: leave it out"),
    ],
)
def test_a_redirect_that_is_not_safe_is_not_followed(server: FeedServer, location: str, reason: str) -> None:
    server.troubles.append(redirect(location))

    told = failure(source_of(server))

    assert told == f"{server.url}, DE, page 1: {reason}"


def test_a_redirect_never_leaves_https() -> None:
    assert redirected("https://a.example/x", "/y?z#part") == "https://a.example/y?z"
    assert redirected("http://127.0.0.1/x", "https://a.example/y") == "https://a.example/y"
    with pytest.raises(ValueError, match="redirects away from https"):
        redirected("https://a.example/x", "http://127.0.0.1/y")


def test_the_query_of_a_url_and_a_redirect_is_never_told(server: FeedServer) -> None:
    server.troubles.extend([redirect(f"{server.url}?sig=hush"), status(404)])

    told = failure(source_of(f"{server.url}?key=hush"))

    assert told == f"{server.url}, DE, page 1: answers 404: check the URL, and whether it has the market"


def test_proxies_and_passwords_of_the_environment_are_not_used(
    server: FeedServer, other: FeedServer, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login ada password hush\n")
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, other.url)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("no_proxy", raising=False)

    assert read(source_of(server)) == RECORDS
    assert (tokens(server), other.asked) == ([f"Bearer {SECRET}"], [])


def test_neither_a_log_nor_a_repr_tells_the_token(server: FeedServer, caplog: pytest.LogCaptureFixture) -> None:
    server.troubles.extend([redirect("/elsewhere"), status(500), status(401)])
    settings = load_settings({"MARKETPLACE_FEED_TOKEN": SECRET, "MARKETPLACE_TIKTOK_ONE_TOKEN": SECRET})

    with caplog.at_level(logging.DEBUG):
        failure(source_of(server))

    assert caplog.records
    assert SECRET not in caplog.text + repr(settings) + repr(Token("Authorization", SECRET, "MARKETPLACE_FEED_TOKEN"))


def test_without_a_token_nothing_is_sent(server: FeedServer) -> None:
    list(HttpSource(server.url, token="", time=Waits().time()).records("DE"))

    assert tokens(server) == ["none"]


@pytest.mark.parametrize("token", ["two words", "line\nX-Evil: 1", "tab\t", "naïve", "\x7f"])
def test_a_token_that_no_header_can_carry_is_a_wrong_setting(token: str) -> None:
    with pytest.raises(SettingsError) as refused:
        HttpSource("https://feeds.example", token=token, time=Waits().time())

    assert str(refused.value) == "MARKETPLACE_FEED_TOKEN must be printable ASCII without spaces"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://feeds.example/x?key=hush", "http://feeds.example/x must be https: only this machine may be asked"),
        ("http://10.0.0.7/x", "http://10.0.0.7/x must be https: only this machine may be asked by http"),
        ("https://ada:hush@feeds.example/x", "https://feeds.example/x can't have a user, password or fragment"),
        ("https://feeds.example/x#hush", "https://feeds.example/x can't have a user, password or fragment"),
        ("https://feeds.example/x?cursor=hush", "https://feeds.example/x can't have the parameter cursor: it is"),
        ("https:///hush", "the URL of the feeds can't be read: it looks like https://host/path"),
        ("ftp://feeds.example/hush", "the URL of the feeds can't be read: it looks like https://host/path"),
        ("https://feeds.example:hush/", "the URL of the feeds can't be read: it looks like https://host/path"),
    ],
)
def test_a_url_that_may_not_be_asked_is_a_wrong_setting(url: str, reason: str) -> None:
    with pytest.raises(SettingsError) as refused:
        HttpSource(url, token="", time=Waits().time())

    assert str(refused.value).startswith(reason)
    assert "hush" not in str(refused.value)


@pytest.mark.parametrize("url", ["http://localhost:1/x", "http://[::1]/x", "http://127.8.8.8", "https://10.0.0.7/x"])
def test_this_machine_may_be_asked_by_http_and_a_network_by_https(url: str) -> None:
    HttpSource(url, token="", time=Waits().time())
