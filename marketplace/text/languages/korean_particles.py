"""Which word of Korean stands before its particles? 서울 in 서울에서만, 요리 in 요리합니다."""

from __future__ import annotations

import re
from collections.abc import Iterator

from marketplace.text.hangul import final, is_syllable

_ALWAYS = (
    "의|에|에서|에게|도|만|까지|부터|처럼|보다|마다|하고|한테|께|입니다|이다|들|님|"
    "하는|하기|합니다|해요|한|하며|하면|하면서|해서|해|할|했던|했어요|했습니다|하게|함|하세요|하러|하려고|하지|하다|"
    "되는|된|됩니다|돼요|되어|스러운|적인|로운"
)
"""Particles, the copula, and the forms of 하다 and 되다, which make verbs of nouns."""

_BEHIND_CONSONANT = "이|은|을|과|으로|이랑|이나|이에요|이예요|이라서|이라|이고|이며|이지만|이라도|으로도"
_BEHIND_VOWEL = "가|는|를|와|로|랑|나|예요|에요|라서|라|라도|로도"

_CONSONANT = re.compile(f"{_ALWAYS}|{_BEHIND_CONSONANT}")
_L = re.compile(f"{_ALWAYS}|{_BEHIND_CONSONANT}|로")
_VOWEL = re.compile(f"{_ALWAYS}|{_BEHIND_VOWEL}")
_FOREIGN = re.compile(f"{_ALWAYS}|{_BEHIND_CONSONANT}|{_BEHIND_VOWEL}")
"""What may follow a syllable by its end: 서울로, 집으로, 카페로; and all what is no Hangul: DIY로."""

_SURE = re.compile("을|를|은|과|와|에서|으로|이랑|하고")
"""Particles that even a word of one syllable is found before: 책을, 빵과."""

_UNBENT = re.compile(
    ".*고양이|어린이|.*볶이|.*놀이|.*걸이|파티시에|마을|가을|노을|사과|치과|학과|효과|결과|성과|안과|외과|내과|통과|초과|기와|"
    "좋은|작은|젊은|많은|같은|검은|높은|낮은|밝은|깊은|강의|회의|문의|정의|주의|합의|창의"
)
"""Words that only look as if a particle ended them: 고양 is a town, 고양이 a cat."""

_LONGEST = 4
_MOST_BASES = 8


def bases(word: str) -> tuple[str, ...]:
    """The word, and what remains without each particle in turn, the shortest last."""
    found = [word]
    for base in found:
        found += [one for one in _without_particle(base) if one not in found]
        if len(found) > _MOST_BASES:
            break
    return tuple(sorted(found, key=len, reverse=True))


def _without_particle(word: str) -> Iterator[str]:
    if _UNBENT.fullmatch(word):
        return
    for size in range(1, min(len(word) - 1, _LONGEST) + 1):
        base, particle = word[:-size], word[-size:]
        if (len(base) > 1 or _SURE.fullmatch(particle)) and _particles(base[-1]).fullmatch(particle):
            yield base


def _particles(last: str) -> re.Pattern[str]:
    if not is_syllable(last):
        return _FOREIGN
    consonant = final(last)
    return (_L if consonant == "ㄹ" else _CONSONANT) if consonant else _VOWEL
