"""What do creators post about? The topic tree of `config/topics.toml`, two levels with labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from marketplace.creators.files import config
from marketplace.errors import SettingsError


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


def _branch(root: str, table: Mapping[str, Any]) -> list[Topic]:
    leaves = [_topic(f"{root}.{name}", root, table=leaf) for name, leaf in table.items() if name != "labels"]
    return [_topic(root, "", table=table), *leaves]


def _topic(name: str, root: str, *, table: Any) -> Topic:
    labels = table.get("labels") if isinstance(table, dict) else None
    if not isinstance(labels, dict) or not isinstance(labels.get("en"), str):
        raise SettingsError(f'config/topics.toml: {name} needs labels, in English at least: labels = {{ en = "…" }}')
    return Topic(name, root, labels)


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
