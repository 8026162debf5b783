"""Whose address is it that wrong keys come from, behind proxies and without?"""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from marketplace.api.client_address import client_address

PROXIES = tuple(map(ip_network, ("10.0.0.0/8", "192.0.2.1/32", "2001:db8:1::/48")))


@pytest.mark.parametrize(
    ("remote", "forwarded", "client"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.7", "203.0.113.9"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "6.6.6.6, 198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "198.51.100.7,192.0.2.1 , 10.9.9.9", "198.51.100.7"),
        ("10.0.0.1", "10.0.0.2, 10.0.0.3", "10.0.0.2"),
        ("10.0.0.1", "198.51.100.7, unknown", "10.0.0.1"),
        ("10.0.0.1", "198.51.100.7, ", "10.0.0.1"),
        ("10.0.0.1", "198.51.100.7, unknown, 10.0.0.2", "10.0.0.2"),
        ("::ffff:10.0.0.1", "::ffff:198.51.100.7", "198.51.100.7"),
        ("2001:db8:1::1", "2001:db8:2:3:4:5:6:7", "2001:db8:2:3::/64"),
        ("2001:db8:2:3:9::", "", "2001:db8:2:3::/64"),
        ("", "198.51.100.7", ""),
        (None, "198.51.100.7", ""),
    ],
)
def test_the_nearest_address_that_is_no_proxy_of_ours(remote: str | None, forwarded: str, client: str) -> None:
    assert client_address(remote, forwarded, trusted=PROXIES) == client


def test_nobody_is_believed_by_default() -> None:
    assert client_address("127.0.0.1", "198.51.100.7", trusted=()) == "127.0.0.1"
