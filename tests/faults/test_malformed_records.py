"""Are 10,000 records that are wrong in forty ways refused one by one, and nobody else?"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner, Result

from indexer.cli import Wiring, commands
from indexer.writers.embedded import EmbeddedWriter
from marketplace.settings import load_settings
from tests.fakes import Clock, feed_record
from tests.faults.feeds import lines, write_feed
from tests.faults.malformed import KINDS, Malformed

OF_EACH_KIND = 250
SOUND = 1_000

Sync = Callable[..., Result]


class Wrong(NamedTuple):
    """A malformed record's line, and its id."""

    line: int
    kind: Malformed
    id: str


@pytest.fixture
def sync(tmp_path: Path) -> Sync:
    """Sync the feed of DE into an embedded index by the command that people type."""

    def run(*words: str, **settings: str) -> Result:
        folders = {f"MARKETPLACE_{name}": str(tmp_path / name) for name in ("INDEX_DIR", "REJECTS_DIR")}
        found = load_settings({**folders, "MARKETPLACE_FEEDS": str(tmp_path), **settings})
        wiring = Wiring(settings=lambda: found, clock=Clock())
        return CliRunner().invoke(commands, ("sync", "--market", "DE", "--json", *words), obj=wiring)

    return run


def published(folder: Path) -> set[str]:
    return set(EmbeddedWriter(folder / "INDEX_DIR").ids("DE"))


def rejects(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "REJECTS_DIR" / "DE.ndjson").read_text("utf-8").splitlines()]


def motley_feed(folder: Path) -> list[Wrong]:
    """The feed of sound and malformed records in a random order; where the malformed ones are."""
    kinds = [kind for kind in KINDS.values() for _ in range(OF_EACH_KIND)]
    mixed: list[Malformed | None] = [*kinds, *[None] * SOUND]
    Random(11).shuffle(mixed)
    ids = [f"{'sound' if kind is None else 'wrong'}{number}" for number, kind in enumerate(mixed, 1)]
    written = [
        lines(feed_record(one)) if kind is None else kind.line(one) + b"\n"
        for one, kind in zip(ids, mixed, strict=True)
    ]
    write_feed(folder, b"".join(written))
    return [Wrong(line, kind, ids[line - 1]) for line, kind in enumerate(mixed, 1) if kind]


def test_the_kinds_are_forty() -> None:
    assert len(KINDS) * OF_EACH_KIND == 10_000


def test_the_sound_records_are_published_and_the_others_listed_with_line_field_and_reason(
    tmp_path: Path, sync: Sync
) -> None:
    wrong = motley_feed(tmp_path)

    (told,) = json.loads(sync(MARKETPLACE_MAX_REJECT_SHARE="1").stdout)["markets"]

    assert (told["failed"], told["indexed"], told["rejected"]) == (None, SOUND, len(wrong))
    assert {one.rstrip("0123456789") for one in published(tmp_path)} == {"sound"}
    assert len(published(tmp_path)) == SOUND
    listed = rejects(tmp_path)
    assert [(one["line"], one["field"]) for one in listed] == [(one.line, one.kind.field) for one in wrong]
    assert [one for one, is_ in zip(listed, wrong, strict=True) if not one["reason"].startswith(is_.kind.reason)] == []
    assert all(one["id"] == is_.id for one, is_ in zip(listed, wrong, strict=True) if "id" in one)
    assert sum("id" not in one for one in listed) == OF_EACH_KIND * sum(one.without_id for one in KINDS.values())


def test_a_feed_of_so_many_rejects_is_not_published_unless_its_limit_is_lifted(tmp_path: Path, sync: Sync) -> None:
    write_feed(tmp_path, lines(*[feed_record(f"old{number}") for number in range(10)]))
    assert sync().exit_code == 0
    motley_feed(tmp_path)

    ended = sync()

    (told,) = json.loads(ended.stdout)["markets"]
    said = "10,000 of 11,000 records are rejected, more than 10%: mend the feed, or sync with --force"
    assert (ended.exit_code, told["failed"], told["rejected"]) == (1, said, 10_000)
    assert (len(published(tmp_path)), len(rejects(tmp_path))) == (10, 10_000)


def test_a_feed_that_holds_three_percent_of_its_creators_is_published_by_force_alone(
    tmp_path: Path, sync: Sync
) -> None:
    everybody = [feed_record(f"c{number}") for number in range(1_000)]
    write_feed(tmp_path, lines(*everybody))
    sync()
    write_feed(tmp_path, lines(*everybody[:30]))

    (told,) = json.loads(sync().stdout)["markets"]

    said = "the feed holds 30 creators and 1,000 are published, of which it must hold 50%: complete the feed, or sync"
    assert (told["failed"].startswith(said), len(published(tmp_path))) == (True, 1_000)
    assert sync("--force").exit_code == 0
    assert published(tmp_path) == {one["id"] for one in everybody[:30]}
