"""How are the words of Thai written otherwise? They don't change their forms."""

from __future__ import annotations

import re

from marketplace.text.unspaced import UnspacedStemming
from marketplace.text.words import words

_THAI = re.compile("[\u0e01-\u0e4e]")

_DROPPED = re.compile("[์ๆฯ]")
"""The silencer, often left out in loan words (การ์ตูน, การตูน); signs of repetition and abbreviation."""

_LOAN_TONE = re.compile("(?<=[ก-ฮ][ีิ])่$")
"""เบเกอรี่ is เบเกอรี too: at the end of a loan word of several syllables, the mark makes no other word."""

_SYLLABLES = 5
"""From so many letters on: สี่ (four) is not สี (colour)."""

_OTHERWISE = {"กรุงเทพมหานคร": "กรุงเทพ", "กทม": "กรุงเทพ", "เกมส": "เกม"}

_PARTS = {
    **dict.fromkeys(("รถยนต์", "รถเมล์", "รถตู้"), ("รถ",)),
    **dict.fromkeys(("ลูกสาว", "ลูกชาย"), ("ลูก",)),
    "นักกีฬา": ("กีฬา",),
    "เสื้อผ้า": ("เสื้อ",),
    "ตัดผม": ("ผม",),
    "ทำผม": ("ผม",),
}
"""Words of the dictionary in which another one is looked for; no rule, for ลูกค้า (customer) is no ลูก (child)."""


def _forms(word: str) -> tuple[str, ...]:
    plain = _DROPPED.sub("", word) or word
    if len(plain) > _SYLLABLES:
        plain = _LOAN_TONE.sub("", plain)
    return (_OTHERWISE.get(plain, plain),)


def _parts(word: str) -> tuple[str, ...]:
    return _PARTS.get(word, ())


def _divided(word: str) -> tuple[tuple[str, ...], ...]:
    """How the dictionary divides a word whose silencer was left out: การ|ตูน."""
    plain = _DROPPED.sub("", word)
    return (words(plain),) if plain != word and words(plain) else ()


STEMMING = UnspacedStemming(_THAI, _forms, _parts, _divided)
