"""What was measured, as tables for people: Markdown, times in milliseconds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain
from statistics import median, quantiles

from benchmarks.bench import Results
from benchmarks.clients import Load
from benchmarks.machine import machine_line, versions_line
from benchmarks.rounds import CLIENTS, COLD
from benchmarks.workload import COUNTS, LANDING, SEARCH, TYPING

MEGABYTE = 1_000_000
Row = Sequence[str]


def heading(results: Results) -> str:
    """The title of what was measured, by which it is replaced: a few creators more or less are the same size."""
    count = _creators(results)
    return f"## {round(count, 3 - len(str(count))):,} creators"


def report(results: Results, *, command: str) -> str:
    """One section: what to read first, then all figures."""
    engine = f", Elasticsearch {results.elasticsearch}" if results.elasticsearch else ""
    about = [
        f"`{command}`, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        machine_line(),
        f"{versions_line()}{engine}",
        f"{_creators(results):,} creators",
        results.measured.agreed,
    ]
    parts = [
        heading(results),
        "\n".join(f"- {line}" for line in about),
        "\n".join(f"- {line}" for line in chain(_searches_in_short(results), _sync_in_short(results))),
        "Who is measured: " + "; ".join(f"({one.letter}) {one.name}" for one in results.contenders) + ".",
        _searches(results),
        _rates(results),
        _loads(results),
        _syncs(results),
        _places(results),
    ]
    return "\n\n".join(parts) + "\n"


def _creators(results: Results) -> int:
    return next(iter(results.synced.values())).records


def _searches(results: Results) -> str:
    """One client: p50 / p95 of all rounds together."""
    letters = [one.letter for one in results.contenders]
    alone = results.measured.alone
    rows = [[name, *(_halves(alone[name, letter]) for letter in letters)] for name in (COLD, *COUNTS)]
    return _table(["one client, p50 / p95 in ms", *(f"({letter})" for letter in letters)], rows)


def _rates(results: Results) -> str:
    """Searches a second that all clients together had answered: the median of the rounds."""
    letters = [one.letter for one in results.contenders]
    loaded = results.measured.loaded
    rows = [
        [name, str(count), *(f"{median(load.rate for load in loaded[name, count, letter]):,.0f}" for letter in letters)]
        for name in COUNTS
        for count in CLIENTS
    ]
    return _table(["searches a second", "clients", *(f"({letter})" for letter in letters)], rows)


def _loads(results: Results) -> str:
    loaded = results.measured.loaded
    rows = [
        [
            f"({one.letter})",
            str(count),
            *(f"{_quantile(loaded[SEARCH, count, one.letter], share):.1f}" for share in (50, 95, 99)),
            str(sum(load.refused for load in loaded[SEARCH, count, one.letter])),
        ]
        for one in results.contenders
        for count in CLIENTS
    ]
    return _table([f"{SEARCH}: who", "clients", "p50 ms", "p95 ms", "p99 ms", "not answered"], rows)


def _syncs(results: Results) -> str:
    rows = [
        [
            f"sync, {name}",
            f"{one.rate:,.0f}",
            f"{one.cost.cpu_seconds / one.records * 1e6:,.0f}",
            f"{one.cost.peak / MEGABYTE:,.0f}",
            f"{one.cost.peaks / MEGABYTE:,.0f}",
        ]
        for name, one in results.synced.items()
    ]
    if results.ready_seconds:
        rows.append(["raw bulk of ready documents", f"{_creators(results) / results.ready_seconds:,.0f}", "", "", ""])
    head = ["", "records/s", "indexer's CPU µs a record", "indexer's peak MB", "and of all its processes"]
    return _table(head, rows)


def _places(results: Results) -> str:
    held = [
        [one.name, "" if one.private is None else f"{one.private / MEGABYTE:,.0f}", f"{one.resident / MEGABYTE:,.0f}"]
        for one in results.held
    ]
    disk = [[name, f"{size / _creators(results):,.0f}"] for name, size in results.disk.items()]
    return "\n\n".join(
        [
            _table(["memory after all loads", "private MB", "resident MB"], held),
            _table(["disk", "bytes a creator"], disk),
        ]
    )


def _searches_in_short(results: Results) -> Iterator[str]:
    alone, loaded = results.measured.alone, results.measured.loaded
    letters = {one.letter for one in results.contenders}
    if "c" in letters:
        on, raw, usual = (alone[SEARCH, letter] for letter in "cba")
        more = [_quantile(on, share) - _quantile(raw, share) for share in (50, 95)]
        less = [_quantile(on, share) / _quantile(usual, share) for share in (50, 95)]
        yield f"W2, (c) over (b): {more[0]:+.1f} ms at p50, {more[1]:+.1f} ms at p95"
        yield f"W2, (c) as a share of (a): {less[0]:.0%} at p50, {less[1]:.0%} at p95"
        rates = [median(load.rate for load in loaded[SEARCH, max(CLIENTS), letter]) for letter in "cb"]
        yield f"W2, {max(CLIENTS)} clients: (c) {rates[0]:,.0f}/s, {rates[0] / rates[1]:.0%} of (b)"
    for letter in sorted(letters & {"c", "d"}):
        slow = _quantile(loaded[SEARCH, max(CLIENTS), letter], 99) / _quantile(loaded[SEARCH, 1, letter], 50)
        yield f"W2, ({letter}): p99 of {max(CLIENTS)} clients is {slow:.1f} × p50 of one"
    if "d" in letters:
        shown = {"W2": SEARCH, "landing page again": LANDING, "landing page cold": COLD, "as you type": TYPING}
        yield "(d), p50: " + ", ".join(f"{name} {_quantile(alone[of, 'd'], 50):.1f} ms" for name, of in shown.items())


def _sync_in_short(results: Results) -> Iterator[str]:
    spent = results.converted.cpu_seconds / results.converted.records * 1e6
    yield f"conversion: {spent:,.0f} µs of a processor a record"
    for name, one in results.synced.items():
        yield f"sync, {name}: {one.rate:,.0f} records/s, indexer's peak {one.cost.peak / MEGABYTE:,.0f} MB"
    if results.ready_seconds:
        share = results.synced["elasticsearch"].rate * results.ready_seconds / _creators(results)
        yield f"sync, elasticsearch: {share:.0%} of raw bulk"


def _halves(loads: Sequence[Load]) -> str:
    refused = sum(load.refused for load in loads)
    if not any(load.latencies for load in loads):
        return f"none of {refused} answered"
    missing = f" ({refused} not answered)" if refused else ""
    return f"{_quantile(loads, 50):.1f} / {_quantile(loads, 95):.1f}{missing}"


def _quantile(loads: Iterable[Load], share: int) -> float:
    """Milliseconds that so many per cent of the answers did not take longer than."""
    latencies = [seconds * 1000 for load in loads for seconds in load.latencies]
    return quantiles(latencies, n=100, method="inclusive")[share - 1] if len(latencies) > 1 else sum(latencies)


def _table(head: Row, rows: Iterable[Row]) -> str:
    lines = [head, ["--"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
