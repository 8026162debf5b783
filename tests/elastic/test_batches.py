"""What happens while a batch of changes is on its way to Elasticsearch?"""

from __future__ import annotations

from dataclasses import replace
from threading import Event, Thread
from threading import enumerate as enumerate_threads

import pytest

from indexer.changing import Changing
from indexer.writers import sender
from marketplace.errors import EngineUnavailable
from tests.contract.index import Index
from tests.contract.test_changes import followers, leaving, profile
from tests.elastic.conftest import Place
from tests.elastic.requests import asked_for

PATIENCE_SECONDS = 10


def begun(place: Place) -> Index:
    """Two markets, in each of which somebody stays."""
    index = place.index()
    for market in ("DE", "FR"):
        index.publish(market, profile(f"stays-{market}", market, 1))
    return index


def written(target: str) -> str:
    """The market whose creators a request writes."""
    alias, _, call = target.strip("/").partition("/")
    return alias.split("-")[-2].upper() if call.startswith("_bulk") and alias.count("-") == 2 else ""


def test_a_batch_is_looked_up_while_the_one_before_is_written(place: Place) -> None:
    index, looked_up, waited = begun(place), Event(), list[bool]()

    def hold(target: str) -> None:
        if written(target) == "DE":
            waited.append(looked_up.wait(PATIENCE_SECONDS))

    with asked_for(place.client, hold), index.writer.changes() as changes:
        changing = Changing(changes)
        changing.take("DE", index.ready(profile("c1", "DE", 2)))
        changing.standing(["c2"], likely="FR")
        looked_up.set()
        changing.commit()
    index.forget()

    assert waited == [True]
    assert followers(index, "c1") == 2


def test_who_is_on_the_way_is_waited_for_by_whoever_asks_for_them(place: Place) -> None:
    index, never = begun(place), Event()

    def hold(target: str) -> None:
        if written(target) == "DE":
            never.wait(0.2)

    with asked_for(place.client, hold) as asked, index.writer.changes() as changes:
        changing = Changing(changes)
        changing.take("DE", index.ready(profile("c1", "DE", 2)))
        changing.take("FR", index.ready(profile("c1", "FR", 3)))
        changing.commit()
    index.forget()

    assert [written(one) for one in asked if written(one)] == ["DE", "DE", "FR"]  # written, taken out, written
    assert (index.engine.get(("c1",))["c1"]["market"], followers(index, "c1")) == ("FR", 3)


def test_a_state_is_kept_after_all_that_it_covers_is_written_and_seen(place: Place) -> None:
    index = begun(place)
    state, commits = replace(index.writer.states()["FR"], as_of=7), Event()

    def hold(target: str) -> None:
        if written(target):
            commits.wait(PATIENCE_SECONDS)

    with asked_for(place.client, hold) as asked, index.writer.changes() as changes:
        changing = Changing(changes)
        changing.take("DE", index.ready(profile("c1", "DE", 2)))
        changing.take("FR", index.ready(profile("c2", "FR", 2)))
        committing = Thread(target=changing.commit, args=([state],))
        committing.start()
        committing.join(0.2)
        assert not any("_mapping" in one for one in asked)
        commits.set()
        committing.join()

    last = max(number for number, one in enumerate(asked) if written(one))
    kept = next(number for number, one in enumerate(asked) if "_mapping" in one)
    assert any("_refresh" in one for one in asked[last:kept])
    assert index.writer.states()["FR"].as_of == 7


def test_a_state_is_not_kept_when_what_was_on_its_way_fails(place: Place) -> None:
    index = begun(place)
    before = index.writer.states()["FR"]

    def fail(target: str) -> None:
        if written(target) == "DE":
            raise EngineUnavailable("cut off")

    with asked_for(place.client, fail), index.writer.changes() as changes:
        changing = Changing(changes)
        changing.take("DE", index.ready(profile("c1", "DE", 2)))
        with pytest.raises(EngineUnavailable, match="cut off"):
            changing.commit([replace(before, as_of=7)])

    assert index.writer.states()["FR"].as_of == before.as_of


def test_what_was_given_up_does_not_go_on_when_its_node_answers_again(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, hung, answers = begun(place), Event(), Event()

    def hang(target: str) -> None:
        if "withheld" in target and "_bulk" in target:
            hung.set()
            answers.wait(PATIENCE_SECONDS)

    monkeypatch.setattr(sender, "FAREWELL_SECONDS", 0.01)
    with asked_for(place.client, hang):
        with index.writer.changes() as changes:
            left, came = leaving("stays-DE", "DE", 5), index.ready(profile("c1", "DE", 5))
            Changing(changes).take("DE", [left, *came])
            assert hung.wait(PATIENCE_SECONDS)
        answers.set()
        for thread in enumerate_threads():
            if thread.name == "sending":
                thread.join()
    place.client.indices.refresh(index=place.prefix)

    assert not index.writer.copies(["c1"])
