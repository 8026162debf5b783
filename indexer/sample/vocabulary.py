"""What do sample creators call themselves and write? The TOML files beside this one, a file a language."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from marketplace.creators import topics


class Name(NamedTuple):
    """A given or a family name, and what it is in a handle."""

    native: str
    roman: str


@dataclass(frozen=True)
class NamePool:
    """Names that go together: given and family names by gender, `full` the order of both."""

    given: Mapping[str, tuple[Name, ...]]
    family: Mapping[str, tuple[Name, ...]]
    full: str


@dataclass(frozen=True)
class TopicWords:
    """What a language says of one topic: hashtags and lines of a bio, either may be empty."""

    tags: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Language:
    """What creators of a language write: generic hashtags, `phrases` (patterns by purpose), words by topic."""

    code: str
    tags: tuple[str, ...]
    tag_join: str
    phrases: Mapping[str, tuple[str, ...]]
    topics: Mapping[str, TopicWords]
    handle_words: Mapping[str, str]

    def words(self, topic: str) -> TopicWords:
        """The words of a root or a leaf."""
        return self.topics.get(topic, _NOTHING)

    def handle_word(self, root: str) -> str:
        """What a handle calls a topic root, in ASCII."""
        return self.handle_words.get(root) or romanised(root)

    def label(self, topic: str) -> str:
        """The topic's name in this language, its root's where it has none, English as the last resort; one of two."""
        return _label(topic, self.code)

    def as_hashtag(self, text: str) -> str:
        """Words put together as the language does it: `Street food` → `StreetFood`, `كرة قدم` → `كرة_قدم`."""
        return _as_hashtag(text, self.tag_join)


_NOTHING = TopicWords()
PHRASES = ("join", "hello", "place", "close", "display", "business", "about")


@cache
def language(code: str) -> Language:
    """The words of one language; FileNotFoundError for a language without a file."""
    table = data(f"{code}.toml")
    rows = table["topics"]
    return Language(
        code=code,
        tags=tuple(table["tags"]),
        tag_join=table["tag_join"],
        phrases={name: tuple(table[name]) for name in PHRASES},
        topics={name: _topic_words(row) for name, row in rows.items()},
        handle_words={name: row["word"] for name, row in rows.items() if "word" in row},
    )


def _topic_words(row: Mapping[str, Any]) -> TopicWords:
    return TopicWords(tuple(row.get("tags", ())), tuple(row.get("lines", ())))


@cache
def _label(topic: str, code: str) -> str:
    tree = topics.topics()
    chain = (tree[topic], tree[tree[topic].parent or topic])
    whole = next((each.labels[code] for each in chain if code in each.labels), tree[topic].labels["en"])
    return re.split(r"[・·(（]", whole)[0].strip()


@cache
def _as_hashtag(text: str, between: str) -> str:
    words = re.split(r"[\s!-/:-@\[-`{-~、،–—]+", re.sub("['’‘׳״]", "", text))
    return between.join(word[:1].upper() + word[1:] for word in words if word)


@cache
def name_pool(name: str) -> NamePool:
    """One table of names.toml; KeyError for an unknown one."""
    table = data("names.toml")[name]
    family = _names(table["family"])
    women = _names(table["family_female"]) if "family_female" in table else family
    given = {gender: _names(table[gender]) for gender in ("female", "male")}
    return NamePool(given, {"female": women, "male": family}, table.get("full", "{given} {family}"))


def _names(rows: list[str | list[str]]) -> tuple[Name, ...]:
    pairs = [(row, row) if isinstance(row, str) else tuple(row) for row in rows]
    return tuple(Name(native, romanised(roman)) for native, roman in pairs)


def romanised(text: str) -> str:
    """The lower-case ASCII letters and digits of a Latin text, accents taken off."""
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS)).lower()
    return "".join(sign for sign in plain if sign.isascii() and sign.isalnum())


_LETTERS = str.maketrans({"ß": "ss", "ı": "i", "đ": "d", "Đ": "d", "ø": "o", "æ": "ae"})


@cache
def data(name: str) -> Mapping[str, Any]:
    """One of the TOML files beside this module, read once a process."""
    return tomllib.loads(files("indexer.sample").joinpath(name).read_text(encoding="utf-8"))
