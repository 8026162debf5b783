"""Is an account told of every creator who newly matches a saved search, and of none twice?"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marketplace.accounts.account import Client, Status
from marketplace.accounts.leaving import LeavingService
from marketplace.accounts.roles import Role
from marketplace.errors import Conflict, InvalidInput
from marketplace.saved import baseline, searching
from marketplace.saved.forgetting import forget_creator
from marketplace.saved.search import Alert
from marketplace.store.records import SqlRecords
from tests.contract.index import Index
from tests.databases import Databases
from tests.watching import HOUR, MINUTE, Watch

BIG = {"followers_min": 8_000}


@pytest.fixture
def watch(databases: Databases, make_embedded: Callable[[], Index]) -> Watch:
    return Watch(SqlRecords(databases(wait_seconds=60)), make_embedded())


def test_who_newly_matches_is_told_of_once(watch: Watch) -> None:
    search = watch.save(BIG)
    watch.publish(g1={"followers": 8_500}, g3={"followers": 20_000}, g4={"followers": 10})

    watch.works()
    watch.works(after=HOUR)
    watch.publish(g1={"followers": 9_500}, g3={"followers": 7})
    watch.works()
    watch.publish(g3={"followers": 20_000})
    watch.works(after=HOUR)

    ((event,), (mail,)) = watch.events, watch.mails
    assert event.data == {"id": search.id, "version": 1, "count": 2, "creator_ids": ["g1", "g3"]}
    assert (event.type, event.client_id) == ("search.matched", None)
    assert (mail.to, mail.subject) == ("acme@example.com", "2 creators newly match big")
    assert search.id in mail.text


def test_an_hourly_alert_waits_an_hour_and_a_daily_one_a_day(watch: Watch) -> None:
    hourly, daily = watch.save(BIG), watch.save(BIG, Alert.DAILY)
    for name, passed in (("g3", MINUTE), ("g4", MINUTE), ("g5", HOUR - 2 * MINUTE), ("g6", MINUTE)):
        watch.publish(**{name: {"followers": 10_000}})
        watch.works(after=passed)
    watch.works(after=23 * HOUR)

    told = [(one.data["id"], one.data["creator_ids"]) for one in watch.events]
    assert sorted(told[:2]) == [(hourly.id, ["g3"]), (daily.id, ["g3"])]
    assert told[2:] == [(hourly.id, ["g4", "g5", "g6"]), (daily.id, ["g4", "g5", "g6"])]


def test_a_changed_query_begins_with_whom_it_finds_then(watch: Watch) -> None:
    search = watch.save(BIG)
    watch.publish(g3={"followers": 10_000})
    watch.works()

    watch.change(search, query={"followers_min": 4_000})
    watch.works(after=HOUR)
    watch.publish(g4={"followers": 4_500}, g1={"followers": 5_001}, g3={"followers": 10_001})
    watch.works(after=HOUR)
    watch.change(search, query=BIG)
    watch.publish(g4={"followers": 9_000})
    watch.works(after=HOUR)

    assert watch.told == [["g3"], ["g4"]]


def test_what_waits_to_be_told_is_told_though_the_query_is_widened(watch: Watch) -> None:
    search = watch.save(BIG)
    for name in ("g3", "g4"):
        watch.publish(**{name: {"followers": 10_000}})
        watch.works()

    watch.change(search, query={"followers_min": 4_000})
    watch.works(after=HOUR)

    assert watch.told == [["g3"], ["g4"]]


def test_while_it_is_off_nothing_is_told_nor_later(watch: Watch) -> None:
    search = watch.save(BIG)
    for name in ("g3", "g4"):
        watch.publish(**{name: {"followers": 10_000}})
        watch.works()
    off = watch.change(search, alert=Alert.OFF)
    watch.publish(g5={"followers": 10_000})
    watch.works(after=HOUR)
    watch.change(off, alert=Alert.DAILY)
    watch.works(after=HOUR)
    watch.publish(g6={"followers": 10_000})
    watch.works(after=HOUR)

    assert watch.told == [["g3"], ["g6"]]


def test_who_matches_no_more_or_is_gone_is_not_told_of(watch: Watch) -> None:
    watch.save(BIG)
    for name in ("g3", "g4", "g5", "g6"):
        watch.publish(**{name: {"followers": 10_000}})
        watch.works()
    watch.publish(g4=None, g5={"followers": 10})
    watch.office.hidings.hide("g6", by=watch.office.caller(Role.OPERATOR))

    watch.works(after=HOUR)
    watch.publish(g5={"followers": 10_000})
    watch.works(after=MINUTE)

    assert watch.told == [["g3"], ["g5"]]


def test_a_creator_who_leaves_for_ever_is_forgotten(watch: Watch) -> None:
    search = watch.save(BIG)
    creator = watch.office.caller(Role.CREATOR, creator_id="g2")
    LeavingService(watch.records, watch.time, leaving=(forget_creator,)).erase(by=creator)
    with watch.records.reading() as records:
        assert [*records.matches.of(search.id)] == []
    watch.publish(g2={"followers": 10_000})
    watch.works()

    assert watch.told == []


@pytest.mark.parametrize("status", [Status.SUSPENDED, Status.ACTIVE])
def test_a_suspended_account_is_not_told(watch: Watch, status: Status) -> None:
    watch.save(BIG)
    watch.office.accounts.change(watch.brand.account.id, {"status": status})
    watch.publish(g3={"followers": 10_000})

    watch.works()

    assert watch.told == ([["g3"]] if status is Status.ACTIVE else [])


def test_whom_a_brand_has_contacted_is_left_out_where_it_asks_so(watch: Watch) -> None:
    campaign = watch.bargain.campaign(by=watch.brand)
    watch.bargain.offer(campaign, "g3", by=watch.brand)
    without, with_all = watch.save({**BIG, "exclude_contacted": True}), watch.save(BIG)
    watch.publish(g3={"followers": 10_000}, g4={"followers": 10_000})

    watch.works()

    told = {one.data["id"]: one.data["creator_ids"] for one in watch.events if one.type == "search.matched"}
    assert told == {without.id: ["g4"], with_all.id: ["g3", "g4"]}


def test_it_is_told_to_the_client_that_it_is_for(watch: Watch) -> None:
    account, agency = watch.office.open(Role.AGENCY, clients=(Client("cli_1", "Tea"),))
    boss = watch.office.caller_of(account, agency)
    watch.save(BIG, client_id="cli_1", by=boss)
    watch.publish(g3={"followers": 10_000})

    watch.works()

    assert [(one.client_id, one.data["creator_ids"]) for one in watch.events_of(boss)] == [("cli_1", ["g3"])]


def test_too_many_are_no_baseline(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(baseline, "MOST_FOUND", 1)
    monkeypatch.setattr(searching, "MOST_ALERTS", 1)
    search = watch.save(BIG)

    with pytest.raises(InvalidInput, match="narrow it"):
        watch.save({})
    with pytest.raises(InvalidInput, match="narrow it"):
        watch.change(search, query={})
    with pytest.raises(Conflict, match="set one to off"):
        watch.save(BIG)
    assert watch.save({}, Alert.OFF).alert is Alert.OFF


def test_no_more_than_so_many_are_kept(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MOST_SEARCHES", 1)
    watch.save({}, Alert.OFF)

    with pytest.raises(Conflict, match="delete one first"):
        watch.save({}, Alert.OFF)
