"""Of which verb or adjective of Korean may a word be a form? 그려요 of 그리다, 매운 of 맵다, 만드는 of 만들다."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from marketplace.text.hangul import final, is_syllable, vowel, with_final, with_vowel

ENDING = re.compile(
    "다|고|게|지|지만|기|던|네요|는|는데|는데요|는지|거나|도록|자|죠|지요|습니다|습니까|니까|느라|"
    "으면|으며|으면서|으려고|으러|으세요|으니|은|을|면|며|면서|려고|러|세요|시는|기를|기가|기는|기도|기에"
)
"""What follows a stem without melting into it."""

_DOUBTFUL = re.compile("고|게|지|기|던|자|은|을|면|며|러")
"""Endings that nouns of two syllables end in too: 가게 (shop), 아기 (baby), 바지 (trousers), 피자, 광고, 딸기."""

_NO_VERB = ("", "ㄴ", "ㄹ", "ㅇ")
"""Such stems of one syllable have doubtful endings left out: they would be mostly nouns."""

_TAILS = ("", "요", "서", "도", "야", "보는", "보기", "봐요", "주는", "드려요", "가는", "가요")
"""What follows 아 and 어, which often melt into the stem."""

_PAST = ("다", "어요", "습니다", "던", "는데", "고", "지만", "네요", "어", "을")
"""What follows 았 and 었."""

_MELTED = {"ㅏ": "ㅏㅡ", "ㅓ": "ㅓㅡ", "ㅕ": "ㅣㅕ", "ㅘ": "ㅗ", "ㅝ": "ㅜ", "ㅙ": "ㅚ", "ㅐ": "ㅐ", "ㅔ": "ㅔ"}
"""From the vowel heard to those a stem may have: 써 of 쓰, 그려 of 그리, 봐 of 보, 배워 of 배우."""

_MELTED_AT_END = {"ㅏ": "ㅡ", "ㅓ": "ㅡ", "ㅕ": "ㅣ", "ㅝ": "ㅜ"}
"""At the end of a word most others are nouns': 사과 (apple) is no form of 사고."""


def verbs(word: str) -> tuple[str, ...]:
    """The stems of the verbs, marked by v: 바지 is not 바다. Also such as don't exist, which nothing else has."""
    if len(word) < 2 or not all(map(is_syllable, word)):
        return ()
    stems = (*_plain(word), *_melted_forms(word), *_adnominal(word))
    return tuple(dict.fromkeys(f"{stem}v" for stem in stems if stem))


def _plain(word: str) -> Iterator[str]:
    for size in range(1, min(len(word), 5)):
        stem, ending = word[:-size], word[-size:]
        doubtful = _DOUBTFUL.fullmatch(ending) and len(stem) == 1 and final(stem) in _NO_VERB
        if ENDING.fullmatch(ending) and not doubtful:
            yield from _restored(stem, ending[0])


def _restored(stem: str, follows: str) -> Iterator[str]:
    """The stem, and with the ㄹ that 는, 네, 니, 세 drive out: 만드는 of 만들다."""
    yield stem
    if not final(stem[-1]) and follows in "는네니세시":
        yield stem[:-1] + with_final(stem[-1], "ㄹ")


def _melted_forms(word: str) -> Iterator[str]:
    for tail in _TAILS:
        if len(word) > len(tail) and word.endswith(tail) and not final(word[len(word) - len(tail) - 1]):
            yield from _before_a(word.removesuffix(tail), _MELTED if tail else _MELTED_AT_END)
    for tail in _PAST:
        stem = word.removesuffix(tail)
        if stem and stem != word and final(stem[-1]) == "ㅆ":
            yield from _before_a(stem[:-1] + with_final(stem[-1]), _MELTED)


def _before_a(word: str, melted: Mapping[str, str]) -> Iterator[str]:
    """The stems of a form in 아, 어 or what they melt into."""
    rest, last = word[:-1], word[-1]
    if last in "아어여" and rest and (last == "아") == (vowel(rest[-1]) in "ㅏㅑㅗ"):  # the vowels go together
        yield rest
        if final(rest[-1]) in ("ㄹ", ""):  # 걸어 of 걷다, 지어 of 짓다
            yield rest[:-1] + with_final(rest[-1], "ㄷ" if final(rest[-1]) else "ㅅ")
    elif last in "와워" and rest and not final(rest[-1]):
        yield rest[:-1] + with_final(rest[-1], "ㅂ")  # 귀여워 of 귀엽다
    elif last in "라러" and rest and final(rest[-1]) == "ㄹ":
        yield rest[:-1] + with_final(rest[-1]) + "르"  # 골라 of 고르다
    elif last == "해":
        yield f"{rest}하"
    yield from (rest + with_vowel(last, original) for original in melted.get(vowel(last), ""))


def _adnominal(word: str) -> Iterator[str]:
    """The stems of a form in ㄴ or ㅂ니다; those in 는 and 은 are plain."""
    formal = word.endswith("니다") and len(word) > 2 and final(word[-3]) == "ㅂ"
    stem = word[:-2] if formal else word
    if not formal and (final(word[-1]) != "ㄴ" or word[-1] in "는은"):
        return
    yield from _restored(stem[:-1] + with_final(stem[-1]), "는")
    if stem[-1] == "운" and len(stem) > 1 and not final(stem[-2]):
        yield stem[:-2] + with_final(stem[-2], "ㅂ")  # 매운 of 맵다
