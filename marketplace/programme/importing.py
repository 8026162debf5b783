"""How is a file of events taken? In calls of a thousand lines; what is wrong with a line is said of it alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from marketplace.programme.taking import MAX_EVENTS, Taking
from marketplace.programme.told import Code, Refused

MAX_LINE_BYTES = 2**16
"""Of a line; an event has two thousand at most."""


@dataclass
class Imported:
    """How many lines there were, and what became of them."""

    read: int = 0
    accepted: int = 0
    refused: int = 0


@dataclass
class _Call:
    """Lines that are taken at once: events with their numbers."""

    numbers: list[int] = field(default_factory=list)
    events: list[object] = field(default_factory=list)


def import_lines(lines: Iterable[bytes], taking: Taking, *, reject: Callable[[int, Refused], None]) -> Imported:
    """Take the events of lines of JSON; those that are refused are told with their numbers, from 1, call by call.

    Empty lines are passed over. Raises StoreUnavailable and EngineUnavailable: a file may be imported again.
    """
    done = Imported()
    numbered = enumerate(lines, 1)
    while some := [*islice(numbered, MAX_EVENTS)]:
        call, refused = _Call(), dict[int, Refused]()
        for number, line in some:
            if not line.strip():
                continue
            done.read += 1
            try:
                call.events.append(_parsed(line))
                call.numbers.append(number)
            except ValueError as error:
                refused[number] = Refused(None, Code.INVALID, str(error))
        taken = taking.take(call.events)
        refused |= {call.numbers[n]: one for n, one in taken.refused.items()}
        done.accepted += taken.accepted
        done.refused += len(refused)
        for number, one in sorted(refused.items()):
            reject(number, one)
    return done


def _parsed(line: bytes) -> object:
    if len(line) > MAX_LINE_BYTES:
        raise ValueError(f"the line has more than {MAX_LINE_BYTES} bytes")
    try:
        return json.loads(line.decode("utf-8"), object_pairs_hook=_object)
    except UnicodeDecodeError:
        raise ValueError("the line is no UTF-8") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"the line is no JSON: {error.msg} at column {error.colno}") from None
    except RecursionError:
        raise ValueError("the line is nested too deeply") from None


def _object(pairs: list[tuple[str, Any]]) -> Mapping[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{next(one for one in names if names.count(one) > 1)[:128]}: is there twice")
    return found
