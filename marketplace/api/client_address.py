"""From which address does a request come? X-Forwarded-For is believed where a trusted proxy has written it."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network

_ONE_CLIENT = 64
"""Bits of an IPv6 address that stand for one client: the rest is theirs to choose."""


def client_address(remote: str | None, forwarded: str, *, trusted: Sequence[Network]) -> str:
    """The nearest address that is none of our proxies; of an IPv6 address its network.

    `forwarded` are the addresses that proxies have added, the nearest at the end; what is none ends them.
    """
    address = _address(remote or "")
    for hop in reversed(forwarded.split(",")):
        if address is None or not any(address in network for network in trusted):
            break
        before = _address(hop)
        if before is None:
            break
        address = before
    if isinstance(address, IPv6Address):
        return str(ip_network((address, _ONE_CLIENT), strict=False))
    return str(address) if address else ""


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
