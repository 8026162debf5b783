"""By which rules of Creator Next do tests go whose creators are small? Those that come with it, asking for little."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from marketplace.accounts.ports import Records
from marketplace.programme.person import Facts
from marketplace.store.records import SqlRecords
from tests.creators import NOW

_ASKED = re.compile(
    r"^(minimum_(?:followers|views_30d|posts_30d|account_days)|posted_within_days) = .*\n", re.MULTILINE
)


def easy_rules(folder: Path) -> str:
    """A file of rules that ask for an age, a standing and an open market, and of no profile for a number."""
    text = files("marketplace.config").joinpath("creator_next.toml").read_text(encoding="utf-8")
    file = folder / "creator_next.toml"
    file.write_text(_ASKED.sub("", text), encoding="utf-8")
    return str(file)


def come_of_age(records: Records, *creator_ids: str) -> None:
    """Let the platform have told of some creators when they were born."""
    assert isinstance(records, SqlRecords)
    told = [Facts(creator_id=one, birth_date="1990-01-01", live_permission=True, as_of=NOW) for one in creator_ids]
    with records.writing() as kept:
        kept.facts.put_all(told)
