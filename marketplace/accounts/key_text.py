"""How is a key written, and what of it is kept? `mk_<id>_<43 characters>`, of which a hash stays."""

from __future__ import annotations

import hmac
import re
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256

SECRET_BYTES = 32
ID = r"key_[0-9a-f]{32}"

_WRITTEN = re.compile(rf"mk_({ID})_[A-Za-z0-9_-]{{43}}", re.ASCII)

_SECRETS = re.compile(rf"(?<=mk_{ID}_)[A-Za-z0-9_-]+|(?<=\bsk_)[A-Za-z0-9_-]{{20,}}\.[A-Za-z0-9_-]*", re.ASCII)


@dataclass(frozen=True)
class KeyText:
    """A key as its holder has it; the text is in no `repr`."""

    id: str
    text: str = field(repr=False)

    @property
    def digest(self) -> bytes:
        """What is kept to recognise it by: 256 random bits need no slow hash."""
        return sha256(self.text.encode()).digest()

    @property
    def signing_key(self) -> bytes:
        """What scoped keys are signed with; who has it can make them, so it is kept encrypted."""
        return sha256(b"scoped:" + self.text.encode()).digest()

    def is_of(self, digest: bytes) -> bool:
        """Whether it is the key of a digest; takes as long whatever differs."""
        return hmac.compare_digest(self.digest, digest)


def make_key(key_id: str, random: Callable[[int], bytes]) -> KeyText:
    """A new key; `random` gives so many bytes that nobody can guess."""
    secret = urlsafe_b64encode(random(SECRET_BYTES)).rstrip(b"=").decode()
    return KeyText(key_id, f"mk_{key_id}_{secret}")


def without_secrets(text: str) -> str:
    """A text with the secrets of keys in it, whole or cut off, replaced: it is told to others, or kept."""
    return _SECRETS.sub("...", text)


def read_key(text: str) -> KeyText | None:
    """A key as it was sent; None for what can't be one."""
    parts = _WRITTEN.fullmatch(text)
    return KeyText(parts[1], text) if parts else None
