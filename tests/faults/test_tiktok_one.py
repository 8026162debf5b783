"""Are the creators of the TikTok One API read, page by page, however it refuses?"""

import json
import logging
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from indexer.cli import Wiring, commands
from indexer.ports import Feed
from indexer.sources.answers import Bounds
from indexer.sources.tiktok_one import MAX_UNMAPPED, PATIENT, TikTokOneSource
from indexer.sources.web import Time
from indexer.writers.embedded import EmbeddedWriter
from marketplace.creators.times import parse_time
from marketplace.errors import FeedError, SettingsError
from marketplace.settings import load_settings
from tests.creators import NOW
from tests.fakes import Clock
from tests.faults.feed_clients import SECRET, Waits
from tests.feed_server import FeedServer, Trouble, feed_server, json_answer
from tests.feed_troubles import redirect, status
from tests.overlays import MemoryOverlays
from tests.tiktok_server import PATH, code, discover, found, tiktok_creator

CREATORS = [tiktok_creator(f"c{number}") for number in range(5)]
HANDLES = [f"c{number}" for number in range(5)]


@pytest.fixture
def server() -> Iterator[FeedServer]:
    """The API, which knows five creators of DE and gives two a page."""
    with feed_server() as server:
        server.answers = discover({"DE": CREATORS}, at_once=2)
        yield server


def source_of(server: FeedServer, waits: Waits | None = None, *, bounds: Bounds = PATIENT) -> TikTokOneSource:
    return TikTokOneSource(url_of(server), token=SECRET, time=(waits or Waits()).time(), bounds=bounds)


def url_of(server: FeedServer) -> str:
    return f"http://127.0.0.1:{server.server_port}{PATH}?tto_tcm_account_id=42"


def handles(source: TikTokOneSource) -> list[object]:
    records: list[Any] = [record.content for record in source.records("DE")]
    return [record["handle"] for record in records]


def failure(source: TikTokOneSource) -> str:
    with pytest.raises(FeedError) as failed:
        handles(source)
    assert SECRET not in str(failed.value)
    return str(failed.value).partition(PATH)[2]


def test_all_pages_of_one_region_are_read_with_account_and_token(server: FeedServer) -> None:
    assert handles(source_of(server)) == HANDLES
    assert [asked.parameters["page"] for asked in server.asked] == ["1", "2", "3"]
    asked = server.asked[1]
    assert asked.parameters == {"tto_tcm_account_id": "42", "country_codes": '["DE"]', "page": "2", "page_size": "200"}
    assert (asked.path, asked.headers["Access-Token"]) == (PATH, SECRET)


def test_every_record_of_a_run_is_of_the_second_in_which_it_began(server: FeedServer) -> None:
    moments = count(NOW + 123_456, 60_000_000)
    source = TikTokOneSource(url_of(server), token=SECRET, time=Time(clock=lambda: next(moments)))
    feed = source.feed("DE")

    assert feed == Feed("DE", feed.fingerprint, NOW, live=True)
    records: list[Any] = [record.content for record in source.records("DE")]
    assert {parse_time(record["updated_at"]) for record in records} == {NOW}


@pytest.mark.parametrize("trouble", [code(40100), code(50000), code(50002), status(500), status(429)])
def test_a_page_that_is_throttled_or_fails_is_asked_again(server: FeedServer, trouble: Trouble) -> None:
    server.troubles.extend([lambda answer: answer, trouble, trouble])
    waits = Waits()

    assert handles(source_of(server, waits)) == HANDLES
    assert [asked.parameters["page"] for asked in server.asked] == ["1", "2", "2", "2", "3"]
    first, second = waits.seconds
    assert 5 <= first < 10 <= second < 15


def test_throttling_without_end_is_given_up(server: FeedServer) -> None:
    server.troubles.extend([code(40100)] * 9)

    assert failure(source_of(server)) == ", DE, page 1: answers code 40100, 6 times: sync again later"


FINAL = {
    "40105": (code(40105), "answers code 40105: check MARKETPLACE_TIKTOK_ONE_TOKEN"),
    "401": (status(401), "answers 401: check MARKETPLACE_TIKTOK_ONE_TOKEN"),
    "40002": (code(40002), "answers code 40002: see the codes of the API for Business"),
    "a feed": (lambda _: json_answer({"creators": []}), "has no code: is it the TikTok One API?"),
    "no object": (lambda _: json_answer([]), "has no code: is it the TikTok One API?"),
    "no data": (lambda _: json_answer({"code": 0}), "answers code 0: see the codes of the API for Business"),
    "no creators": (
        lambda _: found(None, {"page": 1, "total_page": 1}),
        "has no creators or no page_info: the API has",
    ),
    "no pages": (lambda _: found([], None), "has no creators or no page_info: the API has changed"),
    "another page": (lambda _: found([], {"page": 3, "total_page": 9}), "says that it is page 3 of 9: the API has"),
    "no number": (lambda _: found([], {"page": 1, "total_page": "9"}), "says that it is page 1 of 9: the API"),
    "too many": (lambda _: found([{}] * 201, {"page": 1, "total_page": 1}), "has 201 creators, and at most 200 are"),
}


@pytest.mark.parametrize(("trouble", "reason"), FINAL.values(), ids=FINAL)
def test_what_will_be_wrong_again_is_told_at_once(server: FeedServer, trouble: Trouble, reason: str) -> None:
    server.troubles.append(trouble)

    told = failure(source_of(server))

    assert told.startswith(f", DE, page 1: {reason}")
    assert len(server.asked) == 1


def test_a_market_without_creators_fails(server: FeedServer) -> None:
    server.answers = discover({"DE": []})

    assert failure(source_of(server)) == ", DE: has no creator"


def test_pages_without_end_are_given_up(server: FeedServer) -> None:
    told = failure(source_of(server, bounds=Bounds(pages=2)))

    assert told == ", DE, page 2: is not the last: 2 are read at most"


def test_another_host_does_not_get_the_token(server: FeedServer) -> None:
    with feed_server() as other:
        other.answers = discover({"DE": CREATORS})
        server.troubles.append(redirect(f"{url_of(other)}&country_codes=%5B%22DE%22%5D&page=1&page_size=200"))

        assert handles(source_of(server)) == HANDLES
        assert "Access-Token" not in other.asked[0].headers


def test_labels_without_a_topic_are_counted_in_the_log(server: FeedServer, caplog: pytest.LogCaptureFixture) -> None:
    odd, rare = {"label_id": "1", "label_name": "Odd\n"}, {"label_id": "2", "label_name": "Rare"}
    creators = [tiktok_creator("a", content_labels=[rare, odd]), tiktok_creator("b", industry_labels=[odd])]
    server.answers = discover({"DE": creators})

    with caplog.at_level(logging.WARNING):
        handles(source_of(server))

    assert [record.getMessage() for record in caplog.records] == [
        "DE: the label 'Odd\\n (1)' has no topic in config/tiktok_one.toml, creators with it: 2",
        "DE: the label 'Rare (2)' has no topic in config/tiktok_one.toml, creators with it: 1",
    ]


def test_labels_without_number_are_counted_together(server: FeedServer, caplog: pytest.LogCaptureFixture) -> None:
    labels = [{"label_name": f"odd {number}"} for number in range(MAX_UNMAPPED + 2)]
    server.answers = discover({"DE": [tiktok_creator("a", content_labels=labels)]})

    handles(source_of(server))

    assert len(caplog.records) == MAX_UNMAPPED + 1
    assert caplog.records[0].getMessage().startswith("DE: the label '(all others)' has no topic")
    assert caplog.records[0].getMessage().endswith("creators with it: 2")


def test_without_a_token_nobody_is_asked() -> None:
    with pytest.raises(SettingsError, match="MARKETPLACE_TIKTOK_ONE_TOKEN is not set: the API answers nobody without"):
        TikTokOneSource("https://api.example/", token="", time=Waits().time())


def test_sync_publishes_what_the_api_knows_and_lists_what_it_refuses(server: FeedServer, tmp_path: Path) -> None:
    creators = [*[tiktok_creator(f"c{number}") for number in range(300)], tiktok_creator("bad", engagement_rate=6.1)]
    server.answers = discover({"DE": creators})
    folders = {f"MARKETPLACE_{name}": str(tmp_path / name) for name in ("INDEX_DIR", "REJECTS_DIR")}
    settings = load_settings({**folders, "MARKETPLACE_TIKTOK_ONE_TOKEN": SECRET})
    wiring = Wiring(settings=lambda: settings, clock=Clock(), overlays=lambda _: MemoryOverlays())
    command = ("sync", "--feeds", f"tiktok+{url_of(server)}", "--market", "DE", "--json")

    told = json.loads(CliRunner().invoke(commands, command, obj=wiring).stdout)["markets"][0]

    assert (told["failed"], told["indexed"], told["rejected"]) == (None, 300, 1)
    assert len(set(EmbeddedWriter(tmp_path / "INDEX_DIR").ids("DE"))) == 300
    assert json.loads((tmp_path / "REJECTS_DIR" / "DE.ndjson").read_text()) == {
        "line": 301,
        "field": "engagement_rate",
        "reason": "must be 0 to 1, not 6.1",
        "id": "70bad",
    }
