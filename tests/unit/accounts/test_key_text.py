"""How is a key written, and what of it is kept?"""

from __future__ import annotations

import re
from secrets import token_bytes

import pytest

from marketplace.accounts.key_text import KeyText, make_key, read_key

ID = "key_" + 32 * "0"


def test_a_key_is_read_as_it_was_made() -> None:
    made = make_key(ID, token_bytes)

    assert re.fullmatch(rf"mk_{ID}_[A-Za-z0-9_-]{{43}}", made.text)
    assert read_key(made.text) == made


def test_two_keys_of_an_id_differ() -> None:
    one, other = make_key(ID, token_bytes), make_key(ID, token_bytes)

    assert not one.is_of(other.digest)
    assert one.is_of(one.digest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mk_",
        f"mk_{ID}_",
        f"mk_{ID}_{42 * 'a'}",
        f"mk_{ID}_{44 * 'a'}",
        f"MK_{ID}_{43 * 'a'}",
        f"mk_{ID}_{42 * 'a'}é",
        f"mk_{ID}_{43 * 'a'}\n",
        f" mk_{ID}_{43 * 'a'}",
        f"mk_key_{32 * 'G'}_{43 * 'a'}",
        f"mk_{ID}{43 * 'a'}",
    ],
)
def test_what_can_be_no_key_is_none(text: str) -> None:
    assert read_key(text) is None


def test_the_text_is_told_to_nobody_by_accident() -> None:
    made = make_key(ID, token_bytes)

    assert made.text not in repr(made)
    assert repr(KeyText(ID, "x")) == f"KeyText(id='{ID}')"
