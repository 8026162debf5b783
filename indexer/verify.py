"""Does an index hold what the feeds say, and is it mended where it doesn't? A market at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace

from indexer.credible import Limits
from indexer.plan import inputs_digest
from indexer.ports import IndexWriter, Source
from indexer.verifying import expected, findings, mended, walked
from indexer.verifying.comparing import Comparing
from indexer.verifying.comparison import Comparison
from indexer.verifying.expected import Expected
from indexer.verifying.findings import Findings
from indexer.verifying.mended import Mended
from indexer.verifying.reading import Reading
from indexer.verifying.repairing import Repairing
from indexer.verifying.rows import Rows
from indexer.verifying.sampling import Sampling
from indexer.verifying.walked import Walked
from marketplace.creators.overlays import Overlays
from marketplace.errors import EngineUnavailable, StoreUnavailable, SyncError

SCHEMA = ";".join((expected.SCHEMA, findings.SCHEMA, mended.SCHEMA))
FAILURES = (SyncError, EngineUnavailable, StoreUnavailable)


@dataclass(frozen=True)
class How:
    """How to compare: under which overlays, with so many creators of a market by field, chosen by a seed.

    `walked` are the markets that were compared before in the same run: without them nobody is seen to be in two.
    """

    overlays: Overlays | None = None
    sample: int = 100
    seed: int = 0
    walked: Walked | None = None


NO_HOW = How()


def compare_market(market: str, *, source: Source, writer: IndexWriter, now: int, how: How = NO_HOW) -> Comparison:
    """Read a market's feed again and compare it with what is published; `now` in microseconds.

    A feed, an engine or a database that fails is in the comparison.
    """
    try:
        with _notes() as rows:
            comparing = _comparing(Reading(market, source, now, how.overlays), writer, rows=rows, how=how)
            return _compared(comparing, how)
    except FAILURES as error:
        return Comparison(market=market, failure=error)


@dataclass
class Repair:
    """Mends market after market under the writer's lock; `touched` are those that gained or lost somebody."""

    writer: IndexWriter
    limits: Limits
    touched: set[str] = field(default_factory=set)

    def market(self, market: str, *, source: Source, now: int, how: How = NO_HOW) -> Comparison:
        """What was found in a market, mended unless it says why not; whoever is only `behind` is left to a sync."""
        found = Comparison(market=market)
        try:
            with _notes() as rows:
                reading = Reading(market, source, now, how.overlays)
                comparing = _comparing(reading, self.writer, rows=rows, how=how)
                found = _compared(comparing, how)
                if comparing.feed and not found.agrees:
                    repairing = Repairing(reading, self.writer, comparing.findings, self.limits, comparing.feed)
                    kept = Mended(rows, comparing.findings.is_wrong)
                    repairing.run(found, tally=comparing.tally, mended=kept)
                    self.touched |= repairing.touched
        except FAILURES as error:
            return replace(found, failure=error)
        return found


def _comparing(reading: Reading, writer: IndexWriter, *, rows: Rows, how: How) -> Comparing:
    walked_before = how.walked or Walked(rows)
    return Comparing(reading, writer, Expected(rows), Findings(rows), walked_before)


def _compared(comparing: Comparing, how: How) -> Comparison:
    state = comparing.writer.states().get(comparing.market)
    outdated = state is not None and state.inputs != inputs_digest(comparing.market)
    sampling = Sampling(0 if outdated else how.sample, how.seed, making_ready=comparing.writer.making_ready())
    return comparing.run(sampling, seed=how.seed, outdated=outdated)


@contextmanager
def _notes() -> Iterator[Rows]:
    with ExitStack() as stack:
        yield stack.enter_context(Rows(f"{SCHEMA};{walked.SCHEMA}"))
