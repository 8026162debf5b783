"""Which URLs may a source ask, and how are they told without their secrets?"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from urllib.parse import parse_qsl, urlencode, urljoin

from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url

from marketplace.errors import SettingsError
from marketplace.settings import is_loopback

PORTS = {"https": 443, "http": 80}


def checked_url(text: str, *, ours: Collection[str]) -> str:
    """A URL that a source may ask; SettingsError says what is wrong, of its secrets nothing.

    It is of https, or of http on this machine; `ours` are the parameters that the source adds itself.
    """
    url = _parsed(text)
    if url is None:
        raise SettingsError("the URL of the feeds can't be read: it looks like https://host/path")
    if url.auth or url.fragment:
        raise SettingsError(f"{told(text)} can't have a user, password or fragment: the token is a setting of its own")
    if not _is_safe(url):
        raise SettingsError(f"{told(text)} must be https: only this machine may be asked by http")
    taken = sorted({name for name, _ in parse_qsl(url.query or "")} & set(ours))
    if taken:
        raise SettingsError(f"{told(text)} can't have the parameter {taken[0]}: it is added for each page")
    return url.url


def told(url: str) -> str:
    """A URL for messages: without user, password, query and fragment."""
    parsed = _parsed(url)
    return Url(parsed.scheme, None, parsed.host, parsed.port, parsed.path).url if parsed else "the URL"


def with_parameters(url: str, parameters: Mapping[str, str]) -> str:
    """A URL with more parameters behind those it has."""
    return f"{url}{'&' if '?' in url else '?'}{urlencode(parameters)}"


def origin(url: str) -> tuple[str, str, int]:
    """Scheme, host and port of a checked URL: who gets what is sent there."""
    parsed = parse_url(url)
    scheme = str(parsed.scheme)
    return scheme, str(parsed.host), parsed.port or PORTS[scheme]


def redirected(url: str, location: str | None) -> str:
    """Where a checked URL leads on to; ValueError says why not to follow."""
    onward = _joined(url, location) if location else None
    if onward is None:
        raise ValueError("redirects to nowhere: mend its Location")
    if onward.auth:
        raise ValueError("redirects to a URL with a password: leave it out")
    if not _is_safe(onward) or onward.scheme not in ("https", origin(url)[0]):
        raise ValueError("redirects away from https: serve the feed by https")
    return onward._replace(fragment=None).url


def _joined(url: str, location: str) -> Url | None:
    try:
        return _parsed(urljoin(url, location))
    except ValueError:  # brackets that hold no address
        return None


def _parsed(text: str) -> Url | None:
    """A URL as urllib3 reads it, which asks it: two readers could see two hosts in it."""
    try:
        url = parse_url(text)
    except (LocationParseError, ValueError):
        return None
    return url if url.scheme in PORTS and url.host else None


def _is_safe(url: Url) -> bool:
    return url.scheme == "https" or is_loopback(str(url.host).strip("[]"))
