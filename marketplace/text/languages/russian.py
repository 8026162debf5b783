"""How do the words of Russian change their forms?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import ClassVar

from pymorphy3 import MorphAnalyzer

from marketplace.text.compounds import Compounds, CompoundStemming
from marketplace.text.families import families
from marketplace.text.fold import fold
from marketplace.text.stemming import CYRILLIC, SPELLED, Form, Stem, WordStemming
from marketplace.text.words import Token

LIKELY = 0.1
"""Readings less probable than this are left out, but the best: мой is my, and hardly ever an order to wash."""

TOGETHER = """
путешествие путешествовать путешественник | танец танцевать танцор | рисовать рисование рисунок | вязать вязание
шить шитьё шитье | готовить готовка | тренировка тренироваться | фотография фотографировать
веган веганский веганство
собака собачка пёс песик | кот кошка котик котёнок котенок кошечка | цветок цветочек | мама мамочка
игрушка игрушечка | бегать бег бегун | плавать плавание | читать чтение | ребёнок малыш
блогер блоггер | ютубер ютьюбер | мейкап макияж мейк | рукоделие рукодельница | парикмахер парикмахерская
"""
"""Verbs of a noun, who does it, what is called small out of love, English words spelled in two ways."""

PARTS = """
авто без блог быт вкусно вкусные вязание вязаные дача дети для дом дома еда ёлка женская жизнь за зож игрушки из
ивент карьера книги красота крючком кухня лайф личный макияж мама мамин маникюр мастер мода модная москва москве моя
мы на новый ногти образ одежда отдых питание по подарки полезные пп правильное природа про простые путешествие
путешествия ребёнком рецепт рецепты россии россия рукоделие ручная работа ручной работы самара сад своими руками
семья спб спорт стиль стильный счастье тур туризм уход утро фитнес хобби цветы читаю книг что приготовить экономия
юмор
"""
"""Written together without capitals in hashtags: #рецептыпп."""


@lru_cache(maxsize=16_384)
def _stems(word: str) -> tuple[str, ...]:
    """The lemmas of a form, by the dictionary of OpenCorpora: to Snowball, игрушек are no игрушка."""
    return tuple(dict.fromkeys(_lemmas(word)))


def _lemmas(word: str) -> Iterator[str]:
    first, *others = _analyzer().parse(word)
    yield fold(first.normal_form)
    yield from (fold(reading.normal_form) for reading in others if reading.score >= LIKELY)
    if not _analyzer().word_is_known(word):
        yield _NOUN_ENDING.sub("", fold(word))


_NOUN_ENDING = re.compile("(?<=...)(?:ами|ями|ах|ях|ам|ям|ов|ев|ей|ом|ем|ой|ы|и|у|ю|а|я|е|о|ь)$")
"""New words are nouns, mostly from English; their lemma is a guess, and not the same for all forms."""


@cache
def _analyzer() -> MorphAnalyzer:
    return MorphAnalyzer()


@cache
def _loaded() -> CompoundStemming:
    mended = families(_stems, together=TOGETHER)
    compounds = Compounds(mended, PARTS)

    return CompoundStemming(WordStemming(CYRILLIC, compounds.text_stems, mended), compounds)


class _Russian:
    """Loads the dictionary when the first text or query comes: 0.1 s and 26 MB."""

    reads: ClassVar[Form] = SPELLED

    def of_word(self, word: str) -> tuple[str, ...]:
        """See `Stemming.of_word`."""
        return _loaded().of_word(word)

    def of_neighbours(self, tokens: Sequence[Token]) -> Iterable[Stem]:
        """See `Stemming.of_neighbours`."""
        return _loaded().of_neighbours(tokens)

    def of_query(self, token: Token) -> tuple[tuple[str, ...], ...]:
        """See `Stemming.of_query`."""
        return _loaded().of_query(token)


STEMMING = _Russian()
