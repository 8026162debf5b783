"""How is an event read? One JSON object becomes a typed event or a refusal; nothing in it is ignored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

import orjson

from marketplace.creators.fields import FIELDS
from marketplace.creators.markets import markets
from marketplace.creators.times import parse_time
from marketplace.programme import telling as said
from marketplace.programme.happening import HappeningType
from marketplace.programme.person import Affiliation, Standing
from marketplace.programme.told import (
    Code,
    Content,
    Gift,
    PostKind,
    Refused,
    Reversal,
    Tip,
    Told,
    ToldEvent,
    Views,
    Why,
)

MAX_ID = 128
ENGAGEMENT = ("likes", "comments", "shares")
COMMON = ("id", "type", "creator_id", "occurred_at")
FIELDS_OF: Mapping[HappeningType, tuple[tuple[str, ...], tuple[str, ...]]] = {
    HappeningType.FUND_VIEWS: (("day", "views"), ("market", "post_kind", "public")),
    HappeningType.LIVE_GIFT: (("coins",), (*ENGAGEMENT, "live_id", "sender_id")),
    HappeningType.VIDEO_GIFT: (("coins", "post_kind"), (*ENGAGEMENT, "post_id", "sender_id")),
    HappeningType.TIP: (("amount",), ("sender_id",)),
    HappeningType.REVERSAL: (("reverses", "reason"), ()),
    HappeningType.FACTS: ((), ("birth_date", "standing", "affiliation", "live_permission", "payout_account")),
}
"""What an event of a type must say, and what it may, beside what all of them say."""

Given = Mapping[str, Any]


def read(given: object) -> ToldEvent | Refused:
    """The event that a JSON value tells, or why it is none."""
    event_id = given.get("id") if isinstance(given, Mapping) else None
    try:
        return _read(given)
    except ValueError as error:
        return Refused(event_id[:MAX_ID] if isinstance(event_id, str) else None, Code.INVALID, str(error))


def _read(given: object) -> ToldEvent:
    if not isinstance(given, Mapping):
        raise ValueError("an event is a JSON object")
    kind: HappeningType = said.one_of(given, "type", kinds=HappeningType)
    needed, possible = FIELDS_OF[kind]
    for name in given.keys() - {*COMMON, *needed, *possible}:
        raise ValueError(f"{name[:MAX_ID]}: is unknown of {kind}: it takes {', '.join((*needed, *possible))}")
    for name in needed:
        if name not in given:
            raise ValueError(f"{name}: is required of {kind}")
    event_id, creator_id = said.name(given, "id"), said.name(given, "creator_id", most=FIELDS["id"].max_length)
    at = _moment(given, needed=kind is not HappeningType.FUND_VIEWS)
    return ToldEvent(
        id=event_id,
        type=kind,
        creator_id=creator_id,
        at=at,
        content=_CONTENTS[kind](given),
        digest=sha256(orjson.dumps(given, option=orjson.OPT_SORT_KEYS)).digest(),
        detail={name: value for name, value in given.items() if name not in COMMON},
    )


def _moment(given: Given, *, needed: bool) -> int | None:
    if "occurred_at" not in given and not needed:
        return None
    text = given.get("occurred_at")
    if not isinstance(text, str):
        raise ValueError("occurred_at: is required: an RFC 3339 time like 2026-11-22T10:00:00Z")
    return said.parsed("occurred_at", text, parse=parse_time)


def _views(given: Given) -> Views:
    market = given.get("market")
    if "market" in given and (not isinstance(market, str) or market not in markets()):
        raise ValueError(f"market: must be one of {', '.join(markets())}")
    return Views(
        day=said.date(given, "day"),
        viewers=market,
        views=said.whole(given, "views"),
        post_kind=said.one_of(given, "post_kind", kinds=PostKind) if "post_kind" in given else PostKind.OWN,
        public=said.flag(given, "public") if "public" in given else True,
    )


def _gift(given: Given) -> Gift:
    for name in ("live_id", "post_id", "sender_id"):
        if name in given:
            said.name(given, name)
    return Gift(
        coins=said.whole(given, "coins"),
        likes=said.whole(given, "likes", default=0),
        comments=said.whole(given, "comments", default=0),
        shares=said.whole(given, "shares", default=0),
        post_kind=said.one_of(given, "post_kind", kinds=PostKind) if "post_kind" in given else None,
    )


def _tip(given: Given) -> Tip:
    if "sender_id" in given:
        said.name(given, "sender_id")
    return Tip(amount=said.amount(given, "amount"))


def _reversal(given: Given) -> Reversal:
    reverses = said.name(given, "reverses")
    if reverses == given["id"]:
        raise ValueError("reverses: names the event itself")
    return Reversal(reverses=reverses, reason=said.one_of(given, "reason", kinds=Why))


def _facts(given: Given) -> Told:
    found: dict[str, str | bool | None] = {}
    for name in FIELDS_OF[HappeningType.FACTS][1]:
        if name in given:
            found[name] = _FACTS[name](given, name)
    if not found:
        raise ValueError(f"facts tell at least one of {', '.join(_FACTS)}")
    return Told(fields=found)


def _birth_date(given: Given, name: str) -> str | None:
    if given[name] is None:
        return None
    return said.date(given, name).isoformat()


def _payout_account(given: Given, name: str) -> str | None:
    return None if given[name] is None else said.name(given, name)


_FACTS: Mapping[str, Callable[[Given, str], str | bool | None]] = {
    "birth_date": _birth_date,
    "standing": lambda given, name: said.one_of(given, name, kinds=Standing).value,
    "affiliation": lambda given, name: said.one_of(given, name, kinds=Affiliation).value,
    "live_permission": said.flag,
    "payout_account": _payout_account,
}

_CONTENTS: Mapping[HappeningType, Callable[[Given], Content]] = {
    HappeningType.FUND_VIEWS: _views,
    HappeningType.LIVE_GIFT: _gift,
    HappeningType.VIDEO_GIFT: _gift,
    HappeningType.TIP: _tip,
    HappeningType.REVERSAL: _reversal,
    HappeningType.FACTS: _facts,
}
