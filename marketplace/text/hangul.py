"""Of which letters is a syllable of Hangul made?"""

from __future__ import annotations

_FIRST = 0xAC00
_LAST = 0xD7A3
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS: tuple[str, ...] = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")


def is_syllable(letter: str) -> bool:
    """Whether it is a whole syllable of Hangul."""
    return _FIRST <= ord(letter) <= _LAST


def vowel(syllable: str) -> str:
    """The vowel of a syllable."""
    return _VOWELS[(ord(syllable) - _FIRST) // len(_FINALS) % len(_VOWELS)]


def final(syllable: str) -> str:
    """The consonant that ends a syllable, or nothing."""
    return _FINALS[(ord(syllable) - _FIRST) % len(_FINALS)]


def with_vowel(syllable: str, vowel: str) -> str:
    """The syllable with another vowel and without a final consonant."""
    initial = (ord(syllable) - _FIRST) // (len(_FINALS) * len(_VOWELS))
    return chr(_FIRST + (initial * len(_VOWELS) + _VOWELS.index(vowel)) * len(_FINALS))


def with_final(syllable: str, consonant: str = "") -> str:
    """The syllable ending in another consonant, or in none."""
    return chr(ord(syllable) - _FINALS.index(final(syllable)) + _FINALS.index(consonant))
