"""Which builds of the embedded index are kept, and when?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import tantivy

from indexer.keeping import KeptBuild, Retention
from indexer.state import SyncState
from indexer.writers.embedded.errors import translated
from indexer.writers.embedded.kept_file import KeptFile, kept_files
from indexer.writers.embedded.reading import NAMELESS, build_of, count_of, shown_of, states_of
from marketplace.errors import EngineUnavailable


class Keeping:
    """The builds of an index that were replaced, in a folder; `searcher` gives the last commit, None before the first.

    `now` gives microseconds since 1970; what is replaced is lost unless it `keeps` builds.
    """

    def __init__(
        self, folder: Path, *, searcher: Callable[[], tantivy.Searcher | None], now: Callable[[], int], keeps: bool
    ) -> None:
        self._folder = folder
        self._searcher = searcher
        self._now = now
        self._keeps = keeps
        self._making: set[KeptFile] = set()

    @contextmanager
    def replacing(self, market: str) -> Iterator[None]:
        """Keep what is published of a market as of now, if it is another build that is published afterwards.

        Written when a build begins, not when it is published: nobody who changes the index waits for it. What changes
        in between is told again since the state of now, as after any rollback.
        """
        searcher = self._searcher()
        state = states_of(searcher).get(market) if searcher else None
        if searcher is None or state is None:
            yield
            return
        file = KeptFile(self._folder, market, build_of(searcher, market))
        if not self._keeps:
            with translated():
                file.drop()  # a crash may have left it half, and it counts as soon as its build is not published
            yield
            return
        self._making.add(file)
        try:
            with translated():
                file.write(replace(state, creators=count_of(searcher, market)), shown_of(searcher, market))
            yield
        finally:
            self._making.discard(file)
            with suppress(EngineUnavailable), translated():
                self._settle(file)

    def builds(self, states: Mapping[str, SyncState]) -> list[KeptBuild]:
        """Those that are published with these states, or can be again, the newest first."""
        files = kept_files(self._folder)  # before the names: whoever is replaced in between is complete by then
        names = self._names()
        published = [KeptBuild(of, names.get(of, NAMELESS), state, published=True) for of, state in states.items()]
        others = [one for one in files if not _is_published(one, names)]
        kept = [KeptBuild(one.market, one.build, one.state(), published=False) for one in others]
        return sorted([*published, *kept], key=lambda one: one.name, reverse=True)

    def file_of(self, build: KeptBuild) -> KeptFile:
        """The file of a build that is not published."""
        return KeptFile(self._folder, build.market, build.name)

    def prune(self, retention: Retention) -> dict[str, tuple[int, int]]:
        """Remove the files that need not stay, and what a crash left; of each market how many builds stay, and not."""
        names = self._names()
        counts = dict.fromkeys(sorted(names), (1, 0))
        for market, files in groupby(kept_files(self._folder), key=lambda one: one.market):
            of_market = list(files)
            kept = [one for one in of_market if not _is_published(one, names)]
            gone = retention.spare([(one, one.replaced_at) for one in kept])
            needless = [one for one in of_market if _is_published(one, names) and one not in self._making]
            for one in [*gone, *needless]:
                one.drop()
            counts[market] = (1 + len(kept) - len(gone), len(gone))
        return counts

    def _settle(self, file: KeptFile) -> None:
        if _is_published(file, self._names()):
            file.drop()
        else:
            file.replaced(self._now())

    def _names(self) -> dict[str, str]:
        """The published build of each market."""
        searcher = self._searcher()
        return {market: build_of(searcher, market) for market in states_of(searcher)} if searcher else {}


def _is_published(file: KeptFile, names: Mapping[str, str]) -> bool:
    return names.get(file.market) == file.build
