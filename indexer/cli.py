"""Which commands has the indexer? `python -m indexer sync | status | verify | watch | prune | rollback | …`."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path

import click

from indexer.applying import Alone
from indexer.console import FEEDS, JSON, Commands, markets_option, say, terminable
from indexer.credible import Limits
from indexer.overlaying import overlay
from indexer.overlays import OverlayPass
from indexer.processes import processes
from indexer.progress import Display, display
from indexer.pruning import prune
from indexer.report import MarketReport, as_json, exit_code, market_line, total_line
from indexer.rollback import rollback
from indexer.sample.delivery import Existing, Samples, deliver_samples
from indexer.sample.markets import sampled
from indexer.sources.chosen import source_at
from indexer.sources.folders import is_url
from indexer.status import status_json, status_lines
from indexer.sync import SyncOptions, sync_market
from indexer.verifying.command import verify
from indexer.watching.command import watch
from indexer.wiring import Wiring, wired
from marketplace.creators.markets import codes
from marketplace.errors import SettingsError


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.pass_context
def commands(context: click.Context) -> None:
    """Bring feeds of creators into the search index, a market at a time.

    Settings come from config/default.toml and the environment (MARKETPLACE_ENGINE, MARKETPLACE_FEEDS, ...).
    """
    context.ensure_object(Wiring)


commands.add_command(overlay)
commands.add_command(prune)
commands.add_command(rollback)
commands.add_command(verify)
commands.add_command(watch)


@commands.command()
@FEEDS
@markets_option()
@click.option("--force", is_flag=True, help="Publish in spite of many rejects or few creators; never an empty market.")
@click.option("--rebuild", is_flag=True, help="Read feeds that have not changed, too.")
@JSON
def sync(*, feeds: str | None, markets: tuple[str, ...], force: bool, rebuild: bool, machine: bool) -> None:
    """Publish what the feeds hold, of all markets or of those named.

    They are files of a folder or URL (DE.ndjson, DE.ndjson.gz or DE.ndjson.zst), or a server's: feed+https://..., tiktok+https://...

    A market that fails keeps what is published; the others go on. Refused records are listed in the rejects folder.

    \b
    Exit codes:
      0    done
      1    a market failed and the others are published, or the engine is away
      2    wrong usage or settings
      3    another sync of the index is running
      130  interrupted (143 when terminated); the market at hand is as it was before
    """
    wiring, settings = wired()
    conversions, overlays = processes(), wiring.overlays(settings)
    limits = Limits(settings.credible_share, settings.max_reject_share, force=force)
    options = SyncOptions(settings.rejects_dir, limits, rebuild, conversions, overlays=overlays)
    source, writer = source_at(feeds or settings.feeds, settings, clock=wiring.clock), wiring.writer(settings)
    chosen = _chosen(markets)
    with terminable(), writer.lock(), conversions, display(len(chosen), silent=machine) as shown:
        run = partial(sync_market, source=shown.watched(source), writer=writer, options=options, clock=wiring.clock)
        reports = [_shown(run(market), shown) for market in chosen]
        with closing(Alone(writer)) as alone:
            OverlayPass(overlays, alone, writer.making_ready(), wiring.clock).run()
    say(as_json(reports) if machine else [total_line(reports)])
    click.get_current_context().exit(exit_code(reports))


def _shown(report: MarketReport, shown: Display) -> MarketReport:
    shown.line(market_line(report))
    return report


@commands.command()
@JSON
def status(*, machine: bool) -> None:
    """Say what is published, a line a market, and which markets are not.

    \b
    Exit codes:
      0  done
      1  the engine is away
      2  wrong usage or settings
    """
    wiring, settings = wired()
    writer, now = wiring.writer(settings), wiring.clock()
    states = writer.states()
    say(status_json(states, writer.builds(), now=now) if machine else status_lines(states, now=now))


@commands.command()
@click.option("--creators-per-market", "count", type=click.IntRange(1, 10_000_000), default=500, help="How many.")
@click.option("--seed", type=int, default=1, help="Another seed makes other creators.")
@markets_option(sampled)
@FEEDS
@click.option("--unless-there", "existing", flag_value="keep", help="Do nothing when the folder has feeds.")
@click.option("--overwrite", "existing", flag_value="overwrite", help="Replace feeds that are there.")
def sample(*, count: int, seed: int, markets: tuple[str, ...], feeds: str | None, existing: str | None) -> None:
    """Write feeds of invented creators, the same for the same seed on the same day (UTC).

    \b
    Exit codes:
      0    done
      1    the folder is not empty, or can't be written
      2    wrong usage or settings
      130  interrupted; the feeds are as they were before
    """
    wiring, settings = wired()
    folder = feeds or settings.feeds
    if is_url(folder):
        _refuse_url(existing)
        return
    written = deliver_samples(
        Path(folder),
        Samples(creators_per_market=count, seed=seed, markets=markets or sampled()),
        existing=Existing(existing or Existing.REFUSE),
        now=wiring.clock(),
        on_market=lambda market: click.echo(f"{market:<3}  {count:,} creators"),
    )
    click.echo(f"the sample feeds are in {folder}" if written else f"{folder} has feeds: nothing is written")


def _refuse_url(existing: str | None) -> None:
    """What a URL holds is not ours to replace; `make run` goes on without samples."""
    if existing != Existing.KEEP:
        raise SettingsError("samples are written into a folder of this machine, not to a URL: name one by --feeds")
    click.echo("the feeds are at a URL: nothing is written")


def _chosen(markets: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(markets)) or codes()
