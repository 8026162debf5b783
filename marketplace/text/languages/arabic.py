"""How do the words of Arabic change their forms?

Plurals that change a word within (مطعم مطاعم) and words that rules would take for others stand in a table. The rules
take off what is written together with a word: the article, و ب ل before it, endings of gender, number and possession.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from marketplace.text.fold import fold
from marketplace.text.languages.arabic_families import FAMILIES, VERBS
from marketplace.text.stemming import ARABIC, WordStemming

SHORTEST = 3
"""Letters that stay: two are a word of another root more often than not."""

TAKEN = "-"
"""Before the stem of what remains when و, ب, ل or my, your, our is taken off, which may be the word's own letters.

A text has it so, a typed word looks for its own stem with and without: two words that both lost something never meet.
"""

ARTICLE = re.compile("^(?:[وف]?(?:[بك]?ال|لل))(?=.{3})")
JOINED = re.compile("^(?:[وف]?[بل]|و)(?=.{3})")
JOINED_TYPED = re.compile("^و(?=.{3})")
"""With, for and and; who types a word writes only the last before it."""

FEMININE = re.compile("(?<=.{3})(?:ات|ه)$")
MASCULINE = re.compile("(?<=.{4})(?:ين|ون)$")
"""Behind four letters: تمرين is exercise and no form of تمر, dates."""

POSSESSIVE = re.compile("(?<=.{3})(?:ها|هم|كم|نا|ي|ك)$")

OTHER_LETTERS = str.maketrans({"پ": "ب", "ڤ": "ف", "چ": "ج", "گ": "ج"})
"""For p, v and g that Arabic lacks: پيتزا is mostly typed بيتزا."""

LAST_HAMZA = re.compile("(?<=..ا)ء$")
"""Mostly left out: ازيا for أزياء."""


def stems_of_text(word: str) -> tuple[str, ...]:
    """The word's own stems, and those of what it's joined to."""
    plain = _plain(word)
    return (*_own(plain), *(TAKEN + stem for bare in _bared(plain, JOINED) for stem in _own(bare)))


def stems_of_query(word: str) -> tuple[str, ...]:
    """The word's own stems, each also as a text has it joined to something; and those of what it's joined to."""
    plain = _plain(word)
    own = _own(plain)
    return (*own, *(TAKEN + stem for stem in own), *(s for bare in _bared(plain, JOINED_TYPED) for s in _own(bare)))


def _plain(word: str) -> str:
    return LAST_HAMZA.sub("", fold(word).translate(OTHER_LETTERS))


def _own(word: str) -> tuple[str, ...]:
    """The stem of the word without article, and with what may only look like one: إلكتروني."""
    if word in KNOWN:
        return (KNOWN[word],)
    without = ARTICLE.sub("", word)
    return (_stem(without),) if without == word or without in KNOWN else (_stem(without), _stem(word))


def _stem(word: str) -> str:
    if word in KNOWN:
        return KNOWN[word]
    short = FEMININE.sub("", MASCULINE.sub("", word))
    return KNOWN.get(short, short)


def _bared(word: str, joined: re.Pattern[str]) -> Iterator[str]:
    """What remains without the words written together with it; not of known words, which are whole."""
    if word in KNOWN:
        return
    without = ARTICLE.sub("", word)
    if without in KNOWN:
        return
    before = joined.sub("", without) if without == word else without
    for bare in dict.fromkeys((without, before)):
        if bare != without and len(_stem(bare)) >= SHORTEST:
            yield bare
        if (mine := POSSESSIVE.sub("", bare)) != bare and bare not in KNOWN:
            yield from (mine, f"{mine[:-1]}ه") if mine.endswith("ت") else (mine,)


def _known() -> dict[str, str]:
    """Each form of the tables with the first of its family."""
    families = [[_plain(form) for form in family.split()] for family in FAMILIES.replace("|", "\n").splitlines()]
    known = {form: family[0] for family in families for form in family}
    for pair in VERBS.split():
        noun, verb = pair.split("=")
        name = known.get(_plain(noun), _plain(noun))
        known = {_plain(person + verb): name for person in PERSONS} | known
    return known


PERSONS = ("ا", "ن", "ي", "ت", "ب", "با", "بن", "بي")
"""I, we, he and she of the present tense; with ب in Egypt."""

KNOWN = _known()

STEMMING = WordStemming(ARABIC, stems_of_text, stems_of_query)
