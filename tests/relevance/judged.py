"""Which searches have people judged? The files `<language>.toml` beside this one, made into creators and queries."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from marketplace.creators.creator import Creator
from marketplace.search.asked import query_from
from marketplace.search.query import CreatorQuery
from tests.creators import make_creator

FOLDER = Path(__file__).parent
QUERY_KEYS = frozenset({"q", "find", "miss", "first", "why", "market", "as_you_type", "typos"})
USUAL = {"followers": 10_000}


@dataclass(frozen=True)
class Judged:
    """A search and what was judged of it: who must be found, who must not, and who comes first, if that matters."""

    language: str
    query: CreatorQuery
    text: str
    find: tuple[str, ...]
    miss: tuple[str, ...]
    first: str | None
    why: str


@dataclass(frozen=True)
class Language:
    """The judged creators and searches of one language."""

    code: str
    creators: tuple[Creator, ...]
    searches: tuple[Judged, ...]


@cache
def languages() -> tuple[Language, ...]:
    """All languages that have a file, by code. ValueError names what is wrong in a file."""
    return tuple(_language(path) for path in sorted(FOLDER.glob("*.toml")))


def _language(path: Path) -> Language:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    code, market = content["language"], content["market"]
    creators = tuple(_creator(one, code, market=market) for one in content["creators"])
    known = frozenset(creator.id for creator in creators)
    searches = tuple(_search(one, code, market=market) for one in content["queries"])
    for search in searches:
        for named in (*search.find, *search.miss, *filter(None, [search.first])):
            if named not in known:
                raise ValueError(f"{path.name}: {search.text!r} names {named!r}, who is none of its creators")
    return Language(code, creators, searches)


def _creator(fields: Mapping[str, Any], code: str, *, market: str) -> Creator:
    return make_creator(**{"market": market, **USUAL, **fields, "id": f"{code}.{fields['id']}"})


def _search(fields: Mapping[str, Any], code: str, *, market: str) -> Judged:
    if unknown := fields.keys() - QUERY_KEYS:
        raise ValueError(f"{code}.toml: {fields['q']!r} has {sorted(unknown)}: known are {sorted(QUERY_KEYS)}")
    asked = {name: fields[name] for name in ("q", "as_you_type", "typos") if name in fields}
    if fields.get("market", market):
        asked["market"] = [fields.get("market", market)]
    find, miss = (tuple(f"{code}.{one}" for one in fields.get(name, ())) for name in ("find", "miss"))
    first = f"{code}.{fields['first']}" if "first" in fields else None
    query = query_from({**asked, "facets": ["none"], "limit": 200})
    return Judged(code, query, fields["q"], find, miss, first, fields.get("why", ""))
