"""What is the right answer? Every search by brute force over all creators, to judge the engines by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import product

import orjson

from marketplace.creators.creator import Creator, Number
from marketplace.creators.money import Rates, configured_rates
from marketplace.creators.table import MatchClass
from marketplace.search.filters import FieldFilter, PriceRange
from marketplace.search.page import CreatorPage, Document, Documents, Published
from marketplace.search.query import CreatorQuery, Position
from marketplace.text.query import Sought, TextQuery
from tests.judge_facets import facet_of


class JudgeEngine:
    """An engine that looks at every creator for every question; slow, plain, and meant to be obviously right."""

    def __init__(self, creators: Iterable[Creator], published: Published) -> None:
        self._creators = tuple(creators)
        self._published = published

    def search(self, query: CreatorQuery, *, today: int) -> CreatorPage:
        """The page asked for."""
        ordered = self.ordered(query)
        rest = [creator for creator in ordered if _follows(creator, query)][query.offset :]
        hits = rest[: query.limit]
        return CreatorPage(
            total=len(ordered),
            creators=tuple(orjson.loads(creator.document) for creator in hits),
            facets={
                name: facet_of(name, self._matching(query, ignoring=name), query=query, today=today, rates=self._rates)
                for name in query.facets
            },
            next_position=position_of(hits[-1], query) if len(rest) > len(hits) else None,
            as_of=self._published.as_of(query),
        )

    def get(self, ids: Sequence[str], forced: tuple[FieldFilter, ...] = ()) -> Mapping[str, Document]:
        """The creators that have these ids, of those who pass what is forced."""
        return {creator.id: orjson.loads(creator.document) for creator in self._let(forced) if creator.id in ids}

    def by_handle(self, handle: str, market: str | None, *, forced: tuple[FieldFilter, ...] = ()) -> Documents:
        """Every creator of this folded handle, by id, of those who pass what is forced."""
        found = [one for one in self._let(forced) if one.handle == handle and market in (None, one.market)]
        return tuple(orjson.loads(creator.document) for creator in sorted(found, key=lambda one: one.id))

    def of_market(self, market: str, *, fields: tuple[str, ...]) -> Iterator[Documents]:
        """All creators of a market, two at a time, with these fields alone."""
        whole = [orjson.loads(one.document) for one in self._creators if one.market == market]
        found = [{name: value for name, value in one.items() if name in fields} for one in whole]
        yield from (tuple(found[n : n + 2]) for n in range(0, len(found), 2))

    def published(self) -> Published:
        """What the judge was told is published."""
        return self._published

    def ordered(self, query: CreatorQuery) -> list[Creator]:
        """All matches in the query's order, whatever its page."""
        return sorted(self._matching(query), key=lambda creator: _place(position_of(creator, query), query))

    def _matching(self, query: CreatorQuery, ignoring: str = "") -> list[Creator]:
        return [one for one in self._creators if matches(one, query, rates=self._rates, ignoring=ignoring)]

    def _let(self, forced: tuple[FieldFilter, ...]) -> list[Creator]:
        return [one for one in self._creators if all(passes(one, asked, rates=self._rates) for asked in forced)]

    @property
    def _rates(self) -> Rates:
        return self._published.rates or configured_rates()


def position_of(creator: Creator, query: CreatorQuery) -> Position:
    """Where a matching creator stands in the query's order."""
    if query.sort.by_relevance:
        assert query.text
        worst = min((_class_of(creator, sought, query.text) for sought in query.text.wanted), default=0)
        return Position(worst, creator.rank, creator.tie)
    return Position(0, creator.numbers.get(query.sort.field), creator.tie)


def _place(position: Position, query: CreatorQuery) -> tuple[Number, ...]:
    """What to sort by: best class first, creators without the value last whichever way, then the tie upwards."""
    value = position.value or 0
    way = -1 if query.sort.descending else 1
    return (-position.match_class, position.value is None, way * value, position.tie)


def _follows(creator: Creator, query: CreatorQuery) -> bool:
    return query.after is None or _place(position_of(creator, query), query) > _place(query.after, query)


def matches(creator: Creator, query: CreatorQuery, *, rates: Rates, ignoring: str = "") -> bool:
    """Whether a creator is found; `ignoring` names the field whose own filter doesn't count."""
    if creator.id in query.exclude_ids or creator.id in (query.left_out or ()):
        return False
    if query.only is not None and creator.id not in query.only:
        return False
    if query.text and not all(_class_of(creator, sought, query.text) for sought in query.text.wanted):
        return False
    if query.text and any(_class_of(creator, sought, query.text) for sought in query.text.excluded):
        return False
    if not all(passes(creator, asked, rates=rates) for asked in query.forced):
        return False
    return all(passes(creator, asked, rates=rates, ignoring=ignoring) for asked in query.filters)


def passes(creator: Creator, asked: FieldFilter, *, rates: Rates, ignoring: str = "") -> bool:
    """Whether a creator passes a filter; `ignoring` names the field whose own filter doesn't count."""
    return _passes_the_rest(creator, asked) and (asked.field == ignoring or _passes_own(creator, asked, rates))


def _class_of(creator: Creator, sought: Sought, typed: TextQuery) -> int:
    """The best class in which words stand side by side in one value, or a word is there in another way; 0: in none."""
    phrase = f" {' '.join(sought.words)} "
    written = [one.value for one, texts in creator.words.items() if any(phrase in f" {text} " for text in texts)]
    if written:
        return max(written)
    if any(set(way) <= set(creator.stems) for way in sought.stems):
        return MatchClass.STEM.value
    words = {word for texts in creator.words.values() for text in texts for word in text.split()}
    *others, word = sought.words
    if sought.begins and words.issuperset(others) and any(other.startswith(word) for other in words):
        return MatchClass.PREFIX.value
    if any(set(way) <= set(creator.stems) for way in sought.completions):
        return MatchClass.PREFIX.value
    if typed.forgiving and sought.edits and any(edits_between(word, other) <= sought.edits for other in words):
        return MatchClass.TYPO.value
    return 0


@cache
def edits_between(one: str, other: str) -> int:
    """Insertions, deletions, changes and swaps of neighbours between two words, by the textbook's table."""
    rows = [[n + m if 0 in (n, m) else 0 for m in range(len(other) + 1)] for n in range(len(one) + 1)]
    for n, m in product(range(1, len(one) + 1), range(1, len(other) + 1)):
        changed = rows[n - 1][m - 1] + (one[n - 1] != other[m - 1])
        rows[n][m] = min(rows[n - 1][m] + 1, rows[n][m - 1] + 1, changed)
        if n > 1 and m > 1 and one[n - 2 : n] == other[m - 2 : m][::-1]:
            rows[n][m] = min(rows[n][m], rows[n - 2][m - 2] + 1)
    return rows[-1][-1]


def _passes_the_rest(creator: Creator, asked: FieldFilter) -> bool:
    values = _values(creator, asked.field)
    shares = creator.shares.get(asked.field, {})
    return (
        all(value in values for value in asked.all_of)
        and not any(value in values for value in asked.none_of)
        and all(key in shares and shares[key] >= least for key, least in asked.shares)
    )


def _passes_own(creator: Creator, asked: FieldFilter, rates: Rates) -> bool:
    values = _values(creator, asked.field)
    if asked.missing and not values:
        return True
    if asked.missing and not (asked.any_of or asked.ranged or asked.price):
        return False
    return (
        (asked.missing is None or bool(values))
        and (not asked.any_of or any(value in values for value in asked.any_of))
        and (not asked.ranged or any(_within(value, asked) for value in values))
        and (asked.price is None or _priced_within(creator, asked.price, rates))
    )


def _values(creator: Creator, field: str) -> tuple[str | Number, ...]:
    if field in creator.numbers:
        return (creator.numbers[field],)
    return creator.keywords.get(field, ())


def _within(value: str | Number, asked: FieldFilter) -> bool:
    assert not isinstance(value, str)
    return (
        (asked.at_least is None or value >= asked.at_least)
        and (asked.at_most is None or value <= asked.at_most)
        and (asked.below is None or value < asked.below)
    )


def _priced_within(creator: Creator, asked: PriceRange, rates: Rates) -> bool:
    """The creator's own currency compares as it is, every other by what both are worth in US dollars."""
    low, high = asked.at_least, asked.at_most
    if creator.currency == asked.currency:
        price = creator.amount
        bounds = (None if low is None else float(low), None if high is None else float(high))
    else:
        price = creator.numbers.get("price_usd")
        bounds = (
            None if low is None else rates.to_usd(low, asked.currency),
            None if high is None else rates.to_usd(high, asked.currency),
        )
    return price is not None and (bounds[0] is None or price >= bounds[0]) and (bounds[1] is None or price <= bounds[1])
