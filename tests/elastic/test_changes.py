"""What of changes is Elasticsearch's alone?"""

import pytest

from indexer.changing import Changing
from marketplace.errors import EngineUnavailable, SyncError
from tests.contract.test_changes import change, followers, leaving, profile
from tests.creators import make_creator
from tests.elastic.conftest import Place


def test_a_tombstone_holds_longer_than_elasticsearch_remembers_a_delete(place: Place) -> None:
    index = place.index()
    index.publish("DE", make_creator(id="stays"))
    for name in place.names():
        place.client.indices.put_settings(index=name, settings={"index.gc_deletes": "0s"})
    change(index, profile("c1", "DE", 1), leaving("c1", "DE", 3))
    place.client.indices.forcemerge(index=place.prefix, max_num_segments=1)
    change(index, profile("c1", "DE", 2))

    assert followers(index, "c1") is None


def test_a_writer_that_is_late_does_not_overwrite_what_another_has_written(place: Place) -> None:
    index, late = place.index(), place.index()
    index.publish("DE", make_creator(id="stays"), profile("c1", "DE", 1))
    with late.writer.changes() as changes:
        known = changes.standing(("c1",))
        change(index, profile("c1", "DE", 3))
        Changing(Stale(changes, known)).take("DE", late.ready(profile("c1", "DE", 2)))
        with pytest.raises(EngineUnavailable, match="another sync has written to the index meanwhile"):
            changes.commit()

    assert followers(index, "c1") == 3


class Stale:
    """Changes whose writer looked before another one wrote."""

    def __init__(self, changes: object, known: object) -> None:
        self._known = known
        self.apply = changes.apply

    def standing(self, _: object, *, likely: object = None) -> object:
        del likely
        return self._known


def test_a_market_of_another_release_is_not_written_to(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    index = place.index()
    index.publish("DE", make_creator(id="stays"))
    monkeypatch.setattr("marketplace.elastic.published.mapping_hash", lambda: "01234567")

    with pytest.raises(SyncError, match="DE is not published by this release: sync it first"):
        change(index, profile("c1", "DE", 1))
