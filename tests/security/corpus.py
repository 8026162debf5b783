"""Which texts have broken others? Markup, code, formats, signs that turn or hide, and what is too long."""

from __future__ import annotations

HARMLESS = (
    "<b>bold</b>",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<!--#exec cmd='ls'-->",
    "<![CDATA[ x ]]>",
    "&lt;already&gt; &amp; &#60;",
    "javascript:alert(document.domain)",
    "'; DROP TABLE campaigns; --",
    "' OR '1'='1",
    "1; SELECT pg_sleep(10)",
    "\\' UNION SELECT digest FROM keys --",
    "%s%s%n%x %(name)s",
    "{0.__class__.__mro__} {now!r} {{x}}",
    "${jndi:ldap://127.0.0.1/a}",
    "{{ 7 * 7 }} {% include '/etc/passwd' %} <%= 1 %>",
    "$(touch /tmp/x) `id` | ls; && reboot",
    "../../../../etc/passwd",
    '=HYPERLINK("http://example.com")',
    "+1-1@SUM(A1)",
    "null",
    "true",
    "NaN",
    '{"status": "accepted"}',
    "\\u0000 \\x00 \\n written out",
    "😀 👩\u200d🍳 🏳️\u200d🌈 🇩🇪",
    "e\u0301 n\u0303 Z\u0351\u0352\u0353a\u0334l\u0335g\u0336o",
    "भारत क्\u200dष نمی\u200cخواهم ไทย 한국어 ﷽",
    "日本　語・全角",
    "« Élégance\u202f! »",
    "\u200fעברית\u200e (x)",
    "ﬁ ﷺ İı ß ẞ",
    "a\ufeffb\u00adc\u200bd",
    "𝕳𝖊𝖑𝖑𝖔 𐍈 𠜎",
    "a" * 150,
    "\"quoted\" 'and' `so` \\ / ",
)
"""What is taken wherever a person may write, and comes back as it was."""

TURNING = ("abc\u202egnp.exe", "\u2066x\u2069", "\u202bx")
BREAKING = ("a\r\nSet-Cookie: x=1", "a\nb", "tab\tbed", "\x1b[31mred\x1b[0m", "a\u2028b", "bell\x07", "\x85next")
"""What stands in texts of several lines only."""

REFUSED = ("a\0b", "\0", " ", "\n \t", "half \ud83d", "\udc00 half")
"""What is taken nowhere."""
