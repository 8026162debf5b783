"""What is a list? Creators whom a brand has put together under a name, each with a note where there is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from marketplace.deals.values import check_line, check_text
from marketplace.errors import InvalidInput, Problem

MAX_LISTS = 1_000
"""Of an account, those of its clients among them."""

MAX_CREATORS = 10_000
MAX_NAME = 200
MAX_NOTE = 500


@dataclass(frozen=True, kw_only=True)
class CreatorList:
    """A list of an account, or of one client of it; `size` is how many creators are on it."""

    id: str
    account_id: str
    client_id: str | None = None
    name: str
    size: int = 0
    version: int = 1
    created_at: int
    updated_at: int


@dataclass(frozen=True)
class Listed:
    """A creator on a list, there or not; `added_at` in microseconds."""

    creator_id: str
    note: str | None
    added_at: int


@dataclass(frozen=True)
class FullList:
    """A list with who is on it, in the order of their coming."""

    list: CreatorList
    listed: Sequence[Listed] = ()


@dataclass(frozen=True, kw_only=True)
class Said:
    """What is said of a list, None where nothing is; notes by creator."""

    name: str | None = None
    creator_ids: Sequence[str] | None = None
    notes: Mapping[str, str] | None = field(default=None, repr=False)


def check_said(said: Said) -> None:
    """Raise InvalidInput for a name or a note that can't be one."""
    if said.name is not None:
        check_line("name", said.name, most=MAX_NAME)
    for note in (said.notes or {}).values():
        check_text("notes", note, most=MAX_NOTE)


def replaced(before: Sequence[Listed], said: Said, *, at: int) -> Sequence[Listed]:
    """Who is on a list after some creators took the place of all, or some notes that of all; what is not said stays."""
    known = {one.creator_id: one for one in before}
    after = before
    if said.creator_ids is not None:
        after = [known.get(one) or Listed(one, None, at) for one in dict.fromkeys(said.creator_ids)]
    if said.notes is not None:
        _check_noted(said.notes, {one.creator_id for one in after})
        after = [replace(one, note=said.notes.get(one.creator_id)) for one in after]
    return _checked(after)


def added(before: Sequence[Listed], said: Said, *, at: int) -> Sequence[Listed]:
    """Who is on a list after some more came; who was there stays in its place, with another note where one is given."""
    wanted, notes = dict.fromkeys(said.creator_ids or ()), said.notes or {}
    _check_noted(notes, wanted)
    there = {one.creator_id for one in before}
    stay = [replace(one, note=notes.get(one.creator_id, one.note)) for one in before]
    return _checked([*stay, *(Listed(one, notes.get(one), at) for one in wanted if one not in there)])


def _check_noted(notes: Mapping[str, str], ids: Mapping[str, None] | set[str]) -> None:
    if others := [one for one in notes if one not in ids]:
        raise InvalidInput(Problem("notes", f"has a note of {others[0][:64]!r}, who is not among the creators"))


def _checked(after: Sequence[Listed]) -> Sequence[Listed]:
    if len(after) > MAX_CREATORS:
        detail = f"would make it a list of {len(after):,} creators: at most {MAX_CREATORS:,} are taken"
        raise InvalidInput(Problem("creator_ids", detail))
    return after
