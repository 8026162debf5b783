"""Is a text the address of a webhook? HTTPS to a host of the internet, written in the one way that all read alike."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

from marketplace.errors import InvalidInput, Problem
from marketplace.events.addresses import is_loopback, is_public

MAX_URL = 2_000

_LIKE = "https://example.com/hooks"
_NEVER = re.compile(r'[^!-~]|[\\<>"`{}|^]', re.ASCII)
"""What no URL has: one program drops or turns it where another one doesn't, and so they would call different hosts."""

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"(?:{_LABEL}\.)+(?=[a-z]){_LABEL}", re.ASCII)
"""A name of the internet; where a number began its last part, it could be read as an address (127.1, 0x7f.1)."""

_MAX_NAME = 253
_PRIVATE = ("localhost", "local", "internal", "home.arpa", "localdomain", "lan", "home", "corp", "intranet", "private")
"""What names of somebody's own network end with."""

_PUNYCODE = "xn--"


def check_webhook_url(url: str, *, open_loopback: bool) -> None:
    """Raise InvalidInput for what can't be called: nothing is looked up, so to call it has to be checked again.

    `open_loopback` also lets this machine be called, by http too: for development.
    """
    if wrong := _wrong(url, open_loopback=open_loopback):
        raise InvalidInput(Problem("url", wrong))


def _wrong(url: str, *, open_loopback: bool) -> str | None:
    if len(url) > MAX_URL:
        return f"has {len(url)} characters: at most {MAX_URL} are taken"
    if found := _NEVER.search(url):
        return f"has {found[0]!r}, which no URL has: write hosts as xn--…, and other signs as %XX"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return f"is no URL: write one like {_LIKE}"
    host = parts.hostname or ""
    if port == 0 or parts.netloc.endswith(":"):
        return "has a port that is none: leave it out, or give one from 1 to 65535"
    if "@" in parts.netloc or "#" in url:
        return "must have neither a user nor a fragment: who calls is told by the signature"
    if open_loopback and parts.scheme in ("http", "https") and (host == "localhost" or is_loopback(host)):
        return None
    if parts.scheme != "https":
        return f"must begin with https://, like {_LIKE}"
    return _wrong_host(parts)


def _wrong_host(parts: SplitResult) -> str | None:
    host = parts.hostname or ""
    if "[" in parts.netloc or re.fullmatch(r"[0-9.]+", host):
        is_literal = ":" in host if "[" in parts.netloc else True
        return None if is_literal and is_public(host) else f"must have a host of the internet, like {_LIKE}"
    if len(host) > _MAX_NAME or not _NAME.fullmatch(host) or not all(map(_is_label, host.split("."))):
        return f"must have the whole name of a host of the internet, without a dot at its end, like {_LIKE}"
    if host.endswith(tuple(f".{one}" for one in _PRIVATE)):
        return f"has a name of a network of your own, which can't be called from here: take a public one, like {_LIKE}"
    return None


def _is_label(label: str) -> bool:
    """Whether a part of a name, where it is written in Punycode, stands for something."""
    if not label.startswith(_PUNYCODE):
        return True
    try:
        meant = label.removeprefix(_PUNYCODE).encode().decode("punycode")
    except UnicodeError:
        return False
    return meant.isprintable() and not meant.isascii()
