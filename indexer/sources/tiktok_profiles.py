"""What does a creator of the TikTok One API look like as a feed record? What can't be translated stays as it is.

So it is refused by the profile's rules, with field and reason, like that of any feed. The tables are in
config/tiktok_one.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from typing import Any

from marketplace.creators import topics
from marketplace.creators.files import config
from marketplace.errors import SettingsError

FIELDS = {
    "bio": "bio",
    "display_name": "display_name",
    "profile_image": "avatar_url",
}
COUNTS = {
    "followers_count": "followers",
    "following_count": "following",
    "likes_count": "likes",
    "videos_count": "posts",
    "median_views": "median_views",
    "engagement_rate": "engagement_rate",
}
LABELS = ("industry_labels", "content_labels")
ABSENT: tuple[object, ...] = (None, "", [], {})
"""What the API sends where it has nothing."""

_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?", re.ASCII)


@dataclass(frozen=True)
class Translation:
    """A feed record, and the labels of the creator that no topic is known for."""

    record: object
    unmapped: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dictionary:
    """The tables of config/tiktok_one.toml: topics by label (folded name or id), our keys by theirs, where ids are."""

    labels: Mapping[str, tuple[str, ...]]
    keys: Mapping[str, Mapping[str, str]]
    id_from: tuple[str, ...]


def dictionary_of(table: Mapping[str, object]) -> Dictionary:
    """The dictionary that a table is; SettingsError names a topic that does not exist."""
    labels = _table(table, "labels")
    for label, named in labels.items():
        for topic in named:
            if topic not in topics.ids():
                near = get_close_matches(topic, topics.ids(), n=1)
                hint = f"did you mean {near[0]}?" if near else "see config/topics.toml"
                raise SettingsError(
                    f"config/tiktok_one.toml gives {label!r} the topic {topic!r}, which is none: {hint}"
                )
    return Dictionary(
        labels={label.casefold(): tuple(named) for label, named in labels.items()},
        keys={"gender": _table(table, "genders"), "age": _table(table, "ages"), "device": _table(table, "devices")},
        id_from=tuple(_table(table, "id_from")),
    )


@cache
def dictionary() -> Dictionary:
    """The configured one."""
    return dictionary_of(config("tiktok_one.toml"))


def translated(creator: object, words: Dictionary, *, market: str, updated_at: str) -> Translation:
    """The feed record of a creator who was asked for in a market; one without a country is of that market."""
    if not isinstance(creator, dict):
        return Translation(creator)
    found = {key: value for key, value in creator.items() if value not in ABSENT}
    named, unmapped = _topics(found, words)
    record = {
        "id": next((_text(found[name]) for name in words.id_from if name in found), None),
        "handle": _handle(found.get("handle_name")),
        "market": found.get("country_code", market),
        **{ours: found.get(theirs) for theirs, ours in FIELDS.items()},
        **{ours: _number(found.get(theirs)) for theirs, ours in COUNTS.items()},
        "price": _price(found),
        "topics": named,
        "audience": _audience(found, words),
        "updated_at": updated_at,
    }
    return Translation({name: value for name, value in record.items() if value not in ABSENT}, tuple(unmapped))


def _table(table: Mapping[str, object], name: str) -> Any:
    if name not in table:
        raise SettingsError(f"config/tiktok_one.toml has no {name}")
    return table[name]


def _text(value: object) -> object:
    """An id is a text here, and may be a number there."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _handle(value: object) -> object:
    return value.removeprefix("@") if isinstance(value, str) else value


def _number(value: object) -> object:
    """A number, which may stand there as a text."""
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        return value
    return float(value) if "." in value else int(value)


def _decimal(value: object) -> Decimal | None:
    """A number exactly as it was written; None for what is none."""
    if isinstance(value, str):
        return Decimal(value) if _NUMBER.fullmatch(value) else None
    return Decimal(str(value)) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _price(found: Mapping[str, object]) -> object:
    if "creator_price" not in found:
        return None
    amount = _decimal(found["creator_price"])
    told = found["creator_price"] if amount is None else format(amount, "f")
    return {"amount": told, "currency": found.get("currency")}


def _audience(found: Mapping[str, object], words: Dictionary) -> dict[str, object]:
    groups = {
        "countries": _shares(found.get("audience_countries"), "country", keys={}),
        "genders": _shares(found.get("audience_genders"), "gender", keys=words.keys["gender"]),
        "ages": _shares(found.get("audience_ages"), "age", keys=words.keys["age"]),
        "devices": _shares(found.get("audience_devices"), "device", keys=words.keys["device"]),
    }
    return {name: shares for name, shares in groups.items() if shares not in ABSENT}


def _shares(value: object, name: str, *, keys: Mapping[str, str]) -> object:
    """Shares (fractions, in spite of their name) by key; a list of another shape as it is."""
    shares: dict[str, Decimal] = {}
    if not isinstance(value, list):
        return value
    for one in value:
        key = one.get(name) if isinstance(one, dict) else None
        share = _decimal(one.get("percentage")) if isinstance(one, dict) else None
        if not isinstance(key, str) or share is None:
            return value
        ours = keys.get(key, key)
        shares[ours] = shares.get(ours, Decimal()) + share
    return {key: float(share) for key, share in shares.items()}


def _topics(found: Mapping[str, object], words: Dictionary) -> tuple[list[str], list[str]]:
    """The topics of a creator's labels, and the labels without any known."""
    named: dict[str, None] = {}
    unmapped: dict[str, None] = {}
    for label_id, name in _labels(found):
        known = words.labels.get(label_id.casefold(), words.labels.get(name.casefold()))
        if known is None:
            unmapped[f"{name} ({label_id})" if label_id else name] = None
        else:
            named.update(dict.fromkeys(known))
    return list(named), list(unmapped)


def _labels(found: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Id and name of each label; of one that is no object its text as the name."""
    for kind in LABELS:
        labels = found.get(kind, [])
        for label in labels if isinstance(labels, list) else [labels]:
            if isinstance(label, dict):
                yield str(label.get("label_id") or ""), str(label.get("label_name") or "")
            else:
                yield "", str(label)
