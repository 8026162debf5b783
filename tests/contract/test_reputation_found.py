"""Is a creator found by what they did: from the answer to a proposal to the facet of a search?"""

from __future__ import annotations

from collections.abc import Callable

from marketplace.deals.reckoning import Reckoning
from marketplace.search.asked import query_from
from marketplace.search.page import ValuesFacet
from marketplace.store.overlays import SqlOverlays
from marketplace.store.records import SqlRecords
from tests.bargains import HOUR, Bargain
from tests.contract.index import Index
from tests.contract.test_shown_overlays import Shop, record
from tests.databases import Databases


def test_who_answers_soon_and_accepts_is_found_by_it(
    make_embedded: Callable[[], Index], sqlite_databases: Databases
) -> None:
    shop, bargain = Shop(make_embedded()), Bargain(SqlRecords(sqlite_databases()))
    shop.said = SqlOverlays(sqlite_databases())  # type: ignore[assignment]
    shop.read(record("c1", badges=["complete_profile"]), record("c2", response_hours=90), whole=True)
    for _ in range(5):
        proposal = bargain.proposal()
        bargain.time.passes(2 * HOUR)
        bargain.accept(proposal)
    asked = query_from({"response_hours_max": 3, "acceptance_rate_min": 0.9, "facets": ["badges"], "sort": "followers"})
    assert shop.index.found(asked) == []

    assert (Reckoning(bargain.records).work(), shop.apply()) == (5, 1)

    page = shop.index.search(asked)
    assert [one["id"] for one in page.creators] == ["c1"]
    counts = page.facets["badges"]
    assert isinstance(counts, ValuesFacet)
    assert {one.value: one.count for one in counts.values} == {"complete_profile": 1, "responsive": 1}
    assert shop.index.found(query_from({"badges": ["responsive"], "facets": ["none"]})) == ["c1"]
    shown = shop.shown("c1")
    assert shown
    assert (shown["response_hours"], shown["acceptance_rate"]) == (2.0, 1.0)
