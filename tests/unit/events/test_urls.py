"""Can a webhook be set to nothing but a host of the internet, however its address is written?"""

import pytest

from marketplace.errors import InvalidInput
from marketplace.events.urls import MAX_URL, check_webhook_url

HOSTS = (
    *("127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "2130706433", "0x7f000001", "0x7f.1", "0X7F.0.0.1"),
    *("017700000001", "0177.0.0.1", "0177.1", "127.0.0.1.", "127.0.0.01", "0", "0.0.0.0", "00.0.0.0", "1", "8.8.8"),
    *("10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "2852039166", "0xa9fea9fe"),
    *("0251.0376.0251.0376", "169.254.43518", "100.100.100.200", "100.64.0.1", "168.63.129.16", "192.0.0.192"),
    *("198.18.0.1", "203.0.113.5", "224.0.0.1", "240.0.0.1", "255.255.255.255", "256.1.1.1", "1.2.3.4.5", "1.1.1.0x1"),
    *("[::]", "[::1]", "[0:0:0:0:0:0:0:1]", "[::127.0.0.1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]"),
    *("[::ffff:8.8.8.8]", "[64:ff9b::169.254.169.254]", "[64:ff9b::a9fe:a9fe]", "[64:ff9b:1::7f00:1]"),
    *("[2002:7f00:1::]", "[2001:0:4136:e378:8000:63bf:80ff:fffe]", "[2001:db8::1]", "[fc00::1]", "[fd00:ec2::254]"),
    *("[fe80::1]", "[fe80::1%25eth0]", "[fe80::1%eth0]", "[ff02::1]", "[fec0::1]", "[2606:4700::1111%25lo]"),
    *("[127.0.0.1]", "[8.8.8.8]", "[v1.fe80]", "[]", "[::1", "::1", "2606:4700::1111"),
    *(
        "localhost",
        "LOCALHOST",
        "localhost.",
        "x.localhost",
        "a.b.localhost.",
        "localhost.localdomain",
        "printer.local",
    ),
    *(
        "printer.local.",
        "metadata.google.internal",
        "metadata.google.internal.",
        "nas.home.arpa",
        "nas.lan",
        "metadata",
    ),
    *("intranet", "db", "example.com.", "example..com", ".example.com", "-a.example.com", "a-.example.com", "a_b.com"),
    *(
        "exa%6dple.com",
        "%6c%6fcalhost",
        "127。0。0。1",
        "ⓛocalhost",
        "例え.jp",
        "ｅxample.com",
        "xn--.com",
        "xn--a.com",
    ),
    *("xn--99999999999.com", "a" * 64 + ".com", "a." * 126 + "com", "example.c0m1.1", "example.1a", "*.example.com"),
)
URLS = (
    *("", "https://", "https:///path", "https:example.com", "https:/example.com", "//example.com", "example.com"),
    *("http://example.com/", "ftp://example.com/", "file:///etc/passwd", "gopher://example.com", "javascript:alert(1)"),
    *(
        "httpss://example.com",
        "https://user@example.com/",
        "https://user:password@example.com/",
        "https://@example.com",
    ),
    *("https://example.com@127.0.0.1/", "https://127.0.0.1@example.com/", "https://example.com#@127.0.0.1/"),
    *("https://example.com/#fragment", "https://example.com/#", "https://example.com:0/", "https://example.com:65536/"),
    *("https://example.com:-1/", "https://example.com:/", "https://example.com:x/", "https://example.com:8_0/"),
    *(
        "https://example.com:٤٤٣/",
        "https://example.com\\@127.0.0.1/",
        "https:\\\\example.com",
        "https://example.com/\\",
    ),
    *("https://127.0.0.1\t.example.com", "https://example.com/ x", " https://example.com", "https://example.com\n"),
    *("https://example.com/\r\nHost: 127.0.0.1", "https://exam\0ple.com", "https://example.com/\x7f", "ht\ttps://a.b"),
    *("https://example.com/ü", "https://example.com/\u200b", "https://example.com/<x>", "https://example.com/{id}"),
    "https://example.com/" + "x" * (MAX_URL - 19),
)
RIGHT = (
    *(
        "https://example.com",
        "https://example.com/",
        "HTTPS://Example.COM/a?b=c&d=%20",
        "https://a.b-c.example.com:8443/x",
    ),
    *("https://example.com:1", "https://example.com:65535/", "https://8.8.8.8/", "https://1.1.1.1:443/hooks"),
    *(
        "https://[2606:4700::1111]/",
        "https://[2606:4700::1111]:8443/",
        "https://xn--mnchen-3ya.de/",
        "https://a.xn--p1ai/",
    ),
    *("https://localhost.example.com/", "https://my.locals/", "https://internal.example.com"),
    "https://example.com/" + "x" * (MAX_URL - 20),
)
LOOPBACK = (
    *("http://127.0.0.1:8080/hooks", "http://127.8.8.8/", "https://127.0.0.1:8443/", "http://localhost:5000/"),
    *("http://[::1]:5000/hooks", "https://localhost/", "http://LOCALHOST:1/"),
)
OWN = ("127.0.0.1", "127.255.255.254", "[::1]", "[0:0:0:0:0:0:0:1]", "localhost", "LOCALHOST")
"""Of the hosts those that are this machine itself, written as they should be."""

HOSTILE = (*(f"https://{one}/hooks" for one in HOSTS), *URLS)


@pytest.mark.parametrize("open_loopback", [False, True])
@pytest.mark.parametrize("url", RIGHT)
def test_a_host_of_the_internet_is_taken(url: str, open_loopback: bool) -> None:
    check_webhook_url(url, open_loopback=open_loopback)


@pytest.mark.parametrize("url", [*HOSTILE, *LOOPBACK])
def test_nothing_else_is(url: str) -> None:
    assert refused(url, open_loopback=False)


@pytest.mark.parametrize("url", [one for one in HOSTILE if one not in {f"https://{host}/hooks" for host in OWN}])
def test_nothing_else_private_is_where_loopback_is_open(url: str) -> None:
    assert refused(url, open_loopback=True)


@pytest.mark.parametrize("url", LOOPBACK)
def test_loopback_is_taken_where_it_is_open(url: str) -> None:
    check_webhook_url(url, open_loopback=True)


def test_what_is_refused_says_what_to_do() -> None:
    for url, detail in (
        ("http://example.com/", "must begin with https://"),
        ("https://127.0.0.1/", "must have a host of the internet"),
        ("https://db/", "must have the whole name of a host of the internet"),
        ("https://a@example.com/", "must have neither a user nor a fragment"),
        ("https://nas.local/", "take a public one, like https://example.com/hooks"),
    ):
        assert detail in refused(url, open_loopback=False)


def refused(url: str, *, open_loopback: bool) -> str:
    """Why an address is not taken."""
    with pytest.raises(InvalidInput) as error:
        check_webhook_url(url, open_loopback=open_loopback)
    (problem,) = error.value.problems
    assert problem.name == "url"
    return problem.detail
