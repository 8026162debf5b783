"""Is the truth what is found? Every creator that ever was, by id, by search, by count, and what lies about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from indexer.keeping import Retention
from indexer.writers.elastic import ElasticWriter
from indexer.writers.embedded import EmbeddedWriter
from indexer.writers.embedded.kept_file import KeptFile
from marketplace.creators.overlays import HIDDEN
from marketplace.creators.table import MAX_INTEGER
from marketplace.elastic.names import parse_index_name, writing_alias
from marketplace.embedded.folder import kept_folder
from marketplace.embedded.schema import schema_hash
from marketplace.search.asked import query_from
from marketplace.search.cursor import continued, write_cursor
from marketplace.search.engine import Engine
from marketplace.search.page import CreatorPage, ValuesFacet
from tests.creators import TODAY
from tests.faults.kills.place import Place
from tests.faults.kills.world import MARKETS, Record

ALL = query_from({"facets": ["market"], "limit": 200, "sort": "followers"})
IDS_AT_ONCE = 300
BUILDS_OF_A_MARKET = 2
"""What is searched, and what was so before."""


def truth(place: Place) -> dict[str, Record]:
    """Who must be found, as the marketplace and the feeds say."""
    found = {}
    for one, record in place.world.there().items():
        said = place.said.get(one, {})
        if not said.get(HIDDEN):
            over = {name: value for name, value in said.items() if name != HIDDEN}
            found[one] = {name: value for name, value in {**record, **over}.items() if value is not None}
    return found


def findings(place: Place) -> list[str]:
    """All that is found otherwise than it must be."""
    right, engine = truth(place), place.engine()
    pages = list(_pages(engine))
    hits = Counter(str(one["id"]) for page in pages for one in page.creators)
    markets = Counter(record["market"] for record in right.values())
    facet = pages[0].facets["market"]
    assert isinstance(facet, ValuesFacet)
    return [
        *_astray(place, right, engine=engine),
        *(() if place.client else _spoilt(Path(place.settings["MARKETPLACE_INDEX_DIR"]))),
        *_unlike("found by search", hits, Counter(list(right))),
        *_unlike("total", pages[0].total, len(right)),
        *_unlike("facet", {one.value: one.count for one in facet.values if one.count}, dict(markets)),
        *_unlike("state", place.creators_by_state(), dict(markets)),
        *_unlike("published", {of: one.creators for of, one in engine.published().markets.items()}, dict(markets)),
    ]


def _pages(engine: Engine) -> Iterator[CreatorPage]:
    asked = ALL
    while True:
        page = engine.search(asked, today=TODAY)
        yield page
        if page.next_position is None:
            return
        asked = replace(ALL, after=continued(ALL, write_cursor(ALL, page.next_position)).after)


def _astray(place: Place, right: dict[str, Record], *, engine: Engine) -> Iterator[str]:
    """Of everybody who ever was: who is lost, who is there in spite of having left, who is of another state."""
    ids = sorted(place.world.newest)
    for start in range(0, len(ids), IDS_AT_ONCE):
        some = ids[start : start + IDS_AT_ONCE]
        found = engine.get(some)
        for one in some:
            got, must = found.get(one), right.get(one)
            if (got is None) != (must is None):
                yield f"{one} is {'lost' if got is None else 'there, having left or hidden'}: {must or got}"
            elif got and must:
                shown = {name: got.get(name) for name in must}
                extra = {"price", "available"} & got.keys() - must.keys()
                if shown != must or extra:
                    yield f"{one} is stale: {shown} {extra}, not {must}"


def _spoilt(folder: Path) -> Iterator[str]:
    """Replaced builds of an embedded index that can't be published again."""
    for build in EmbeddedWriter(folder).builds():
        if not build.published:
            held = sum(1 for _ in KeptFile(kept_folder(folder), build.market, build.name).profiles())
            yield from _unlike(f"kept of {build.market}", held, build.state.creators)


def _unlike(what: str, found: object, right: object) -> Iterator[str]:
    if found != right:
        if isinstance(found, Counter) and isinstance(right, Counter):
            found, right = dict(list((found - right).items())[:9]), dict(list((right - found).items())[:9])
        yield f"{what}: {found}, not {right}"


def prune(place: Place) -> None:
    """Let everything go that prune takes, but one build of a market beside the published one."""
    if place.client:
        writer = ElasticWriter(place.client, place.prefix)
        with writer.lock():
            writer.prune(Retention(builds=BUILDS_OF_A_MARKET - 1, replaced_before=MAX_INTEGER, told_before=0))


def orphans(place: Place) -> set[str]:
    """What lies about and is neither searched nor needed for it."""
    return set(_elastic_orphans(place)) if place.client else set(_embedded_orphans(place))


def _elastic_orphans(place: Place) -> Iterator[str]:
    """Builds that no search asks beyond one a market, and aliases that are not theirs."""
    assert place.client
    found = {name: set(it["aliases"]) for name, it in place.client.indices.get_alias().body.items()}
    for market in MARKETS:
        builds = sorted(name for name in found if (of := parse_index_name(name, place.prefix)) and of.market == market)
        searched = [name for name in builds if place.prefix in found[name]]
        before = [name for name in builds if not found[name]]
        yield from searched[:-1]
        yield from before[: -(BUILDS_OF_A_MARKET - 1)]
        yield from (name for name in builds if writing_alias(name) in found[name])


def _embedded_orphans(place: Place) -> Iterator[str]:
    """Files of no segment that is searched, and what should have become another file."""
    folder = Path(place.settings["MARKETPLACE_INDEX_DIR"])
    index = folder / schema_hash()
    meta = (index / "meta.json").read_text() if (index / "meta.json").exists() else ""
    segments = meta.replace("-", "")
    yield from (path.name for path in folder.rglob("*.new"))
    yield from (path.name for path in index.glob("*.*") if len(path.name) > 32 and path.name[:32] not in segments)
