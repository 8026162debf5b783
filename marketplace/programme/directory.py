"""What do profiles say of creators? What the search index has of them now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marketplace.creators.times import parse_time
from marketplace.programme.person import Person
from marketplace.programme.rules import Feature
from marketplace.search.service import SearchService

READ = (
    "id",
    "market",
    "followers",
    "account_type",
    "views_30d",
    "posts_30d",
    "joined_at",
    "last_posted_at",
    "monetisation",
)
"""The fields that a person is read from."""


@dataclass(frozen=True)
class SearchPeople:
    """The `People` of a search index."""

    search: SearchService

    def find(self, creator_ids: Sequence[str]) -> Mapping[str, Person]:
        """See `People`."""
        return {one: person_of(document) for one, document in self.search.lookup(creator_ids).items()}


def person_of(document: Mapping[str, Any]) -> Person:
    """What a creator's document says."""
    joined, posted = document.get("joined_at"), document.get("last_posted_at")
    return Person(
        creator_id=document["id"],
        market=document["market"],
        followers=document["followers"],
        account_type=document.get("account_type"),
        views_30d=document.get("views_30d"),
        posts_30d=document.get("posts_30d"),
        joined_at=parse_time(joined) if joined else None,
        last_posted_at=parse_time(posted) if posted else None,
        monetisation=tuple(Feature(one) for one in document.get("monetisation", ())),
    )
