"""How do the words of Hebrew change their forms?

Roots that change within and words that rules would take for others stand in a table. The rules take off endings of
gender and number, and the prefixes and, the, in, to, from, that, as, which are written together with a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from marketplace.text.fold import fold
from marketplace.text.languages.hebrew_families import FAMILIES
from marketplace.text.stemming import HEBREW, SPELLED, Form, Stem, WordStemming
from marketplace.text.words import Token

TAKEN = "-"
"""Before the stem of what remains without a prefix, whose letters may be the word's own: שיער, hair, no "that forest".

A text has it so, a typed word looks for its own stem with and without: two words with prefixes never meet.
"""

PREFIXES = re.compile("^(?:ו?(?:כשה|מה|שה|כש|לכש|ה|ש)|ו?ש?[בלמכ]ה?|ו)$")
LONGEST_PREFIX = 4
SHORTEST = 3
"""Letters that a prefix leaves at least: כלב is a dog, and לב a heart."""

ARTICLE = re.compile("^ה...")
"""The article melts into in, to and as: who types המשפחה, the family, looks for למשפחה too."""

LETTERS = str.maketrans("ךםןףץ", "כמנפצ")
"""The forms that letters have at the end of a word."""

DOUBLED = re.compile("(?<=.)(וו|יי)")
"""Written once or twice with the same meaning: נעליים, נעלים."""

ENDINGS = (
    (re.compile("(?<=..)(?:יימ|ימ)$"), ""),
    (re.compile("(?<=...)(?:יות|ות|ית)$"), ""),
    (re.compile("(?<=^..)ית$"), ""),  # שפית, a chef
    (re.compile("(?<=^..)ות$"), "ה"),  # מנות, of מנה
    (re.compile("(?<=...)[הת]$"), ""),
)
"""Of plurals, of the feminine, of what people do; the first that fits."""

NISBA = re.compile("(?<=....)י$")
"""Of adjectives: טבעוני, טבעונית and טבעונות are vegan and veganism."""


def stems_of_text(word: str) -> tuple[str, ...]:
    """The word's own stem, and those of what may remain without a prefix."""
    plain = _plain(word)
    return (_stem(plain), *(TAKEN + stem for stem in _bared(plain)))


def stems_of_query(word: str) -> tuple[str, ...]:
    """The word's own stem, also as a text has it behind a prefix, and those of what may remain without one."""
    plain = _plain(word)
    whole = (plain, plain[1:]) if ARTICLE.match(plain) and plain not in KNOWN else (plain,)
    own = tuple(_stem(one) for one in whole)
    return (*own, *(TAKEN + stem for stem in own), *_bared(plain))


@dataclass(frozen=True)
class _HebrewStemming:
    """Stems word by word, and those of acronyms, whose sign stands before the last letter: נדל״ן is typed נדלן."""

    words: WordStemming
    reads: ClassVar[Form] = SPELLED

    def of_word(self, word: str) -> tuple[str, ...]:
        """See `Stemming.of_word`."""
        return self.words.of_word(word)

    def of_neighbours(self, tokens: Sequence[Token]) -> Iterator[Stem]:
        """See `Stemming.of_neighbours`."""
        for first, last in pairwise(tokens):
            if len(last.word) == 1 and last.start == first.end + 1 and HEBREW.match(last.word):
                joined = Token(first.word + last.word, first.spelled + last.spelled, first.start, last.end)
                yield from ((stem, joined.start, joined.end) for stem in self.words.of_word(joined.spelled))

    def of_query(self, token: Token) -> tuple[tuple[str, ...], ...]:
        """See `Stemming.of_query`."""
        return self.words.of_query(token)


def _plain(word: str) -> str:
    return DOUBLED.sub(lambda twice: twice[1][0], fold(word).translate(LETTERS))


def _stem(word: str) -> str:
    if word in KNOWN:
        return KNOWN[word]
    for ending, instead in ENDINGS:
        if ending.search(word):
            word = ending.sub(instead, word)
            break
    word = NISBA.sub("", word)
    return KNOWN.get(word, word)


def _bared(word: str) -> Iterator[str]:
    """The stems of what may remain without a prefix; a known word has none."""
    if word in KNOWN:
        return
    for cut in range(1, min(LONGEST_PREFIX, len(word) - SHORTEST) + 1):
        if PREFIXES.match(word[:cut]):
            yield _stem(word[cut:])


def _known() -> dict[str, str]:
    """Each form of the tables with the first of its family."""
    families = [[_plain(form) for form in family.split()] for family in FAMILIES.replace("|", "\n").splitlines()]
    return {form: family[0] for family in families for form in family}


KNOWN = _known()

STEMMING = _HebrewStemming(WordStemming(HEBREW, stems_of_text, stems_of_query))
