"""With what is it tried who became eligible? Creators that come and go, and a worker with its folder of reports."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from marketplace.programme.evaluation import Evaluation
from marketplace.programme.evaluation_report import Summary
from marketplace.programme.nightly import Nightly
from marketplace.programme.person import Facts, Person
from marketplace.search.engine import Engine
from marketplace.store.records import SqlRecords
from tests.accounts import Time
from tests.creators import make_creator, published_of
from tests.judge import JudgeEngine
from tests.judged import NOON, RULES

PASSING = {"followers": 10_000, "views_30d": 1_000, "posts_30d": 3}


@dataclass
class Follower:
    """Keeps whom it was told of."""

    people: list[str] = field(default_factory=list)

    def follow(self, people: Mapping[str, Person], *, now: int) -> None:
        assert now
        self.people += people


@dataclass
class Night:
    """A worker over some records, which looks at whoever is published when it does."""

    records: SqlRecords
    folder: Path
    time: Time = field(default_factory=lambda: Time(NOON))

    def __post_init__(self) -> None:
        self.follower = Follower()
        self.publish()

    def publish(self, *market: str, **creators: Mapping[str, Any]) -> None:
        """Let these be all creators, in Germany unless they say something else; by what they don't pass."""
        made = [make_creator(id=name, **{**PASSING, **fields}) for name, fields in creators.items()]
        published = published_of([*made, *(make_creator(id=f"of {one}", market=one) for one in market)])
        self.look(JudgeEngine(made, published))

    def look(self, engine: Engine) -> None:
        """Let this be the engine of a worker that was started anew."""
        evaluation = Evaluation(engine, self.records, RULES, self.folder, now=self.time, following=(self.follower,))
        self.nightly = Nightly(evaluation, self.records, self.time)

    def born(self, *creator_ids: str, **more: Any) -> None:
        """Let the platform tell that some are of age."""
        with self.records.writing() as records:
            records.facts.put_all([Facts(creator_id=one, birth_date="1990-01-01", **more) for one in creator_ids])

    def evaluate(self, market: str = "DE") -> Summary:
        """Look at a market now."""
        return self.nightly.evaluate(market)

    def reports(self) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """The lines of all files in the folder."""
        files = sorted(self.folder.iterdir()) if self.folder.exists() else []
        return {file.name: [json.loads(line) for line in file.read_text("utf-8").splitlines()] for file in files}

    def eligible(self, market: str = "DE") -> set[str]:
        """Who is kept as somebody who could join."""
        with self.records.reading() as records:
            return {*records.eligibles.of(market)}
