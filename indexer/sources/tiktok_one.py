"""Which creators does the TikTok One API know of a market? Page by page, as feed records."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

import orjson

from indexer.ports import Feed, FeedRecord
from indexer.sources.answers import Answer, Bounds, Denied, Passing, Refused
from indexer.sources.tiktok_profiles import dictionary, translated
from indexer.sources.urls import checked_url, told, with_parameters
from indexer.sources.web import JsonClient, Time, Token
from marketplace.creators.times import MICROSECONDS, format_time
from marketplace.errors import FeedError, SettingsError

PARAMETERS = ("country_codes", "page", "page_size")
RECORDS_A_PAGE = 200
PATIENT = Bounds(backoff_seconds=5)
"""Its limits are by the minute: tries 5, 10, 20, 40 and 80 s apart outlast one."""

THROTTLED = 40100
DENIED = (40001, 40102, 40103, 40104, 40105)
BROKEN = range(50000, 60000)
SHOWN_TEXT = 100
MAX_UNMAPPED = 1_000
OTHERS = "(all others)"

_UNMAPPED = "%s: the label %r has no topic in config/tiktok_one.toml, creators with it: %d"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Page:
    """One page of a market, and how many there are."""

    creators: tuple[object, ...]
    pages: int


class TikTokOneSource:
    """The creators that the API finds, market by market.

    Its records have no time of change: `updated_at` is the second at which the source was made, one for the whole run.
    A later run is a newer version of everybody, whoever moved meanwhile; within a run content decides. Whoever asks for
    the feed of a market again begins another run of it.
    """

    def __init__(self, url: str, *, token: str, time: Time, bounds: Bounds = PATIENT) -> None:
        """The API at a URL (`…/tto/tcm/creator/discover/?tto_tcm_account_id=…`); raises SettingsError."""
        if not token:
            raise SettingsError("MARKETPLACE_TIKTOK_ONE_TOKEN is not set: the API answers nobody without a token")
        self._url = checked_url(url, ours=PARAMETERS)
        self._clock = time.clock
        self._begun = time.clock()
        self._runs: dict[str, int] = {}
        self._words = dictionary()
        self._bounds = bounds
        self._client = JsonClient(
            Token("Access-Token", token, "MARKETPLACE_TIKTOK_ONE_TOKEN"), time=time, bounds=bounds
        )

    def feed(self, market: str) -> Feed:
        """See `Source.feed`; the fingerprint is that of the URL, as_of the time of the run."""
        self._runs[market] = self._clock() if market in self._runs else self._begun
        return Feed(market, sha256(self._url.encode()).hexdigest(), self._as_of(market), live=True)

    def records(self, market: str) -> Iterator[FeedRecord]:
        """See `Source.records`; a line is a record's number over all pages.

        The API's list does not stand still: who moves in it between two pages may be missed. Labels without a topic
        are logged at the end.
        """
        unmapped: Counter[str] = Counter()
        updated_at = format_time(self._as_of(market))
        line = 0
        for creator in self._creators(market):
            line += 1
            made = translated(creator, self._words, market=market, updated_at=updated_at)
            for label in made.unmapped:
                unmapped[label if label in unmapped or len(unmapped) < MAX_UNMAPPED else OTHERS] += 1
            yield FeedRecord(line, made.record)
        if not line:
            raise FeedError(f"{told(self._url)}, {market}: has no creator")
        for label, count in unmapped.most_common():
            logger.warning(_UNMAPPED, market, label[:SHOWN_TEXT], count)

    def _as_of(self, market: str) -> int:
        return self._runs.get(market, self._begun) // MICROSECONDS * MICROSECONDS

    def changes(self, market: str, since: int) -> Iterator[FeedRecord]:
        """See `Source.changes`; the API tells none."""
        raise FeedError(f"{market}: TikTok One is read whole, it tells no changes (since {since})")

    def _creators(self, market: str) -> Iterator[object]:
        for number in range(1, self._bounds.pages + 1):
            page = self._page(market, number)
            yield from page.creators
            if number >= page.pages:
                return
        raise FeedError(f"{self._where(market, number)} is not the last: {number:,} are read at most")

    def _page(self, market: str, number: int) -> Page:
        region = orjson.dumps([market]).decode()
        asked = {"country_codes": region, "page": str(number), "page_size": str(RECORDS_A_PAGE)}
        url = with_parameters(self._url, asked)
        return self._client.get(url, where=self._where(market, number), read=lambda answer: _page_of(answer, number))

    def _where(self, market: str, number: int) -> str:
        return f"{told(self._url)}, {market}, page {number:,}:"


def _page_of(answer: Answer, number: int) -> Page:
    """The page that an answer is; raises Refused or Passing."""
    data = _data(answer.content)
    creators, info = data.get("creators"), data.get("page_info")
    if not isinstance(creators, list) or not isinstance(info, dict):
        raise Refused("has no creators or no page_info: the API has changed")
    if len(creators) > RECORDS_A_PAGE:
        raise Refused(f"has {len(creators):,} creators, and at most {RECORDS_A_PAGE} are asked for")
    page, pages = info.get("page"), info.get("total_page")
    if page != number or not isinstance(pages, int):
        raise Refused(f"says that it is page {str(page)[:20]} of {str(pages)[:20]}: the API has changed")
    return Page(tuple(creators), pages)


def _data(content: object) -> dict[str, object]:
    """What a good answer holds; the API says what went wrong by a code, the status being 200."""
    code = content.get("code") if isinstance(content, dict) else None
    if not isinstance(content, dict) or not isinstance(code, int):
        raise Refused("has no code: is it the TikTok One API?")
    if code == THROTTLED or code in BROKEN:
        raise Passing(f"answers code {code}")
    if code in DENIED:
        raise Denied(f"answers code {code}")
    data = content.get("data")
    if code or not isinstance(data, dict):
        raise Refused(f"answers code {code}: see the codes of the API for Business")
    return data
