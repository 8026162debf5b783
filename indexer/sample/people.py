"""Who is a sample creator? Name, place, languages, what they post about."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from indexer.sample.markets import Place, Root, SampleMarket, Speech, root
from indexer.sample.vocabulary import Language, Name, NamePool, data


@dataclass(frozen=True)
class Person:
    """One creator before any number; `topics` begin with the one they are known for, `near` is the last one's root."""

    n: int
    given: Name
    family: Name
    full_name: str
    place: Place
    language: Language
    languages: tuple[str, ...]
    root: Root
    near: Root
    topics: tuple[str, ...]
    business: bool
    female: bool


def make_person(market: SampleMarket, n: int, *, rng: Random) -> Person:
    """The n-th creator of a market."""
    speech, topic_root = market.speeches.pick(rng), market.roots.pick(rng)
    topics = _topics(topic_root, market.code, rng=rng)
    female = rng.random() < _women(topic_root, topics)
    given, family, full_name = _name(speech.names.pick(rng), "female" if female else "male", rng=rng)
    return Person(
        n=n,
        given=given,
        family=family,
        full_name=full_name,
        place=speech.places.pick(rng),
        language=speech.language,
        languages=_languages(speech, rng),
        root=topic_root,
        near=root(topics[-1].partition(".")[0], market.code),
        topics=topics,
        business=rng.random() < 0.12,
        female=female,
    )


def _topics(topic_root: Root, market: str, *, rng: Random) -> tuple[str, ...]:
    """One to four topics, mostly of one root: leaves, now and then the root or a leaf of one near it."""
    some = dict.fromkeys(rng.choice(topic_root.leaves) for _ in range(rng.choice((1, 1, 2, 2, 3))))
    if rng.random() < 0.15:
        some[topic_root.id] = None
    if topic_root.near and rng.random() < 0.3:
        some[rng.choice(root(rng.choice(topic_root.near), market).leaves)] = None
    return tuple(some)[:4]


def _women(topic_root: Root, topics: tuple[str, ...]) -> float:
    """The chance that the creator is a woman: that of the first topic with one of its own, else the root's."""
    own: dict[str, float] = data("traits.toml")["women"]
    return next((own[topic] for topic in (*topics, topic_root.id) if topic in own), topic_root.female)


def _name(pool: NamePool, gender: str, *, rng: Random) -> tuple[Name, Name, str]:
    given, family = rng.choice(pool.given[gender]), rng.choice(pool.family[gender])
    return given, family, pool.full.format(given=given.native, family=family.native)


def _languages(speech: Speech, rng: Random) -> tuple[str, ...]:
    second = (code for code, chance in speech.also.items() if rng.random() < chance)
    return (speech.language.code, *second)


def make_handle(person: Person, taken: set[str], *, rng: Random) -> str:
    """A handle that no earlier creator of the market has; it is added to `taken`."""
    natural = _natural_handle(person, rng)
    # No natural handle ends in _ and digits, so the last one is always free.
    candidates = (natural, f"{natural}{rng.randrange(10, 100)}", f"{natural}_{person.n}")
    handle = next(each for each in candidates if each not in taken)
    taken.add(handle)
    return handle


def _natural_handle(person: Person, rng: Random) -> str:
    pattern: str = rng.choice(data("traits.toml")["handles"])
    given, family = person.given.roman, person.family.roman
    return pattern.format(
        given=given,
        family=family,
        g=given[:1],
        f=family[:1],
        word=person.language.handle_word(person.root.id),
        yy=f"{rng.randrange(85, 108) % 100:02d}",  # a year of birth
    )
