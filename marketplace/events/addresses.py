"""Is an IP address one of the internet, which anybody may be let to call? All others lead into somebody's network."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_NOT_PUBLIC_4 = tuple(
    IPv4Network(one)
    for one in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # of carriers; Alibaba tells its machines secrets at 100.100.100.200
        "127.0.0.0/8",
        "168.63.129.16/32",  # Azure's platform, though the address itself is a public one
        "169.254.0.0/16",  # with 169.254.169.254, where clouds tell their machines secrets
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
"""The registry of IANA for special addresses, multicast, and what clouds keep for themselves."""

_UNICAST_6 = IPv6Network("2000::/3")
"""What is given out of IPv6; so all that stands for an IPv4 address by translation (::ffff:0:0/96, 64:ff9b::/96,
64:ff9b:1::/48), unique local, link-local and multicast addresses are outside of it."""

_NOT_PUBLIC_6 = tuple(
    IPv6Network(one)
    for one in (
        "2001::/23",  # protocols; with Teredo, which carries an IPv4 address
        "2001:db8::/32",
        "2002::/16",  # 6to4, which carries an IPv4 address
        "3fff::/20",
    )
)

_LOOPBACK_4, _LOOPBACK_6 = IPv4Network("127.0.0.0/8"), IPv6Address("::1")


def is_public(address: str) -> bool:
    """Whether an address, written as `ipaddress` takes it, is one of the internet; what is no address is not."""
    found = _parsed(address)
    if isinstance(found, IPv4Address):
        return not any(found in one for one in _NOT_PUBLIC_4)
    if found is None or found.scope_id is not None or found not in _UNICAST_6:
        return False
    return not any(found in one for one in _NOT_PUBLIC_6)


def is_loopback(address: str) -> bool:
    """Whether an address, written as `ipaddress` takes it, is of this machine alone."""
    found = _parsed(address)
    return found == _LOOPBACK_6 or (isinstance(found, IPv4Address) and found in _LOOPBACK_4)


def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(address)
    except ValueError:
        return None
