"""Why is a hit a hit? From its own words, the same that were indexed, so that every engine gives the same answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from rapidfuzz.distance import OSA

from marketplace.creators.creator import Reading
from marketplace.creators.fields import FIELDS
from marketplace.creators.table import MatchClass
from marketplace.creators.texts import Document, languages_of
from marketplace.search.highlight import Span, highlighted
from marketplace.search.hit_texts import HitText, hit_texts, read_again
from marketplace.search.page import Told
from marketplace.search.query import CreatorQuery
from marketplace.text.query import Sought, TextQuery


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


def explain(document: Document, query: CreatorQuery, *, told: Told | None = None) -> Match:
    """Why a query's hit is one; nothing is wanted by a query of minus words alone.

    What the engine has `told` of the hit spares dividing and stemming its texts again.
    """
    assert query.text
    told = told or Told()
    creator = _Creator(document, query.text, reached=told.match_class, reading=told.reading or read_again(document))
    ways = {sought: creator.best_way(sought) for sought in query.text.wanted}
    return Match(
        words={_typed(sought): creator.fields(sought, way) for sought, way in ways.items()},
        match_class=min(ways.values(), key=lambda way: way.value, default=None),
        highlights=creator.highlights() if query.highlight else {},
        corrections={_typed(one): creator.form(one) for one, way in ways.items() if way is MatchClass.TYPO},
    )


def _typed(sought: Sought) -> str:
    return " ".join(sought.words)


@cache
def _worded() -> tuple[tuple[str, MatchClass], ...]:
    """The fields whose words are found, and the class of what is written there, in the table's order."""
    return tuple((one.name, one.words) for one in FIELDS.worded if one.words)


@cache
def _best_first() -> tuple[tuple[str, MatchClass], ...]:
    return tuple(sorted(_worded(), key=lambda one: -one[1].value))


class _Creator:
    """The texts of one creator, looked through for what was typed; `reached` is a match class, or 0."""

    def __init__(self, document: Document, typed: TextQuery, *, reached: int, reading: Reading) -> None:
        self.document = document
        self.typed = typed
        self.reached = reached
        self.reading = reading
        self.words = {name: f" {words} " for name, (words, _) in reading.items()}  # a space on both sides of each

    @cached_property
    def stems(self) -> Mapping[str, frozenset[str]]:
        """The stems of each field."""
        return {name: frozenset(stems.split()) for name, (_, stems) in self.reading.items()}

    @cached_property
    def texts(self) -> tuple[HitText, ...]:
        """All texts in which words are found."""
        return tuple(hit_texts(self.document))

    def best_way(self, sought: Sought) -> MatchClass:
        """The best class in which something sought is found."""
        # nobody is in the class of beginnings but by the one word that may be one
        if self.reached == MatchClass.PREFIX.value and sought.begins:
            return MatchClass.PREFIX
        phrase = f" {_typed(sought)} "
        for name, match_class in _best_first():
            if phrase in self.words.get(name, ""):
                return match_class
        if self.reached in (MatchClass.STEM.value, MatchClass.PREFIX.value):
            return MatchClass.STEM
        return next((way for way in (MatchClass.STEM, MatchClass.PREFIX) if self.fields(sought, way)), MatchClass.TYPO)

    def fields(self, sought: Sought, way: MatchClass) -> tuple[str, ...]:
        """Where something is found in a way: written anywhere counts alike."""
        if way is MatchClass.TYPO:
            return tuple(dict.fromkeys([one.field.name for one in self.texts if one.similar(sought)]))
        if way is MatchClass.STEM:
            return self._with_stems(self._stems_met(sought.stems))
        if way is MatchClass.PREFIX:
            begun = self._with_words(f" {sought.words[-1]}") if self._may_begin(sought) else ()
            return begun or self._with_stems(self._stems_met(sought.completions))
        return self._with_words(f" {_typed(sought)} ")

    def _with_words(self, words: str) -> tuple[str, ...]:
        return tuple([name for name, _ in _worded() if words in self.words.get(name, "")])

    def _with_stems(self, stems: frozenset[str]) -> tuple[str, ...]:
        return tuple([name for name, _ in _worded() if not stems.isdisjoint(self.stems.get(name, ()))])

    def form(self, sought: Sought) -> str:
        """The word nearest to a mistyped one, of equally near ones the first."""
        near = [
            (OSA.distance(sought.words[0], token.word), token.spelled)
            for one in self.texts
            for token in one.similar(sought)
        ]
        return min(near, key=lambda found: found[0])[1] if near else sought.words[0]

    def highlights(self) -> dict[str, tuple[str, ...]]:
        """The texts with all that was found in them in any way."""
        marked: dict[str, list[str]] = {}
        for one in self.texts:
            spans = [span for sought in self.typed.wanted for span in self._spans(one, sought)]
            if spans:
                marked.setdefault(one.field.name, []).extend(highlighted(one.text, spans))
        return {name: tuple(texts) for name, texts in marked.items()}

    def _spans(self, one: HitText, sought: Sought) -> Iterator[Span]:
        """Where a text has something sought, in any way."""
        yield from one.written(sought)
        if looked_for := self._stems_met((*sought.stems, *sought.completions)):
            stems = one.stems(languages_of(self.document))
            yield from ((start, end) for stem, start, end in stems if stem in looked_for)
        if self._may_begin(sought):
            last = sought.words[-1]
            yield from ((token.start, token.end) for token in one.tokens if token.word.startswith(last))
        if self.typed.forgiving:
            yield from ((token.start, token.end) for token in one.similar(sought))

    def _may_begin(self, sought: Sought) -> bool:
        """Whether the last word may be a beginning: those before it must be there, anywhere."""
        words = self.words.values()
        return sought.begins and all(any(f" {one} " in text for text in words) for one in sought.words[:-1])

    def _stems_met(self, ways: Sequence[tuple[str, ...]]) -> frozenset[str]:
        """The stems of the ways that are met: they may stand in different texts, but all must be somewhere."""
        if not ways:
            return frozenset()
        return frozenset(stem for way in ways if self._all_stems.issuperset(way) for stem in way)

    @cached_property
    def _all_stems(self) -> frozenset[str]:
        return frozenset().union(*self.stems.values())
