"""How does a test sync a market in memory?"""

import json
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

from indexer.applying import Alone, Moved
from indexer.conversions import Conversions, in_turn
from indexer.credible import Limits
from indexer.ports import Source
from indexer.report import MarketReport
from indexer.sync import SyncOptions, sync_market
from marketplace.errors import EngineUnavailable
from tests.fakes import Clock, MemorySource, MemoryWriter

LIMITS = Limits(credible_share=0.5, max_reject_share=0.5)


class Shared(Alone):
    """An index that others change too, who add to `losses` and `publications`; who moves on waits for nobody."""

    def move_on(self, markets: Collection[str], moved: Moved, *, losses: int) -> None:
        if losses != self.losses:
            raise EngineUnavailable("what was applied was dropped")
        super().move_on(markets, moved, losses=losses)


class Syncs:
    """Syncs into one writer; every record of a feed is a dict."""

    def __init__(self, folder: Path) -> None:
        self.writer = MemoryWriter()
        self.folder = folder

    def __call__(
        self,
        source: Source,
        *,
        market: str = "DE",
        force: bool = False,
        rebuild: bool = False,
        conversions: Conversions = in_turn,
    ) -> MarketReport:
        limits = replace(LIMITS, force=force)
        options = SyncOptions(rejects_dir=self.folder, limits=limits, rebuild=rebuild, conversions=conversions)
        return sync_market(market, source=source, writer=self.writer, options=options, clock=Clock())

    def feed(self, *records: object, market: str = "DE", **how: bool) -> MarketReport:
        """Sync a market whose feed holds these records."""
        return self(MemorySource(**{market: records}), market=market, **how)

    def rejects(self, market: str = "DE") -> list[dict[str, Any]]:
        """The rejects of the last run that read the market's feed."""
        path = self.folder / f"{market}.ndjson"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
