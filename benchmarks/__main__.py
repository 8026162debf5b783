"""How is it measured? `python -m benchmarks --size 100k`."""

from __future__ import annotations

import re
import shlex
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from benchmarks.agreement import AnswersDiffer
from benchmarks.bench import Job, Results, run
from benchmarks.report import heading, report
from benchmarks.sections import replaced
from benchmarks.stage import sample_feeds
from tests.elasticsearch_home import ElasticsearchMissingError
from tests.elasticsearch_node import NodeFailedError

ENGINES = ("embedded", "elasticsearch")
EXISTING = click.Path(exists=True, file_okay=False, path_type=Path)
FACTORS = {"": 1, "k": 1_000, "m": 1_000_000}


def size_of(text: str) -> int:
    """How many creators a text like 5000, 100k or 1m means; click.BadParameter for another one."""
    parts = re.fullmatch(r"(\d+)([km]?)", text.lower())
    if not parts:
        raise click.BadParameter("must be a number like 5000, 100k or 1m")
    return int(parts[1]) * FACTORS[parts[2]]


@click.command(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.option("--size", type=size_of, metavar="SIZE", default="100k", help="How many creators.")
@click.option("--only", type=click.Choice(ENGINES), help="One engine alone.")
@click.option("--feeds", type=EXISTING, help="A folder of feeds that are there, whatever their size.")
@click.option(
    "--keep", type=click.Path(path_type=Path), help="A folder in which the sample feeds stay for the next run."
)
@click.option("--rounds", type=click.IntRange(1), default=5, help="Rounds that count.")
@click.option("--searches-a-load", type=click.IntRange(8), default=160, help="Searches that all clients share.")
@click.option(
    "--write",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A Markdown file whose section of this size to replace.",
)
def main(*, size: int, keep: Path | None, write: Path | None, **options: Any) -> None:
    """Measure this project beside raw Elasticsearch, and print tables.

    It takes some minutes at 100k, most of an hour at 1m. Elasticsearch is that of ELASTICSEARCH_URL, else a node of
    its own. Other work on the machine makes the figures worthless.

    \b
    Exit codes:
      0  measured, however slow it was
      1  two answers to one search differ, or Elasticsearch can't be had
      2  wrong usage
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        results = _measured(size, keep, options=options)
    except (AnswersDiffer, ElasticsearchMissingError, NodeFailedError) as problem:
        raise click.ClickException(str(problem)) from None
    # where folders lie on this machine is nobody's business
    text = report(results, command=re.sub(r"[^ =]*/", "", f"python -m benchmarks {shlex.join(sys.argv[1:])}"))
    click.echo(text)
    if write:
        write.write_text(replaced(write.read_text("utf-8"), heading(results), text=text), "utf-8")


def _measured(size: int, keep: Path | None, *, options: Mapping[str, Any]) -> Results:
    with TemporaryDirectory(prefix="creator-marketplace-bench-") as work:
        job = Job(
            feeds=options["feeds"] or sample_feeds(keep or Path(work), size),
            folder=Path(work),
            engines=(options["only"],) if options["only"] else ENGINES,
            rounds=options["rounds"],
            searches_a_load=options["searches_a_load"],
            say=lambda line: click.echo(line, err=True),
        )
        return run(job)


if __name__ == "__main__":
    main(prog_name="python -m benchmarks")
