"""How are the words of Chinese written otherwise? They don't change their forms, but there are two scripts."""

from __future__ import annotations

import re
from functools import lru_cache

from opencc import OpenCC

from marketplace.text.joining import SUFFIXES
from marketplace.text.segments import is_word
from marketplace.text.unspaced import UnspacedStemming

_CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

_VARIANTS = str.maketrans({"珈": "伽", "著": "着", "牠": "它", "妳": "你", "祂": "他"})
"""Signs of one word, chosen by taste or region: 瑜伽 and 瑜珈, 穿着 and 穿著."""


def _forms(word: str) -> tuple[str, ...]:
    return (_simplified().convert(word).translate(_VARIANTS),)


@lru_cache(maxsize=1)
def _simplified() -> OpenCC:
    return OpenCC("t2s")


def _parts(word: str) -> tuple[str, ...]:
    """The words in a long one: 攝影 in 攝影師, 室內 and 設計 in 室內設計."""
    if len(word) == 3 and word[-1] in _ENDINGS and is_word(word[:2]):
        return (word[:2],)
    if len(word) == 4 and is_word(word[:2]) and is_word(word[2:]):
        return (word[:2], word[2:])
    return ()


_ENDINGS = SUFFIXES | frozenset("生車车豆場场機机系片包書书卡劇剧茶的")
"""Signs that, behind a word of two, make it no other matter: 露營車, 咖啡豆, 大學生."""


def _divided(word: str) -> tuple[tuple[str, ...], ...]:
    """What no dictionary knows may be several words: 美妝開箱 is 美妝 and 開箱, 小個子穿搭 小個子 and 穿搭."""
    if len(word) not in _LENGTHS or is_word(word):
        return ()
    plain = _forms(word)[0]
    ways = _LENGTHS[len(word)]
    return tuple(tuple(plain[sum(way[:n]) : sum(way[: n + 1])] for n in range(len(way))) for way in ways)


_LENGTHS = {4: ((2, 2),), 5: ((2, 3), (3, 2)), 6: ((2, 2, 2), (3, 3))}

STEMMING = UnspacedStemming(_CHINESE, _forms, _parts, _divided)
