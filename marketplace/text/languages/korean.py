"""How are Korean words found behind their particles and endings, and within what is written together?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, product
from typing import ClassVar

from marketplace.text.hangul import final, is_syllable
from marketplace.text.languages.korean_particles import bases
from marketplace.text.languages.korean_verbs import ENDING, verbs
from marketplace.text.stemming import FOLDED, Form, Stem
from marketplace.text.words import Token

_HANGUL = re.compile("[가-힣]+")
_OTHER = re.compile("[^가-힣]{2,}")

_UNDIVIDED = re.compile(
    "[^가-힣]+|고양이|아이돌|아이폰|아이스|아이템|아이디어|오리지널|모자이크|파티시에|카페인|화장실|나이키|나이트|스키니|그림자|"
    "바리스타|사이다|사이즈|사이클|사이트|무지개|대전차|가지고|다리미|배우자|마스카라|오디오|비디오|인스타그램|스파게티|"
    "다이아|라이브|드라이브|아르바이트|파티션|미사일|자전거|해바라기"
)
"""Words in which shorter ones stand by chance: 스키 (ski) in 스키니, 화장 (make-up) in 화장실 (toilet)."""

_LAST = frozenset("장사집품법용옷책샵숍방팁룩템맘카족학점관복화기지계쌤녀남길식곡")
"""Syllables that end a longer word of the same matter: 캠핑장, 요리사, 화장품, 육아맘."""

_FIRST = frozenset("홈맛손집북펫찐꿀책빵팝")
"""Syllables that begin one: 홈카페, 맛지도."""

_SPELLINGS = (
    ("컨텐츠", "콘텐츠"),
    ("악세사리", "액세서리"),
    ("악세서리", "액세서리"),
    ("케익", "케이크"),
    ("초콜렛", "초콜릿"),
    ("쵸콜릿", "초콜릿"),
    ("쥬스", "주스"),
    ("쥬얼리", "주얼리"),
    ("비쥬얼", "비주얼"),
    ("메이컵", "메이크업"),
    ("까페", "카페"),
    ("떡볶기", "떡볶이"),
    ("도너츠", "도넛"),
    ("로보트", "로봇"),
    ("렌트카", "렌터카"),
)
"""Usual misspellings, mostly of loan words."""


class KoreanStemming:
    """Stems words behind particles and endings; texts also at the seams of what is written together or apart."""

    reads: ClassVar[Form] = FOLDED

    def of_word(self, word: str) -> tuple[str, ...]:
        """See `Stemming.of_word`."""
        return _of_word(word)

    def of_neighbours(self, tokens: Sequence[Token]) -> Iterator[Stem]:
        """See `Stemming.of_neighbours`."""
        for left, right in pairwise(tokens):
            if right.start - left.end == 1 and _HANGUL.fullmatch(left.word) and _HANGUL.match(right.word):
                for first, second in product(_ends(_bases(left.word)), _bases(right.word)):
                    yield first + second, left.start, right.end

    def of_query(self, token: Token) -> tuple[tuple[str, ...], ...]:
        """See `Stemming.of_query`."""
        word = _spelled(token.word)
        return tuple((stem,) for stem in dict.fromkeys((*bases(word), *verbs(word))))


def _ends(behind: Sequence[str]) -> Sequence[str]:
    """The whole word, and that without any particle."""
    return (behind[0], behind[-1]) if len(behind) > 1 else behind


@lru_cache(maxsize=16_384)
def _bases(token: str) -> tuple[str, ...]:
    return bases(_spelled(token))


def _of_word(token: str) -> tuple[str, ...]:
    if not _HANGUL.search(token):
        return ()
    word = _spelled(token)
    behind = _bases(token)
    beside = [*_HANGUL.findall(behind[-1]), *_OTHER.findall(word)] if _HANGUL.fullmatch(word) is None else []
    seams = _parts(behind[-1])
    return tuple(dict.fromkeys((*behind, *verbs(word), *beside, *seams)))


def _spelled(word: str) -> str:
    for usual, standard in _SPELLINGS:
        word = word.replace(usual, standard)
    return word


def _parts(word: str) -> Iterator[str]:
    """What stands on either side of where a compound may have its seam: 비건 and 요리 in 비건요리."""
    whole = [one.span() for one in _UNDIVIDED.finditer(word)]
    for seam in range(1, len(word)):
        left, right = word[:seam], word[seam:]
        if any(start < seam < end for start, end in whole):
            continue
        if len(left) > 1 and ((len(right) > 1 and not ENDING.fullmatch(right)) or right in _LAST):
            yield left
        if len(right) > 1 and (len(left) > 1 or left in _FIRST) and not _within_vowel(left, right):
            yield right


def _within_vowel(left: str, right: str) -> bool:
    """Whether a foreign vowel would be cut: 핸드메이드 holds no 이드."""
    return right[0] == "이" and len(right) == 2 and is_syllable(left[-1]) and not final(left[-1])


STEMMING = KoreanStemming()
