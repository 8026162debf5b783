"""What do creators post about? The topic tree of `config/topics.toml`, two levels with labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from marketplace.creators.files import config


@dataclass(frozen=True)
class Topic:
    """One topic; `parent` is empty for a root, `labels` are by language (English always)."""

    id: str
    parent: str
    labels: Mapping[str, str]


@cache
def topics() -> Mapping[str, Topic]:
    """All topics by id, each root followed by its children."""
    return {topic.id: topic for root, table in config("topics.toml").items() for topic in _branch(root, table)}


def _branch(root: str, table: Mapping[str, Mapping[str, str]]) -> list[Topic]:
    leaves = [Topic(f"{root}.{name}", root, leaf["labels"]) for name, leaf in table.items() if name != "labels"]  # type: ignore[arg-type]
    return [Topic(root, "", table["labels"]), *leaves]


@cache
def ids() -> tuple[str, ...]:
    """The ids of all topics."""
    return tuple(topics())


def parent(topic: str) -> str:
    """The id of a topic's root; empty for a root."""
    return topic.rpartition(".")[0]


def with_roots(chosen: tuple[str, ...]) -> tuple[str, ...]:
    """The topics and their roots, each once: what a creator with these topics counts for."""
    return tuple(dict.fromkeys(name for topic in chosen for name in (parent(topic), topic) if name))
