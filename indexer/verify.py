"""Does an index hold what the feeds say? Read again, converted again, compared by version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice

from indexer.conversions import Work
from indexer.convert import Conversion
from indexer.intake import Intake
from indexer.ports import IndexWriter, Source, has_moved
from indexer.rejects import Reject
from indexer.seen import Outcome, Seen
from indexer.standing import UNKNOWN, Withheld
from marketplace.creators.creator import Creator, Ready
from marketplace.creators.money import configured_rates
from marketplace.errors import EngineUnavailable, FeedError, MarketplaceError, SyncError

SHOWN_IDS = 5
IDS_AT_ONCE = 1_000


WAYS = ("missing", "extra", "different")


@dataclass(frozen=True, kw_only=True)
class Differing:
    """Creators that differ in one way: how many, and the first ids."""

    count: int = 0
    ids: tuple[str, ...] = ()

    def with_id(self, creator_id: str) -> Differing:
        """One more."""
        return Differing(count=self.count + 1, ids=(*self.ids, creator_id)[:SHOWN_IDS])


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A market's feed beside what is published: `creators` of the feed, and those of them or of the index astray.

    `missing` are not in the index, `extra` not in the feed, `different` there in another version; `failure` is why
    they could not be compared.
    """

    market: str
    creators: int = 0
    missing: Differing = Differing()
    extra: Differing = Differing()
    different: Differing = Differing()
    failure: MarketplaceError | None = None

    @property
    def agrees(self) -> bool:
        """Whether nothing differs."""
        return self.failure is None and not (self.missing.count or self.extra.count or self.different.count)


def comparison_line(compared: Comparison) -> str:
    """A market's line, to stand among those of others."""
    if compared.failure:
        return f"{compared.market:<3}  failed   {compared.failure}"
    if compared.agrees:
        return f"{compared.market:<3}  agrees   {compared.creators:,} creators"
    ways = "  ".join(f"{name} {_ids(getattr(compared, name))}" for name in WAYS)
    return f"{compared.market:<3}  differs  {compared.creators:,} creators  {ways}"


def comparisons_json(compared: Sequence[Comparison]) -> dict[str, object]:
    """The comparisons for machines."""
    return {
        "markets": [_object(one) for one in compared],
        "differing": sum(not one.agrees for one in compared),
    }


def _ids(found: Differing) -> str:
    more = ", …" if found.count > len(found.ids) else ""
    return f"{found.count:,} ({', '.join(found.ids)}{more})" if found.count else "0"


def _object(compared: Comparison) -> dict[str, object]:
    return {
        "market": compared.market,
        "agrees": compared.agrees,
        "creators": compared.creators,
        **{way: asdict(getattr(compared, way)) for way in WAYS},
        "failed": None if compared.failure is None else str(compared.failure),
    }


def compare_market(market: str, *, source: Source, writer: IndexWriter, now: int) -> Comparison:
    """Read a market's feed again and compare it with what is published, by version; `now` in microseconds.

    A feed or an engine that fails is in the comparison.
    """
    try:
        return _compared(market, source, writer=writer, now=now)
    except (SyncError, EngineUnavailable) as error:
        return Comparison(market=market, failure=error)


def _compared(market: str, source: Source, *, writer: IndexWriter, now: int) -> Comparison:
    with Seen() as seen:
        feed = source.feed(market)
        work = Work(Conversion(market, now, configured_rates()), _version_alone)
        Intake(work, seen, writer.standing, _ignore, _Nowhere(), live=feed.live).read(source.records(market))
        if has_moved(source, feed):
            raise FeedError("the feed changed while it was read: verify again when it is complete")
        missing, different = _astray(market, seen, writer=writer)
        counts = seen.counts()
        creators = counts[Outcome.INDEXED] + counts[Outcome.UNCHANGED]
        extra = _extra(writer.ids(market), seen)
        return Comparison(market=market, creators=creators, missing=missing, extra=extra, different=different)


def _version_alone(creator: Creator) -> Ready:
    return Ready(creator.id, creator.version, None)


class _Nowhere:
    """Takes creators without keeping them."""

    def write(self, creators: Sequence[Ready]) -> None:
        """See `Target.write`."""

    def remove(self, ids: Sequence[str]) -> None:
        """See `Target.remove`."""

    def withhold(self, withheld: Mapping[str, Withheld]) -> None:
        """See `Target.withhold`."""


def _ignore(_: Reject) -> None:
    """The rejects file is about the last sync."""


def _astray(market: str, seen: Seen, *, writer: IndexWriter) -> tuple[Differing, Differing]:
    """Those of the feed that a sync would index: missing when the market has no version of them, else different."""
    missing, different = Differing(), Differing()
    for some in seen.batches():
        ids = [creator_id for creator_id, sighting in some if sighting.outcome is Outcome.INDEXED]
        standing = writer.standing(ids) if ids else {}
        for creator_id in ids:
            kept = standing.get(creator_id, UNKNOWN).kept
            if kept and kept.market == market:
                different = different.with_id(creator_id)
            else:
                missing = missing.with_id(creator_id)
    return missing, different


def _extra(published: Iterator[str], seen: Seen) -> Differing:
    extra = Differing()
    while ids := list(islice(published, IDS_AT_ONCE)):
        found = seen.find(ids)
        for creator_id in ids:
            if creator_id not in found or not found[creator_id].outcome.written:
                extra = extra.with_id(creator_id)
    return extra
