"""What came out of comparisons, said in a line a market, or as JSON?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict

from indexer.verifying.comparison import FAULTS, WAYS, Comparison, Differing

ALWAYS = ("missing", "extra", "different")
"""Ways that are told though nobody is in them, when a market differs."""


def comparison_line(compared: Comparison, *, mended: bool = False) -> str:
    """A market's line, to stand among those of others, and one below for each field that differs."""
    if compared.failure and not compared.faults:
        return f"{compared.market:<3}  failed   {compared.failure}"
    word = "agrees " if compared.agrees else "mended " if mended and not compared.failure else "differs"
    line = "  ".join([f"{compared.market:<3}  {word}  {compared.creators:,} creators", *_facts(compared)])
    fields = [f"     {one.id} {one.field}: feed {one.feed}, index {one.index}" for one in compared.sampled.differences]
    failed = [f"     not mended: {compared.failure}"] if compared.failure else []
    return "\n".join([line, *fields, *failed])


def comparisons_json(compared: Sequence[Comparison], *, repaired: Collection[str] = ()) -> dict[str, object]:
    """The comparisons for machines."""
    return {
        "markets": [_object(one) for one in compared],
        "differing": sum(not one.agrees for one in compared),
        "repaired": sorted(repaired),
    }


def _facts(compared: Comparison) -> Iterator[str]:
    for way in FAULTS:
        differing: Differing = getattr(compared, way)
        if differing.count or (compared.faults and way in ALWAYS):
            yield f"{way} {_ids(differing)}"
    if compared.behind.count:
        yield f"behind {_ids(compared.behind)}"
    if not compared.counts_agree:
        yield f"counted {compared.counts.state:,} by the state, {compared.counts.engine:,} by the engine"
    if compared.outdated:
        yield "made with other topics, labels or rates: sync it"
    if compared.sampled.creators:
        yield f"{compared.sampled.creators} by field"


def _ids(found: Differing) -> str:
    more = ", …" if found.count > len(found.ids) else ""
    return f"{found.count:,} ({', '.join(found.ids)}{more})" if found.count else "0"


def _object(compared: Comparison) -> dict[str, object]:
    return {
        "market": compared.market,
        "agrees": compared.agrees,
        "creators": compared.creators,
        **{way: asdict(getattr(compared, way)) for way in WAYS},
        "counts": {**asdict(compared.counts), "agree": compared.counts_agree},
        "buckets": compared.buckets,
        "sampled": asdict(compared.sampled),
        "outdated": compared.outdated,
        "failed": None if compared.failure is None else str(compared.failure),
    }
