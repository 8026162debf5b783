"""What did a sync do, said in a line a market, or as JSON?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields

from marketplace.errors import MarketplaceError

FULL, DELTA, NOTHING, NONE = "full", "delta", "nothing", "none"
"""The whole feed was read; what has changed was; nothing was to do; it did not come so far."""


@dataclass(frozen=True, kw_only=True)
class Tally:
    """What became of the records of a feed; every record is in one of the last four."""

    read: int = 0
    indexed: int = 0
    rejected: int = 0
    unchanged: int = 0
    deleted: int = 0

    @property
    def creators(self) -> int:
        """How many creators the build holds."""
        return self.indexed + self.unchanged

    def plus(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(**{name: count + getattr(other, name) for name, count in asdict(self).items()})


@dataclass(frozen=True, kw_only=True)
class MarketReport:
    """What a sync of one market did: `action` is one of those above, `failure` why nothing was published.

    `tells` when the feed can be asked for changes; `waited` are the seconds before it was read, which are no part of
    the others.
    """

    market: str
    action: str
    reason: str
    tally: Tally = Tally()
    seconds: float = 0
    waited: float = 0
    tells: bool = False
    failure: MarketplaceError | None = None

    @property
    def records_per_second(self) -> int:
        """How fast the feed was taken in; 0 when it was not read."""
        return _rate(self.tally.read, self.seconds) if self.took_in else 0

    @property
    def took_in(self) -> bool:
        """Whether the feed was read."""
        return self.action in (FULL, DELTA)


COUNTS = tuple(field.name for field in fields(Tally))


def market_line(report: MarketReport) -> str:
    """A market's line, to stand among those of others."""
    action = "failed" if report.failure else report.action
    line = _line(report.market, action, tally=report.tally, seconds=report.seconds, rate=report.records_per_second)
    return f"{line}  {report.failure or report.reason}"


def total_line(reports: Sequence[MarketReport]) -> str:
    """The line below those of the markets."""
    sums = {name: sum(getattr(report.tally, name) for report in reports) for name in COUNTS}
    seconds = sum(report.seconds for report in reports)
    done = sum(report.tally.read for report in reports if report.took_in)
    line = _line("all", "", tally=Tally(**sums), seconds=seconds, rate=_rate(done, seconds))
    return f"{line}  {_failed(reports)} of {len(reports)} markets failed"


def as_json(reports: Sequence[MarketReport]) -> dict[str, object]:
    """The reports for machines."""
    return {"markets": [_object(report) for report in reports], "failed": _failed(reports)}


def exit_code(reports: Sequence[MarketReport]) -> int:
    """0 when all is well, 1 when a market failed."""
    return 1 if _failed(reports) else 0


def _line(market: str, action: str, *, tally: Tally, seconds: float, rate: int) -> str:
    counts = "  ".join(f"{name} {count:<9,}" for name, count in asdict(tally).items())
    return f"{market:<3}  {action:<7}  {counts}  {seconds:>7,.1f} s  {rate:>7,}/s"


def _failed(reports: Sequence[MarketReport]) -> int:
    return sum(report.failure is not None for report in reports)


def _rate(records: int, seconds: float) -> int:
    return round(records / seconds) if seconds else 0


def _object(report: MarketReport) -> dict[str, object]:
    return {
        "market": report.market,
        "action": report.action,
        "reason": report.reason,
        **asdict(report.tally),
        "seconds": round(report.seconds, 3),
        "records_per_second": report.records_per_second,
        "failed": None if report.failure is None else str(report.failure),
    }
