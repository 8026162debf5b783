"""Are events and deliveries seen by those whose they are, sent again when that is asked for, and forgotten in time?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from marketplace.accounts.account import Client
from marketplace.accounts.leaving import LeavingService
from marketplace.accounts.making import Wanted
from marketplace.accounts.roles import Role, Scope
from marketplace.errors import Conflict, Forbidden, NotFound
from marketplace.events import forgetting
from marketplace.events.delivery import State
from marketplace.events.forgetting import KEPT_DAYS, Forgetting
from marketplace.events.leaving import remove_webhooks
from marketplace.store import backup
from tests.accounts import SECOND
from tests.contract.hooks import Hooks
from tests.databases import Databases


@pytest.fixture
def hooks(databases: Databases) -> Hooks:
    return Hooks(databases)


def test_deliveries_are_listed_the_newest_first(hooks: Hooks) -> None:
    made = hooks.make().webhook
    hooks.happens("proposal.sent", "proposal.countered")
    hooks.ends(made, State.DEAD)
    hooks.happens("proposal.accepted")

    def listed(**more: object) -> list[int]:
        return [one.event_id for one in hooks.service.deliveries(made.id, **{"limit": 9, **more}, by=hooks.owner)]

    assert listed() == [3, 2, 1]
    assert [listed(state=one) for one in (State.PENDING, State.DEAD, State.DELIVERED)] == [[3], [2, 1], []]
    (newest,) = hooks.service.deliveries(made.id, limit=1, by=hooks.owner)
    assert listed(before=newest.id, limit=1) == [2]


@pytest.mark.parametrize("state", [State.DEAD, State.DELIVERED])
def test_what_is_finished_is_sent_again_by_the_whole_plan(hooks: Hooks, state: State) -> None:
    made = hooks.make().webhook
    hooks.happens("proposal.sent")
    (ended,) = hooks.ends(made, state)
    hooks.time.passes(3_600)
    assert hooks.take() == []

    again = hooks.service.redeliver(made.id, ended.id, expected=1, by=hooks.owner)

    assert (again.state, again.tries, again.next_at) == (State.PENDING, 0, hooks.time())
    assert hooks.service.deliveries(made.id, limit=9, by=hooks.owner) == [again]
    assert hooks.take() == [made.id]
    with pytest.raises(Conflict, match="the delivery is pending"):
        hooks.service.redeliver(made.id, ended.id, expected=None, by=hooks.owner)


def test_what_can_not_be_sent_again_says_why(hooks: Hooks) -> None:
    made, other = hooks.make().webhook, hooks.make().webhook
    hooks.happens("proposal.sent")
    (ended,), (foreign,) = hooks.ends(made, State.DEAD), hooks.ends(other, State.DEAD)

    with pytest.raises(NotFound, match=f"there is no delivery {foreign.id}"):
        hooks.service.redeliver(made.id, foreign.id, expected=None, by=hooks.owner)
    with hooks.records.writing() as records:
        records.events.forget(before=hooks.time() + 1, limit=9)
    with pytest.raises(Conflict, match="the event 1 is forgotten"):
        hooks.service.redeliver(made.id, ended.id, expected=None, by=hooks.owner)
    hooks.change(made, enabled=False)
    with pytest.raises(Conflict, match="the webhook is disabled"):
        hooks.service.redeliver(made.id, ended.id, expected=None, by=hooks.owner)


def test_what_is_deleted_leaves_nothing(hooks: Hooks) -> None:
    made = hooks.make().webhook
    hooks.happens("proposal.sent")

    hooks.service.remove(made.id, expected=1, by=hooks.owner)

    assert hooks.take() == []
    with pytest.raises(NotFound):
        hooks.service.deliveries(made.id, limit=9, by=hooks.owner)
    hooks.happens("proposal.accepted")
    assert [one.id for one in hooks.poll()] == [1, 2]


def test_events_are_seen_by_their_account_alone(hooks: Hooks) -> None:
    creator, operator = hooks.office.caller(Role.CREATOR), hooks.office.caller(Role.OPERATOR)
    hooks.happens("proposal.sent", "proposal.accepted", "proposal.sent")
    hooks.happens("proposal.sent", by=creator)
    hooks.happens("search.matched", by=operator)

    assert [one.id for one in hooks.poll()] == [1, 2, 3]
    assert [one.id for one in hooks.poll(after=1, limit=1)] == [2]
    assert [one.id for one in hooks.poll(types=["proposal.sent"])] == [1, 3]
    assert [[one.id for one in hooks.poll(by=who)] for who in (creator, operator)] == [[4], [5]]
    less = replace(creator, key=replace(creator.key, scopes=frozenset({Scope.DEALS})))
    with pytest.raises(Forbidden, match="has not the scope webhooks"):
        hooks.poll(by=less)


def test_a_key_of_a_client_sees_that_clients_events_alone(hooks: Hooks) -> None:
    boss = hooks.office.caller(Role.AGENCY, clients=(Client("cli_1", "One"), Client("cli_2", "Two")))
    one = replace(boss, key=hooks.office.keys.make(Wanted(name="one", client_id="cli_1"), by=boss).key)
    for client_id in ("cli_1", "cli_2", None):
        hooks.happens("proposal.sent", by=boss, client_id=client_id)

    assert [event.id for event in hooks.poll(by=boss)] == [1, 2, 3]
    assert [event.id for event in hooks.poll(by=one)] == [1]


def test_what_is_older_than_a_month_is_forgotten_but_for_what_is_still_to_be_sent(
    hooks: Hooks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "AT_ONCE", 2)
    made, job = hooks.make().webhook, Forgetting(hooks.records, now=hooks.time)
    hooks.happens(*["proposal.sent"] * 5)
    hooks.ends(made, State.DELIVERED)
    hooks.happens("proposal.accepted")
    hooks.time.passes(KEPT_DAYS * 86_400)
    assert job.work() == 0

    hooks.happens("proposal.declined")
    hooks.time.now += 1

    assert [job.work() for _ in range(5)] == [4, 4, 3, 0, 0]
    assert [one.id for one in hooks.poll()] == [7]
    left = hooks.service.deliveries(made.id, limit=9, by=hooks.owner)
    assert [one.type for one in left] == ["proposal.declined", "proposal.accepted"]
    assert {one.state for one in left} == {State.PENDING}
    assert left[0].created_at == hooks.time() - 1 > left[1].created_at + SECOND


def test_of_who_leaves_for_ever_no_webhook_stays(hooks: Hooks) -> None:
    creator = hooks.office.caller(Role.CREATOR, creator_id="c9")
    made = hooks.make(by=creator)
    hooks.happens("proposal.sent", by=creator)
    LeavingService(hooks.records, hooks.time, leaving=(remove_webhooks,)).erase(by=creator)
    with hooks.records.writing() as records:
        assert records.webhooks.get(made.webhook.id) is None
        assert records.deliveries.page(made.webhook.id, state=None, before="", limit=9) == []
        assert records.lanes.take(now=hooks.time(), until=hooks.time() + 9, limit=9) == []


def test_numbers_go_on_higher_after_a_restore(sqlite_databases: Databases, tmp_path: Path) -> None:
    hooks = Hooks(sqlite_databases)
    hooks.happens("proposal.sent")
    backup.back_up(sqlite_databases.url, tmp_path / "kept")
    sqlite_databases.close()
    backup.restore(sqlite_databases.url, tmp_path / "kept")
    hooks.happens("proposal.declined")
    with hooks.records.reading() as records:
        events = records.events.page(hooks.owner.account.id, after=0, limit=9, client_id=None, types=())
    assert [one.id for one in events] == [1, 2 + backup.GAP]
