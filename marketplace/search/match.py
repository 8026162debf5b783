"""Why is a hit a hit? From its own words, the same that were indexed, so that every engine gives the same answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from rapidfuzz.distance import OSA

from marketplace.creators.fields import FIELDS
from marketplace.creators.table import WRITTEN, Field, MatchClass
from marketplace.creators.texts import Document, languages_of, texts_of
from marketplace.search.highlight import Span, highlighted
from marketplace.search.query import CreatorQuery
from marketplace.text.query import Sought, TextQuery
from marketplace.text.stemming import Stem
from marketplace.text.stems import text_stems
from marketplace.text.words import Token, sequences

TEXTS_KEPT = 4_096
"""Texts whose words are remembered: popular creators are hits again and again."""

_OTHERWISE = (MatchClass.STEM, MatchClass.PREFIX, MatchClass.TYPO)
"""The ways to be found but as written, the best first."""


@dataclass(frozen=True)
class Match:
    """How a hit matches: the fields where each word was found in its best way, and the class of the worst word.

    `highlights` are texts by field with the words marked. `corrections` give, for words found by a typo alone, the
    word that is there.
    """

    words: Mapping[str, tuple[str, ...]]
    match_class: MatchClass | None
    highlights: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    corrections: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class _Text:
    """One text of a field, and the words in it."""

    field: Field
    text: str
    lines: tuple[tuple[Token, ...], ...]


def explain(document: Document, query: CreatorQuery, *, reached: MatchClass | None = None) -> Match:
    """Why a query's hit is one; nothing is wanted by a query of minus words alone.

    `reached` is the class of its worst word, where the engine has told it: it spares the look for better ones.
    """
    assert query.text
    creator = _Creator(tuple(_texts(document)), languages_of(document), query.text)
    ways = {
        # nobody is in the class of beginnings but by the one word that may be one
        sought: reached if reached is MatchClass.PREFIX and sought.begins else creator.best_way(sought)
        for sought in query.text.wanted
    }
    return Match(
        words={_typed(sought): creator.fields(sought, way) for sought, way in ways.items()},
        match_class=min(ways.values(), key=lambda way: way.value, default=None),
        highlights=creator.highlights() if query.highlight else {},
        corrections={_typed(one): creator.form(one) for one, way in ways.items() if way is MatchClass.TYPO},
    )


def _typed(sought: Sought) -> str:
    return " ".join(sought.words)


def _texts(document: Document) -> Iterator[_Text]:
    for one in FIELDS.worded:
        for text in texts_of(one, document):
            yield _Text(one, text, _lines(text, one.tagging))


@lru_cache(maxsize=TEXTS_KEPT)
def _lines(text: str, tagging: bool) -> tuple[tuple[Token, ...], ...]:
    return sequences(text, tag=tagging)


@dataclass(frozen=True)
class _Creator:
    """The texts of one creator, looked through for what was typed."""

    texts: tuple[_Text, ...]
    languages: tuple[str, ...]
    typed: TextQuery

    def best_way(self, sought: Sought) -> MatchClass:
        """The best class in which something sought is found."""
        written = [one.field.words for one in self.texts if one.field.words and _written(one, sought)]
        if written:
            return max(written, key=lambda match_class: match_class.value)
        ways = (way for way in _OTHERWISE if any(self._spans(one, sought, way=way) for one in self.texts))
        return next(ways, MatchClass.TYPO)

    def fields(self, sought: Sought, way: MatchClass) -> tuple[str, ...]:
        """Where something is found in a way: written anywhere counts alike."""
        found = (one.field.name for one in self.texts if self._spans(one, sought, way=way))
        return tuple(dict.fromkeys(found))

    def form(self, sought: Sought) -> str:
        """The word nearest to a mistyped one, of equally near ones the first."""
        near = [
            (OSA.distance(sought.words[0], token.word), token.spelled)
            for one in self.texts
            for token in _similar(one, sought)
        ]
        return min(near, key=lambda found: found[0])[1] if near else sought.words[0]

    def highlights(self) -> dict[str, tuple[str, ...]]:
        """The texts with all that was found in them in any way."""
        marked: dict[str, list[str]] = {}
        for one in self.texts:
            ways = (MatchClass.BIO, *_OTHERWISE)
            spans = [span for sought in self.typed.wanted for way in ways for span in self._spans(one, sought, way=way)]
            if spans:
                marked.setdefault(one.field.name, []).extend(highlighted(one.text, spans))
        return {name: tuple(texts) for name, texts in marked.items()}

    def _spans(self, one: _Text, sought: Sought, *, way: MatchClass) -> Sequence[Span]:
        if way in WRITTEN:
            return _written(one, sought)
        if way is MatchClass.STEM:
            return self._by_stem(one, sought)
        if way is MatchClass.PREFIX:
            return self._beginning(one, sought) if sought.begins else ()
        return [(token.start, token.end) for token in _similar(one, sought)] if self.typed.forgiving else ()

    def _beginning(self, one: _Text, sought: Sought) -> Sequence[Span]:
        *others, last = sought.words
        if others and not {token.word for other in self.texts for token in _tokens(other)}.issuperset(others):
            return ()
        return [(token.start, token.end) for token in _tokens(one) if token.word.startswith(last)]

    def _by_stem(self, one: _Text, sought: Sought) -> Sequence[Span]:
        """The stems of a way may stand in different texts; all must be somewhere."""
        if not sought.stems:
            return ()
        looked_for = {stem for way in sought.stems if self.stems.issuperset(way) for stem in way}
        if not looked_for:
            return ()
        return [(start, end) for stem, start, end in self._stems_of(one) if stem in looked_for]

    @cached_property
    def stems(self) -> frozenset[str]:
        """All stems of the creator."""
        return frozenset(stem for one in self.texts for stem, _, _ in self._stems_of(one))

    def _stems_of(self, one: _Text) -> tuple[Stem, ...]:
        return _stems(one.text, self.languages, tagging=one.field.tagging)


@lru_cache(maxsize=TEXTS_KEPT)
def _stems(text: str, languages: tuple[str, ...], *, tagging: bool) -> tuple[Stem, ...]:
    return tuple(stem for line in _lines(text, tagging) for stem in text_stems(line, languages))


def _written(one: _Text, sought: Sought) -> Sequence[Span]:
    size = len(sought.words)
    if size == 1:
        (word,) = sought.words
        return [(token.start, token.end) for line in one.lines for token in line if token.word == word]
    return [
        (line[n].start, line[n + size - 1].end)
        for line in one.lines
        for n in range(len(line) - size + 1)
        if all(line[n + i].word == word for i, word in enumerate(sought.words))
    ]


def _similar(one: _Text, sought: Sought) -> Sequence[Token]:
    if not sought.edits:
        return ()
    return [token for token in _tokens(one) if OSA.distance(token.word, sought.words[0]) <= sought.edits]


def _tokens(one: _Text) -> Iterator[Token]:
    return (token for line in one.lines for token in line)
