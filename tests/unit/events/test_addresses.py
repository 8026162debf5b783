"""Is no address of somebody's network taken for one of the internet?"""

import pytest

from marketplace.events.addresses import is_loopback, is_public

PRIVATE = (
    *("0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "100.127.255.255"),
    *("168.63.129.16", "169.254.0.1", "169.254.169.254", "169.254.170.2"),
    *("172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1"),
    *("198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255"),
    *("::", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1"),
    *("64:ff9b::a9fe:a9fe", "64:ff9b::808:808", "64:ff9b:1::1", "100::1", "2001::1", "2001:0:4136:e378::1"),
    *("2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "3fff::1"),
    *("5f00::1", "fc00::1", "fd00:ec2::254", "fd20:ce::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1"),
    *("2606:4700::1111%eth0", "127.1", "2130706433", "0x7f000001", "017700000001", "", "localhost", "8.8.8.8 "),
)
PUBLIC = (
    *("1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "168.63.129.15"),
    *("172.15.255.255", "172.32.0.0", "192.0.1.1", "223.255.255.255", "2606:4700::1111", "2001:200::1", "2a00:1450::1"),
)
LOOPBACK = ("127.0.0.0", "127.0.0.1", "127.8.8.8", "127.255.255.255", "::1")


@pytest.mark.parametrize("address", [*PRIVATE, *LOOPBACK])
def test_who_may_not_be_called_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_who_is_next_to_them_is(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", [*PRIVATE, *PUBLIC, *LOOPBACK])
def test_only_this_machine_is_loopback(address: str) -> None:
    assert is_loopback(address) == (address in LOOPBACK)
