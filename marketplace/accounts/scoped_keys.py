"""What is a scoped key? A key for browsers, made from a search key without a call: claims, and their signature.

`sk_` + P + `.` + S, where P is the claims as JSON in base64url without padding, and S the HMAC-SHA256 of P's ASCII by
the parent's `KeyText.signing_key`, in base64url without padding.
"""

from __future__ import annotations

import hmac
import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as BinasciiError
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from marketplace.accounts.key_text import ID

MAX_LENGTH = 6_000
"""Of a scoped key: a header of a request takes some 8,000."""

MAX_ORIGINS = 50
MAX_HIDDEN = 100
CLAIMS = frozenset({"kid", "exp", "filters", "hide", "max_limit", "origins", "rate_per_minute"})

_WRITTEN = re.compile(r"sk_([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{43})", re.ASCII)
_ORIGIN = re.compile(r"https?://[^\s/?#@]+", re.ASCII)


class WrongScopedKey(ValueError):
    """A scoped key is malformed; the text says what is wrong, and repeats nothing of it."""


@dataclass(frozen=True)
class ScopedKey:
    """The claims of a scoped key, checked but for the names in `filters` and `hide`.

    `expires_at` is in microseconds; `filters` are forced on every search; `hide` are fields that are not to be seen;
    `origins` are those of the pages that it may be used on, where there are any.
    """

    parent_id: str
    expires_at: int
    filters: Mapping[str, Any] = field(default_factory=dict)
    hide: frozenset[str] = frozenset()
    max_limit: int | None = None
    origins: frozenset[str] | None = None
    rate_per_minute: int | None = None


@dataclass(frozen=True)
class Signed:
    """A scoped key as it was sent: read, its signature not looked at yet."""

    key: ScopedKey
    payload: bytes = field(repr=False)
    signature: bytes = field(repr=False)

    def is_signed_by(self, signing_key: bytes) -> bool:
        """Whether its parent's signing key made it; takes as long whatever differs."""
        return hmac.compare_digest(_sign(self.payload, signing_key), self.signature)


def read_scoped_key(text: str) -> Signed:
    """A scoped key as it was sent; raises WrongScopedKey."""
    parts = _WRITTEN.fullmatch(text) if len(text) <= MAX_LENGTH else None
    if not parts:
        raise WrongScopedKey(f"must be sk_<claims>.<signature> in base64url, of at most {MAX_LENGTH:,} characters")
    return Signed(_key(_claims(parts[1])), parts[1].encode(), _unpadded(parts[2]))


def make_scoped_key(claims: Mapping[str, Any], signing_key: bytes) -> str:
    """A scoped key of these claims, as a server of a brand makes it."""
    payload = _padded(json.dumps(claims, separators=(",", ":")).encode())
    return f"sk_{payload.decode()}.{_padded(_sign(payload, signing_key)).decode()}"


def _sign(payload: bytes, signing_key: bytes) -> bytes:
    return hmac.new(signing_key, payload, sha256).digest()


def _padded(data: bytes) -> bytes:
    return urlsafe_b64encode(data).rstrip(b"=")


def _unpadded(text: str) -> bytes:
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except BinasciiError:
        raise WrongScopedKey("is no base64url") from None


def _claims(text: str) -> Mapping[str, Any]:
    try:
        found = json.loads(_unpadded(text).decode("utf-8"), object_pairs_hook=_once)
        json.dumps(found, ensure_ascii=False).encode("utf-8")  # half of a surrogate pair can be written in JSON
    except WrongScopedKey:
        raise
    except (ValueError, RecursionError):  # no UTF-8, no JSON, or a number too long to be read
        raise WrongScopedKey("has claims that are no JSON in UTF-8") from None
    if not isinstance(found, dict):
        raise WrongScopedKey("has claims that are no JSON object")
    if unknown := sorted(found.keys() - CLAIMS):
        raise WrongScopedKey(f"has the unknown claim {unknown[0][:40]!r}: there are {', '.join(sorted(CLAIMS))}")
    return found


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) < len(pairs):
        raise WrongScopedKey("has a claim twice")
    return dict(pairs)


def _key(claims: Mapping[str, Any]) -> ScopedKey:
    parent, expires, filters = claims.get("kid"), claims.get("exp"), claims.get("filters", {})
    if not isinstance(parent, str) or not re.fullmatch(ID, parent, re.ASCII):
        raise WrongScopedKey("needs kid, the id of the key that it is made from")
    if not isinstance(filters, dict):
        raise WrongScopedKey("must have an object as filters")
    return ScopedKey(
        parent_id=parent,
        expires_at=_positive("exp", expires) * 1_000_000,
        filters=filters,
        hide=frozenset(_texts("hide", claims.get("hide", []), most=MAX_HIDDEN)),
        max_limit=_limit(claims, "max_limit"),
        origins=_origins(claims["origins"]) if "origins" in claims else None,
        rate_per_minute=_positive("rate_per_minute", claims["rate_per_minute"])
        if "rate_per_minute" in claims
        else None,
    )


def _limit(claims: Mapping[str, Any], name: str) -> int | None:
    return _positive(name, claims[name]) if name in claims else None


def _positive(name: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 2**53:
        raise WrongScopedKey(f"needs a whole number above 0 as {name}")
    return value


def _texts(name: str, values: object, *, most: int) -> Sequence[str]:
    if not isinstance(values, list) or len(values) > most or not all(isinstance(one, str) for one in values):
        raise WrongScopedKey(f"must have a list of at most {most} texts as {name}")
    return values


def _origins(values: object) -> frozenset[str]:
    origins = _texts("origins", values, most=MAX_ORIGINS)
    if not origins or not all(_ORIGIN.fullmatch(one) for one in origins):
        raise WrongScopedKey("must have origins like https://shop.example, without a path")
    return frozenset(one.lower() for one in origins)
