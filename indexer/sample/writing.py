"""What does a sample creator write? Shown name, bio, hashtags; and the brands they name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random

from indexer.sample.people import Person
from indexer.sample.vocabulary import data


def display_name(person: Person, rng: Random) -> str:
    """The shown name, in the script of the creator's language."""
    pattern = rng.choice(person.language.phrases["business" if person.business else "display"])
    return _filled(pattern, person, emoji=_emoji(person, rng))


def bio(person: Person, handle: str, *, rng: Random) -> str:
    """One to five parts about the creator, joined as creators of the language do."""
    phrases = person.language.phrases
    mail = f"{handle}@mail.example"
    parts = [*_about(person, rng)]
    if rng.random() < 0.35:
        parts.insert(0, _filled(rng.choice(phrases["hello"]), person))
    if rng.random() < 0.4:
        parts[-1] += " " + _emoji(person, rng)
    for name, chance in (("place", 0.4), ("close", 0.55)):
        if rng.random() < chance:
            parts.append(_filled(rng.choice(phrases[name]), person, mail=mail))
    return rng.choice(phrases["join"]).join(parts)


def _about(person: Person, rng: Random) -> Iterable[str]:
    """The topics' names, or lines that fit them; a topic without lines of its own has its root's, or a pattern."""
    language, topics = person.language, person.topics
    if len(topics) > 1 and rng.random() < 0.15:
        return (" · ".join(map(language.label, topics)),)
    known = [topic for topic in topics if topic.startswith(person.root.id)]
    own = [line for topic in known for line in language.words(topic).lines]
    lines: Sequence[str] = own or language.words(person.root.id).lines
    if not lines or rng.random() < (0.1 if own else 0.5):
        return (_filled(rng.choice(language.phrases["about"]), person),)
    return rng.sample(lines, 2 if len(lines) > 1 and rng.random() < 0.25 else 1)


def _filled(pattern: str, person: Person, **more: str) -> str:
    place = person.place
    return pattern.format(
        name=person.full_name,
        given=person.given.native,
        family=person.family.native,
        city=place.names.get(person.language.code, place.city),
        topic=person.language.label(person.topics[0]),
        **more,
    )


def _emoji(person: Person, rng: Random) -> str:
    of_leaves: dict[str, list[str]] = data("traits.toml")["emoji"]
    return rng.choice(of_leaves.get(person.topics[0], person.root.emoji))


def hashtags(person: Person, rng: Random) -> list[str]:
    """Two to a dozen hashtags: of the topics, of the language, now and then of the city."""
    language = person.language
    own = [tag for topic in (*person.topics, person.root.id) for tag in language.words(topic).tags]
    tags = [language.as_hashtag(language.label(topic)) for topic in person.topics]
    tags += rng.sample(own, rng.randint(0, min(4, len(own))))
    tags += rng.sample(language.tags, rng.randint(1, 3))
    if rng.random() < 0.2:
        tags.append(language.as_hashtag(person.place.names.get(language.code, person.place.city)))
    return list({tag.casefold(): tag for tag in tags}.values())


def brands(person: Person, collaborations: int, *, rng: Random) -> list[str]:
    """Brands worked with, none without a collaboration."""
    count = min(collaborations, rng.choice((0, 1, 1, 2, 3, 5)))
    return list(dict.fromkeys(rng.choice(rng.choice((person.root, person.near)).brands) for _ in range(count)))
