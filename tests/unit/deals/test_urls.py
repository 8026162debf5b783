"""Is every link that is shown to the other side one to a page, and nothing that looks like one?"""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from marketplace.deals.links import MAX_URL
from marketplace.deals.values import check_url
from marketplace.errors import InvalidInput

TAKEN = [
    "https://example.com",
    "https://example.com/",
    "HTTPS://EXAMPLE.COM/V",
    "https://www.tiktok.com/@tara_singh/video/7301234567890123456?is_from_webapp=1&lang=de-DE#comments",
    "https://a-b.example.co.uk:8443/x;y=1/%F0%9F%91%8D?q=a+b&c[]=1!$'()*,~",
    "https://xn--bcher-kva.example/",
    "https://bücher.example/straße",
    "https://例え.jp/動画",
    "https://under_score.example.com/",
    "https://example.com/?next=https://other.example/",
    "https://example.com:443/",
    "https://1and1.com",
    "https://example.com/" + "a" * (MAX_URL - 20),
]
HOSTILE = [
    "",
    " ",
    "example.com",
    "//example.com/",
    "/video/1",
    "https:",
    "https://",
    "https:///video",
    "https:example.com",
    "https:/example.com",
    "http://example.com/",
    "ftp://example.com/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "javascript://example.com/%0aalert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "blob:https://example.com/1",
    "view-source:https://example.com/",
    "ttps://example.com",
    "https;//example.com/",
    "https://user@example.com/",
    "https://user:password@example.com/",
    "https://@example.com/",
    "https://:@example.com/",
    "https://example.com@evil.example/",
    "https://example.com%40evil.example/",
    "https://example.com\\@evil.example/",
    "https://example.com\\.evil.example/",
    "https:\\\\example.com\\",
    "https:/\\example.com/",
    "https://example.com/\\..\\x",
    " https://example.com/",
    "https://example.com/ ",
    "https://exam ple.com/",
    "https://example.com/a b",
    "https://example.com/\u00a0x",
    "https://example.com/\u3000x",
    "https://example.com/\tx",
    "https://example.com/\nx",
    "https://example.com/\r\nLocation: x",
    "java\nscript:alert(1)",
    "https://example.com/\0",
    "https://example.com/\x7f",
    "https://example.com/\x1b[31m",
    "https://example.com/\x85",
    "https://example.com/\u200b",
    "https://exam\u00adple.com/",
    "https://example.com/\u202egpj.exe",
    "https://\u2066example.com\u2069/",
    "https://example.com/\u200f",
    "https://example.com/\ufeff",
    "https://example.com/\ud800",
    "https://example.com/\U000e0041",
    "https://example.com:0/",
    "https://example.com:/",
    "https://example.com:65536/",
    "https://example.com:-1/",
    "https://example.com:8o/",
    "https://example.com:٤٤٣/",
    "https://example.com:443:443/",
    "https://example.com:+443/",
    "https://?x",
    "https://#x",
    "https://./",
    "https://../",
    "https://.example.com/",
    "https://example..com/",
    "https://example.com./",
    "https://-example.com/",
    "https://example-.com/",
    "https://" + "a" * 64 + ".example/",
    "https://" + "a." * 130 + "example/",
    "https://exa%6dple.com/",
    "https://example.com%2f.evil.example/",
    "https://example.com%00.evil.example/",
    "https://google。com/",
    "https://example．com/",
    "https://example.com／@evil.example/",
    "https://example.com⁄.evil.example/",
    "https://exam*ple.com/",
    "https://example.com,evil.example/",
    "https://localhost/",
    "https://intranet/",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f.0.0.1/",
    "https://0x7f.0x1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://[::1]/",
    "https://[fe80::1%25eth0]/",
    "https://[::1",
    "https://[not]/",
    'https://example.com/"><script>alert(1)</script>',
    "https://example.com/<b>",
    "https://example.com/`x`",
    "https://example.com/{{7*7}}",
    "https://example.com/a|b",
    "https://example.com/a^b",
    "https://example.com/" + "a" * MAX_URL,
]


@pytest.mark.parametrize("url", TAKEN, ids=ascii)
def test_a_link_to_a_page_is_taken(url: str) -> None:
    check_url("url", url)


@pytest.mark.parametrize("url", HOSTILE, ids=lambda url: ascii(url)[:60])
def test_anything_else_is_refused_and_told_what_is_taken(url: str) -> None:
    with pytest.raises(InvalidInput, match=r"^url: .*(https://example.com/video/1|at most 2000 are taken)"):
        check_url("url", url)


@example("\U00013440", "https://example.com")
@given(st.text(max_size=40), st.sampled_from(["", "https://", "https://example.com", "https://example.com/"]))
def test_whatever_is_given_is_taken_or_refused(text: str, start: str) -> None:
    try:
        check_url("url", start + text)
    except InvalidInput:
        return
    assert (start + text).lower().startswith("https://")
    assert (start + text).isprintable()
    assert not set(start + text) & set(' \\<>"`{}|^')
