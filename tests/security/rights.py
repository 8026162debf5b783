"""Who may do what with their own records? Written by hand from the contract, one line an operation.

The words of `of` say on which record of the world it is asked (see `world.py`), so that its state allows it. An
operation that is new in the OpenAPI document must be given a line here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

OWN = {"key", "account", "webhook", "delivery"}
"""Kinds of records that everybody has of their own, in one state."""

PRICE = {"amount": "90.00", "currency": "EUR"}
VIDEO = {"kind": "video"}
URL = "https://example.com/1"


@dataclass(frozen=True, kw_only=True)
class Right:
    """What a brand (or agency), a creator and an operator are answered, with this body, on a record of this state."""

    brand: int
    creator: int
    operator: int
    of: str = ""
    body: Mapping[str, Any] | None = None
    creators_of: str = ""
    """Another state for the creator, who sees no campaign without a proposal of its own."""

    path: Mapping[str, object] = field(default_factory=dict)

    @property
    def statuses(self) -> Mapping[str, int]:
        """What each role is answered."""
        return {"brand": self.brand, "creator": self.creator, "operator": self.operator}


def _all(of: str = "", *, status: int = 200, **more: Any) -> Right:
    return Right(brand=status, creator=status, operator=status, of=of, **more)


def _brands(of: str = "", *, status: int = 200, **more: Any) -> Right:
    return Right(brand=status, creator=403, operator=403, of=of, **more)


def _creators(of: str, **more: Any) -> Right:
    return Right(brand=403, creator=200, operator=403, of=of, **more)


def _operators(of: str = "", *, status: int = 200, **more: Any) -> Right:
    return Right(brand=403, creator=403, operator=status, of=of, **more)


def _both(of: str, *, brand: int = 200, creator: int = 200, **more: Any) -> Right:
    return Right(brand=brand, creator=creator, operator=403, of=of, **more)


def _programme(*, status: int = 200, **more: Any) -> Right:
    return Right(brand=403, creator=status, operator=status, **more)


def _earners(of: str = "", *, status: int = 200, operator: int = 200, **more: Any) -> Right:
    return Right(brand=403, creator=status, operator=operator, of=of, **more)


_CLEO: Mapping[str, Any] = {"path": {"creator_id": "cleo"}}
_CAMPAIGN = {"title": "Spring", "budget": {"amount": "500.00", "currency": "EUR"}, "deliverables": [VIDEO]}
_N = {"path": {"n": 1}}
_CLEO: Mapping[str, Any] = {"path": {"creator_id": "cleo"}}
FACTS = {
    "id": "told-1",
    "type": "facts",
    "creator_id": "cleo",
    "occurred_at": "2026-11-21T10:00:00Z",
    "standing": "good",
}

RIGHTS: Mapping[str, Right] = {
    "search_creators": _all(),
    "search_creators_by_body": _all(body={}),
    "lookup_creators": _all(body={"ids": ["cleo"]}),
    "get_creator": _all(path={"creator_id": "cleo"}),
    "get_creator_by_handle": _all(path={"handle": "cleo"}),
    "hide_creator": _operators(status=204, path={"creator_id": "cleo"}),
    "unhide_creator": _operators(status=404, path={"creator_id": "cleo"}),  # it is not hidden
    "list_markets": _all(),
    "list_topics": _all(),
    "live": _all(),
    "ready": _all(),
    "get_own_account": _all(),
    "change_own_account": _all(body={"name": "New"}),
    "erase_own_account": Right(brand=403, creator=204, operator=403),
    "open_account": _operators(status=201, body={"role": "brand", "name": "New"}),
    "list_accounts": _operators(),
    "get_account": _operators("account"),
    "change_account": _operators("account", body={"name": "New"}),
    "make_key": _all(status=201, body={"name": "new"}),
    "list_keys": _all(),
    "get_key": _all("key"),
    "rename_key": _all("key", body={"name": "new"}),
    "revoke_key": _all("key", status=204),
    "rotate_key": _all("key", status=201, body={}),
    "make_campaign": _brands(status=201, body=_CAMPAIGN),
    "list_campaigns": _all(),
    "get_campaign": _all("sent"),
    "change_campaign": _brands("draft", creators_of="sent", body={"title": "Summer"}),
    "delete_campaign": _brands("draft", creators_of="sent", status=204),
    "publish_campaign": _brands("draft", creators_of="sent"),
    "close_campaign": _brands("sent"),
    "propose": _brands("sent", body={"creator_ids": ["egon"], "price": PRICE}),
    "write_campaign_message": Right(brand=201, creator=403, operator=201, of="sent", body={"text": "to all"}),
    "list_campaign_messages": _all("sent"),
    "get_campaign_history": Right(brand=200, creator=403, operator=200, of="sent"),
    "get_campaign_results": Right(brand=200, creator=403, operator=200, of="sent"),
    "list_proposals": _all(),
    "get_proposal": _all("sent"),
    "accept_proposal": _both("sent", brand=409, body={"terms_version": 1}),
    "decline_proposal": _both("sent", brand=409, body={"reason": "no time"}),
    "counter_proposal": _both("sent", brand=409, body={"price": PRICE}),
    "withdraw_proposal": _brands("sent"),
    "extend_proposal": _brands("sent"),
    "write_proposal_message": _all("sent", status=201, body={"text": "hello"}),
    "list_proposal_messages": _all("sent"),
    "get_proposal_history": _all("sent"),
    "list_collaborations": _all(),
    "get_collaboration": _all("agreed"),
    "cancel_collaboration": _both("agreed", body={"reason": "no more"}),
    "confirm_cancel": _both("brand wants out", brand=409),
    "reject_cancel": _both("creator wants out", creator=409),
    "dispute_collaboration": _both("agreed", body={"reason": "look"}),
    "resolve_collaboration": _operators("disputed", body={"outcome": "resumed"}),
    "complete_collaboration": _brands("published"),
    "submit_deliverable": _creators("agreed", **_N, body={"url": URL}),
    "approve_deliverable": _brands("submitted", **_N),
    "request_revision": _brands("submitted", **_N, body={"note": "again"}),
    "publish_deliverable": _creators("approved", **_N, body={"url": URL}),
    "write_collaboration_message": _all("agreed", status=201, body={"text": "hello"}),
    "list_collaboration_messages": _all("agreed"),
    "get_collaboration_history": _all("agreed"),
    "make_webhook": _all(status=201, body={"url": URL}),
    "list_webhooks": _all(),
    "get_webhook": _all("webhook"),
    "change_webhook": _all("webhook", body={"enabled": False}),
    "delete_webhook": _all("webhook", status=204),
    "send_test_event": _all("webhook"),
    "rotate_webhook_secret": _all("webhook", body={}),
    "list_deliveries": _all("webhook"),
    "redeliver": _all("webhook"),
    "list_events": _all(),
    "get_collaboration_results": _all("agreed"),
    "make_list": _brands(status=201, body={"name": "Summer", "creator_ids": ["cleo"], "notes": {"cleo": "new"}}),
    "list_lists": _brands(),
    "get_list": _brands("filled"),
    "change_list": _brands("filled", body={"name": "Summer", "creator_ids": ["dora"], "notes": {"dora": "new"}}),
    "delete_list": _brands("filled", status=204),
    "add_to_list": _brands("filled", body={"creator_ids": ["egon"], "notes": {"egon": "new"}}),
    "remove_from_list": _brands("filled", body={"creator_ids": ["cleo"]}),
    "save_search": _brands(status=201, body={"name": "Germans", "query": {"market": "DE"}, "alert": "daily"}),
    "list_searches": _brands(),
    "get_search": _brands("kept"),
    "change_search": _brands("kept", body={"name": "All", "query": {}}),
    "delete_search": _brands("kept", status=204),
    "run_search": _brands("kept", body={"limit": 1}),
    "join_programme": _programme(status=201, body={"creator_id": "cleo", "terms_version": "2026-11"}),
    "list_members": _operators(),
    "get_member": _programme(**_CLEO),
    "leave_programme": Right(brand=403, creator=404, operator=204, path={"creator_id": "dora"}),  # cleo has left
    "get_member_history": _programme(**_CLEO),
    "take_programme_events": _operators(body={"events": [FACTS]}),
    "get_wallet": _earners(**_CLEO),
    "list_ledger": _earners(**_CLEO),
    "redeem": _earners(status=201, operator=403, **_CLEO, body={"diamonds": 500}),
    "list_redemptions": _earners(**_CLEO),
    "get_redemption": _earners("earned", **_CLEO),
    "withdraw": _earners(status=201, operator=403, **_CLEO, body={"amount": "100.00"}),
    "list_withdrawals": _earners(**_CLEO),
    "get_withdrawal": _earners("earned", **_CLEO),
    "list_statements": _programme(path={"creator_id": "cleo"}),
    "get_statement": _programme(path={"creator_id": "cleo", "month": "2026-11"}),
    "get_programme_totals": _operators(),
    "get_eligibility": Right(brand=403, creator=200, operator=200, path={"creator_id": "cleo"}),
}
