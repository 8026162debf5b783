"""Is a text a link that one side can show to the other? A page on https of a host with a public name."""

from __future__ import annotations

from unicodedata import normalize
from urllib.parse import SplitResult, urlsplit

import regex

MAX_URL = 2_000

_LIKE = "https://example.com/video/1"
_NEVER = regex.compile(r'[\s\p{Default_Ignorable_Code_Point}\\<>"`{}|^]')
"""What no URL has: browsers drop, turn or encode it, so that they open another page than is read."""

_HOST = regex.compile(
    r"(?:[\p{L}\p{N}_](?:[\p{L}\p{M}\p{Nd}_-]{0,61}[\p{L}\p{M}\p{Nd}])?\.)+\p{L}[\p{L}\p{M}\p{Nd}-]{1,62}"
)
"""A name of the internet, the last part of which no number begins: neither an address nor a machine next door."""

_MAX_HOST = 253


def wrong_link(url: str) -> str | None:
    """What is wrong with a link, which is looked at and never followed; None when it is one."""
    if len(url) > MAX_URL:
        return f"has {len(url)} characters: at most {MAX_URL} are taken"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return f"is no URL: give a link like {_LIKE}"
    if parts.scheme != "https" or not url.isprintable() or _NEVER.search(url) or not _is_public(parts):
        return f"must be a link like {_LIKE}"
    if parts.username is not None or parts.password is not None:
        return f"must be a link without a user: {_LIKE}"
    if port == 0 or parts.netloc.endswith(":"):
        return f"must be a link without a port: {_LIKE}"
    return None


def _is_public(parts: SplitResult) -> bool:
    """Whether its host has a name as it is to be written: `。` or a wide `a` would be turned by a browser."""
    host = parts.hostname or ""
    return len(host) <= _MAX_HOST and normalize("NFKC", host) == host and bool(_HOST.fullmatch(host))
