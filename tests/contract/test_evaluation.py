"""Is it found, kept and reported who may join and who no more, each night anew, on every database?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from marketplace.errors import EngineUnavailable, StoreUnavailable
from marketplace.programme.person import Standing
from marketplace.search.page import Documents
from marketplace.store.database import open_database
from marketplace.store.records import SqlRecords
from tests.creators import make_creator, published_of
from tests.databases import Databases
from tests.evaluations import PASSING, Night
from tests.judge import JudgeEngine

DAY_SECONDS = 86_400


@pytest.fixture
def night(databases: Databases, tmp_path: Path) -> Night:
    open_database(databases.url).close()
    return Night(SqlRecords(databases()), tmp_path / "reports")


def test_the_first_pass_fills_what_others_are_held_against(night: Night) -> None:
    night.born("anna", "bob")
    night.publish(anna={}, bob={"followers": 9_999}, cleo={})

    summary = night.evaluate()

    assert (summary.evaluated, summary.eligible, summary.first) == (3, 1, True)
    assert night.eligible() == {"anna"}
    assert night.reports() == {"DE-2026-11-26.ndjson": [summary.shown]}


def test_who_changed_since_is_reported_with_the_reasons(night: Night) -> None:
    night.born("anna", "bob", "cleo", "dora", "egon")
    night.publish(anna={}, bob={}, cleo={"posts_30d": 1}, dora={}, egon={})
    night.evaluate()
    night.born("dora", standing=Standing.LOST)
    night.publish(anna={}, bob={"followers": 1, "views_30d": 2}, cleo={}, dora={})
    night.time.passes(DAY_SECONDS)

    summary = night.evaluate()

    assert night.eligible() == {"anna", "cleo"}
    assert (summary.evaluated, summary.eligible, summary.became_eligible, summary.no_longer_eligible) == (4, 2, 1, 3)
    assert night.reports()["DE-2026-11-27.ndjson"] == [
        {**summary.shown, "first": False},
        {"creator_id": "bob", "eligible": False, "reasons": ["followers", "views_30d"]},
        {"creator_id": "cleo", "eligible": True, "reasons": []},
        {"creator_id": "dora", "eligible": False, "reasons": ["standing"]},
        {"creator_id": "egon", "eligible": False, "reasons": ["gone"]},
    ]


def test_of_a_pass_that_breaks_off_nothing_is_kept(night: Night) -> None:
    night.born("anna", "bob")
    night.publish(anna={})
    night.evaluate()
    before, creators = night.reports(), [make_creator(id=one, **PASSING) for one in ("bob", "cleo", "dora")]

    night.look(_Breaking(creators, published_of(creators)))
    with pytest.raises(EngineUnavailable):
        night.evaluate()

    assert (night.eligible(), night.reports()) == ({"anna"}, before)
    night.publish(anna={}, bob={})
    assert (night.evaluate().became_eligible, night.eligible()) == (1, {"anna", "bob"})


def test_without_its_report_a_pass_is_not_kept(night: Night) -> None:
    night.born("anna", "bob")
    night.publish(anna={})
    night.evaluate()
    night.publish(anna={}, bob={})
    night.nightly.evaluation = replace(night.nightly.evaluation, reports=night.folder / "DE-2026-11-26.ndjson")

    with pytest.raises(StoreUnavailable, match="MARKETPLACE_PROGRAMME_REPORTS_DIR"):
        night.evaluate()

    assert night.eligible() == {"anna"}


class _Breaking(JudgeEngine):
    """An engine that is away after the first creators."""

    def of_market(self, market: str, *, fields: tuple[str, ...]) -> Iterator[Documents]:
        yield next(iter(super().of_market(market, fields=fields)))
        raise EngineUnavailable("away")
