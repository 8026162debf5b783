"""What of a rollback is Elasticsearch's alone? Its aliases, a swap that is refused, and builds of another mapping."""

from __future__ import annotations

import pytest

from marketplace.elastic import builds
from marketplace.errors import EngineUnavailable
from tests.contract.test_rollback import STAYS, replaced, rolled, seen
from tests.creators import make_creator
from tests.elastic.conftest import Place


def test_the_aliases_stand_for_the_older_build_alone(place: Place) -> None:
    index = place.index()
    replaced(index, STAYS)
    done = rolled(index)
    (behind,) = place.behind(place.alias("DE"))
    assert behind.endswith(done.build)
    assert behind in place.behind(place.prefix)
    assert [one.published for one in index.writer.builds() if one.market == "DE"] == [False, True]


def test_a_rollback_that_fails_leaves_what_is_published_and_can_be_done_later(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = place.index()
    replaced(index, make_creator(id="old"))

    def refused(*_: object, **__: object) -> None:
        raise EngineUnavailable("the swap is refused")

    with monkeypatch.context() as patched:
        patched.setattr(builds, "swap", refused)
        with pytest.raises(EngineUnavailable):
            rolled(index)
    assert seen(index) == ["FR", "US", "stays"]
    rolled(index)
    assert (seen(index), index.writer.states()["DE"].creators) == (["FR", "US", "old"], 1)


def test_a_build_of_another_mapping_is_none_to_roll_back_to(place: Place) -> None:
    index = place.index()
    index.publish("DE", STAYS)
    other = f"{place.prefix}-de-0123abcd-20200101t0000000000"
    state = place.client.indices.get_mapping(index=place.alias("DE")).body
    (meta,) = [one["mappings"]["_meta"] for one in state.values()]
    place.client.indices.create(index=other, mappings={"_meta": meta})
    assert [one.published for one in index.writer.builds()] == [True]
