"""Which creators are compared field by field, and where do they differ?

Those of whom a hash with the seed is least: whatever the order of a feed, the same seed chooses the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from typing import Any

import orjson

from indexer.ports import VERSION, Contents
from indexer.verifying.comparison import Difference
from marketplace.creators.creator import Creator, Ready

SHOWN_CHARACTERS = 80
ABSENT = "absent"


class Sampling:
    """Chooses `size` creators while a feed is read, and has them made ready for the engine."""

    def __init__(self, size: int, seed: int, *, making_ready: Callable[[Creator], Ready]) -> None:
        self._size = size
        self._seed = seed
        self._making_ready = making_ready
        self._chosen: dict[str, tuple[bytes, Ready]] = {}
        self._last = b"\xff" * 8

    def ready(self, creator: Creator) -> Ready:
        """The creator, made ready if chosen so far; else the version alone."""
        place = self._place(creator.id)
        if not self._size or place > self._last:
            return Ready(creator.id, creator.version, None, overlay=creator.overlay)
        ready = self._making_ready(creator)
        before = self._chosen.get(creator.id)
        if before is None or before[1].version <= ready.version:
            self._chosen[creator.id] = (place, ready)
        if len(self._chosen) > 2 * self._size:
            self._cut()
        return ready

    def chosen(self) -> dict[str, Ready]:
        """Those who are chosen."""
        self._cut()
        return {one: ready for one, (_, ready) in self._chosen.items()}

    def _cut(self) -> None:
        kept = sorted(self._chosen.items(), key=lambda one: one[1][0])[: self._size]
        self._chosen = dict(kept)
        if len(kept) == self._size and kept:
            self._last = kept[-1][1][0]

    def _place(self, creator_id: str) -> bytes:
        return blake2b(creator_id.encode(), digest_size=8, salt=self._seed.to_bytes(16)).digest()


def differences(creator_id: str, wanted: Contents, *, held: Contents) -> Iterable[Difference]:
    """The fields in which what is held is another thing; none when it is of another version, which is told apart."""
    if wanted[VERSION] != held[VERSION]:
        return ()
    names = [*wanted, *(name for name in held if name not in wanted)]
    return [
        Difference(creator_id, name, _cut_value(wanted, name), _cut_value(held, name))
        for name in names
        if wanted.get(name) != held.get(name) or (name in wanted) != (name in held)
    ]


def _cut_value(contents: Mapping[str, Any], name: str) -> str:
    if name not in contents:
        return ABSENT
    text = orjson.dumps(contents[name]).decode()
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[: SHOWN_CHARACTERS - 1]}…"
