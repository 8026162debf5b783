"""Which source reads the feeds that are asked for? The scheme says it: files, or what is before the +."""

from __future__ import annotations

from collections.abc import Callable

from indexer.ports import Source
from indexer.sources.folders import folder_at
from indexer.sources.ndjson import NdjsonSource
from marketplace.settings import Settings

FEED = "feed+"
TIKTOK_ONE = "tiktok+"


def source_at(
    feeds: str, settings: Settings, *, clock: Callable[[], int], breath: Callable[[], None] = lambda: None
) -> Source:
    """The source of a folder, an fsspec URL of files, a feed server (`feed+https://…`) or TikTok One (`tiktok+https://…`).

    Raises SettingsError for a URL that no source can read. `clock` gives microseconds since 1970. `breath` is called
    before each question to a server, and ends the reading by what it raises.
    """
    if feeds.startswith(FEED):
        from indexer.sources.http import HttpSource  # a moment to import, which folders need not wait for
        from indexer.sources.web import Time

        return HttpSource(feeds.removeprefix(FEED), token=settings.feed_token, time=Time(clock=clock, breath=breath))
    if feeds.startswith(TIKTOK_ONE):
        from indexer.sources.tiktok_one import TikTokOneSource
        from indexer.sources.web import Time

        url = feeds.removeprefix(TIKTOK_ONE)
        return TikTokOneSource(url, token=settings.tiktok_one_token, time=Time(clock=clock, breath=breath))
    return NdjsonSource(folder_at(feeds, now=clock()))
