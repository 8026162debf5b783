"""When are two spellings the same? Width, case, accents and letter forms are folded, script by script."""

from __future__ import annotations

import re
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
        **dict.fromkeys(map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))), ""),
    }
)
"""The last are variation selectors: they choose the picture of a character, ❤️ or 葛󠄀, and mean nothing."""

LAST_ACCENTED = 0x077F
"""Latin, Greek, Cyrillic, Hebrew and Arabic lie below: their marks are accents, points and harakat, and go.

Above it marks are letters: Thai vowels, Japanese voicing (が is か and a mark), Indic signs.
"""

OFTEN_REPEATED = 40
"""Up to so many characters a text is likely to come again (a hashtag, a topic's name) and its form is remembered."""


def fold(text: str) -> str:
    """The text without differences of width, case, accents and letter forms; format characters vanish."""
    if text.isascii():
        return text.lower()
    return _known_fold(text) if len(text) <= OFTEN_REPEATED else _fold(text)


def compatible(text: str) -> str:
    """The text without differences of width, NFKC; but Thai ำ stays one letter, as dictionaries know it."""
    plain = unicodedata.normalize("NFKC", text)
    return _THAI_AM.sub("\\1\u0e33", plain) if "\u0e4d" in plain else plain


_THAI_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")
"""NFKC takes ำ apart; some keyboards type the tone between its halves."""


@lru_cache(maxsize=16_384)
def _known_fold(text: str) -> str:
    return _fold(text)


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", compatible(text).casefold())
    kept = _BEYOND_ASCII.sub(_without_accents, decomposed).translate(LETTERS)
    return compatible(kept).replace("เเ", "แ")  # Thai: two keys for one vowel look the same


_BEYOND_ASCII = re.compile(r"[\0-\x7f]?[^\0-\x7f][^A-Za-z]*")
"""With the letter before, whose accents may follow; the plain letters of a text in Latin are not looked at."""


_SHORT_I = ("\u0306", ["и"])
"""й is a letter of its own to Russians, who always type it; ё is not, and is mostly typed е."""


def _without_accents(run: re.Match[str]) -> str:
    kept: list[str] = []
    accents_go = False
    for letter in run[0]:
        category = unicodedata.category(letter)
        if category in ("Cf", "Me") or (category == "Mn" and accents_go and (letter, kept[-1:]) != _SHORT_I):
            continue
        if category != "Mn":
            # a digit of any script becomes 0 to 9, and folding that again must change nothing
            accents_go = category == "Nd" or ord(letter) <= LAST_ACCENTED or 0x1E00 <= ord(letter) <= 0x1FFF
        kept.append(str(unicodedata.digit(letter)) if category == "Nd" else letter)
    return "".join(kept)
