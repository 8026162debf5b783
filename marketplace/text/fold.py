"""When are two spellings the same? Width, case, accents and letter forms are folded, script by script."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

LETTERS = str.maketrans(
    {
        "ı": "i",  # Turkish: ısı is typed isi on other keyboards
        "ø": "o",
        "đ": "d",  # Vietnamese: Đà Nẵng is typed Da Nang
        "ð": "d",
        "ł": "l",
        "ħ": "h",
        "ŧ": "t",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ـ": "",  # Arabic tatweel only stretches a word
        "ى": "ي",
        "ة": "ه",
        "ک": "ك",
        "ی": "ي",
        "ٱ": "ا",
    }
)
LAST_ACCENTED = 0x077F
"""Latin, Greek, Cyrillic, Hebrew and Arabic lie below: their marks are accents, points and harakat, and go.

Above it marks are letters: Thai vowels, Japanese voicing (が is か and a mark), Indic signs.
"""


def fold(text: str) -> str:
    """The text without differences of width, case, accents and letter forms; format characters vanish."""
    if text.isascii():
        return text.lower()
    return _fold(text)


@lru_cache(maxsize=65_536)
def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(_without_accents(decomposed)).translate(LETTERS)
    return unicodedata.normalize("NFKC", kept)


def _without_accents(decomposed: str) -> list[str]:
    kept: list[str] = []
    accents_go = False
    for letter in decomposed:
        category = unicodedata.category(letter)
        if category == "Cf" or (category == "Mn" and accents_go):
            continue
        if category != "Mn":
            accents_go = ord(letter) <= LAST_ACCENTED or 0x1E00 <= ord(letter) <= 0x1FFF
        kept.append(str(unicodedata.digit(letter)) if category == "Nd" else letter)
    return kept
