"""What does HTTP tell of webhooks? All but their secrets, which it tells once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from marketplace.accounts.making import Made
from marketplace.events.delivery import Attempt, Delivery, State
from marketplace.events.relay import Relay
from tests.accounts import SECOND, counting_ids
from tests.api.conftest import errors
from tests.api.house import House
from tests.creators import NOW

URL = "https://example.com/hooks"
AT = "2026-11-22T10:00:00Z"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.fixture
def boss(house: House) -> Made:
    return house.office.open()[1]


def made(house: House, boss: Made, **body: Any) -> dict[str, Any]:
    """A webhook that was just made."""
    answer = house.ask("POST", "/v1/webhooks", boss, json={"url": URL, **body})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.get_json()
    return found


def changed(house: House, boss: Made, webhook: dict[str, Any], **body: Any) -> Any:
    """What a change of a webhook is answered."""
    headers = {"If-Match": f'"{webhook["version"]}"'}
    return house.ask("PATCH", f"/v1/webhooks/{webhook['id']}", boss, json=body, headers=headers)


def test_a_webhook_is_made_and_read(house: House, boss: Made) -> None:
    answer = house.ask("POST", "/v1/webhooks", boss, json={"url": URL, "event_types": "proposal.sent"})

    told = answer.get_json()
    assert told.pop("secret").startswith("whsec_")
    assert (answer.status_code, answer.headers["Location"]) == (201, f"/v1/webhooks/{told['id']}")
    assert answer.headers["ETag"] == '"1"'
    assert told == {
        "id": told["id"],
        "account_id": boss.key.account_id,
        "url": URL,
        "event_types": ["proposal.sent"],
        "enabled": True,
        "version": 1,
        "created_at": told["created_at"],
        "updated_at": told["created_at"],
    }
    read = house.ask("GET", answer.headers["Location"], boss)
    assert (read.get_json(), read.headers["ETag"]) == (told, '"1"')
    other = made(house, boss)
    assert "event_types" not in other
    page = house.ask("GET", "/v1/webhooks?limit=1", boss).get_json()
    assert page == {"webhooks": [told], "next_cursor": told["id"]}
    rest = house.ask("GET", f"/v1/webhooks?cursor={told['id']}", boss).get_json()
    assert ([one["id"] for one in rest["webhooks"]], rest["next_cursor"]) == ([other["id"]], None)


def test_what_is_wrong_is_named(house: House, boss: Made) -> None:
    def wrong(**body: Any) -> list[tuple[str, str]]:
        answer = house.ask("POST", "/v1/webhooks", boss, json=body)
        return [one[:2] for one in errors(answer)]

    assert wrong() == [("body", "url")]
    assert wrong(url="http://example.com/") == [("body", "url")]
    assert wrong(url=URL, event_types=["proposal.snet"]) == [("body", "event_types")]
    assert wrong(url=URL, enabled="yes") == [("body", "enabled")]
    assert wrong(url=URL, client_id="cli_1") == [("body", "client_id")]
    assert wrong(url=URL, clear=["event_types"], secret="x") == [("body", "clear"), ("body", "secret")]
    assert [one[:2] for one in errors(house.ask("GET", "/v1/webhooks?cursor=x", boss))] == [("query", "cursor")]


def test_a_change_can_lead_back_to_all_events(house: House, boss: Made) -> None:
    webhook = made(house, boss, event_types=["proposal.sent"], enabled=False)
    both = changed(house, boss, webhook, clear=["event_types"], event_types=["proposal.sent"])
    assert errors(both) == [("body", "event_types", "is named by clear too: set it or clear it")]

    answer = changed(house, boss, webhook, clear=["event_types"], enabled=True, url=f"{URL}/2")

    after = answer.get_json()
    assert (after["url"], after["enabled"], after["version"], "event_types" in after) == (f"{URL}/2", True, 2, False)
    gone = house.ask("DELETE", f"/v1/webhooks/{webhook['id']}", boss, headers={"If-Match": '"2"'})
    assert (gone.status_code, gone.text) == (204, "")
    assert house.ask("GET", f"/v1/webhooks/{webhook['id']}", boss).status_code == 404


def test_another_secret_is_told_once(house: House, boss: Made) -> None:
    webhook, headers = made(house, boss), {"Idempotency-Key": "k"}
    path = f"/v1/webhooks/{webhook['id']}/rotate-secret"

    first, again = (house.ask("POST", path, boss, json={"overlap_seconds": 60}, headers=headers) for _ in range(2))

    told = first.get_json()
    assert told.pop("secret") not in (webhook["secret"], None)
    assert (again.status_code, again.get_json()) == (200, told)
    assert told["old_secret_until"] == "2026-11-22T10:01:00Z"
    house.office.time.passes(60)
    assert "old_secret_until" not in house.ask("GET", f"/v1/webhooks/{webhook['id']}", boss).get_json()
    at_once = house.ask("POST", path, boss, json={"overlap_seconds": 0}).get_json()
    assert ("old_secret_until" in at_once, at_once["version"]) == (False, 3)
    assert house.ask("POST", path, boss).get_json()["old_secret_until"] == "2026-11-23T10:01:00Z"


def test_a_test_is_listed_among_the_deliveries(house: House, boss: Made) -> None:
    webhook = made(house, boss, event_types=["proposal.sent"])
    path = f"/v1/webhooks/{webhook.pop('id')}"

    tested = house.ask("POST", f"{path}/test", boss)

    assert (tested.status_code, tested.headers["ETag"], tested.get_json()["version"]) == (200, '"1"', 1)
    Relay(house.office.records, now=house.office.time, make_id=counting_ids()).work()
    page = house.ask("GET", f"{path}/deliveries?state=pending", boss).get_json()
    (delivery,) = page["deliveries"]
    expected = {"event_id": 1, "type": "webhook.test", "state": "pending", "attempt": 0, "next_at": AT, "attempts": []}
    assert delivery == {"id": delivery["id"], **expected}
    house.ask("PATCH", path, boss, json={"enabled": False}, headers={"If-Match": "*"})
    disabled = house.ask("POST", f"{path}/test", boss)
    assert (disabled.status_code, "enable it first" in disabled.get_json()["detail"]) == (409, True)


def test_each_delivery_says_what_became_of_its_tries(house: House, boss: Made) -> None:
    webhook = made(house, boss)
    path = f"/v1/webhooks/{webhook['id']}"
    house.ask("POST", f"{path}/test", boss)
    tries = (Attempt(at=NOW, error="timed out", duration_ms=15_000), Attempt(at=NOW, status=500, duration_ms=7))
    with house.office.records.writing() as records:
        (event,) = records.events.number(limit=1)
        given = {"webhook_id": webhook["id"], "event_id": event.id, "type": event.type, "state": State.DEAD}
        dead = Delivery(id="dlv_1", tries=2, next_at=NOW, attempts=tries, created_at=NOW, **given)
        records.deliveries.add_all([dead])

    (shown,) = house.ask("GET", f"{path}/deliveries", boss).get_json()["deliveries"]
    assert shown == {
        "id": "dlv_1",
        "event_id": 1,
        "type": "webhook.test",
        "state": "dead",
        "attempt": 2,
        "at": AT,
        "status": 500,
        "duration_ms": 7,
        "attempts": [
            {"at": AT, "error": "timed out", "duration_ms": 15_000},
            {"at": AT, "status": 500, "duration_ms": 7},
        ],
    }
    house.office.time.now += 10 * SECOND
    again = house.ask("POST", f"{path}/deliveries/dlv_1/redeliver", boss)
    assert again.get_json() == {**shown, "state": "pending", "attempt": 0, "next_at": "2026-11-22T10:00:10Z"}
    assert house.ask("POST", f"{path}/deliveries/dlv_1/redeliver", boss).status_code == 409
    for wrong in ("cursor=whk_1", "state=lost", "cursor=dlv_x"):
        assert errors(house.ask("GET", f"{path}/deliveries?{wrong}", boss))[0][:2] == ("query", wrong.split("=")[0])


def test_this_machine_is_called_where_a_setting_says_so(tmp_path: Path) -> None:
    house = House(tmp_path, webhooks_to_loopback="true")
    assert made(house, house.office.open()[1], url="http://localhost:5000/")["url"] == "http://localhost:5000/"
