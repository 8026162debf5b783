"""What stands in for the database of overlays where it is not under test?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from marketplace.creators.overlays import Overlay, check_id, check_names, checked_fields
from marketplace.errors import StoreUnavailable
from tests.creators import NOW

Fields = Mapping[str, object]


@dataclass
class MemoryOverlays:
    """`OpenedOverlays` in a dict; `away` when nobody is to reach them, `base` is the version before the first one."""

    clock: Callable[[], int] = lambda: NOW
    away: bool = False
    base: int = 0
    kept: dict[str, Overlay] = field(default_factory=dict)
    lock: Any = field(default_factory=Lock)

    def change(self, creator_id: str, fields: Fields) -> Overlay:
        said = checked_fields(fields)
        return self._become(creator_id, lambda before: {**before, **said})

    def clear(self, creator_id: str, names: Iterable[str]) -> Overlay:
        left = frozenset(names)
        check_names(left)
        return self._become(creator_id, lambda before: {name: before[name] for name in before if name not in left})

    def of(self, ids: Sequence[str]) -> Mapping[str, Overlay]:
        return {one: kept[one] for kept in [self._reached()] for one in ids if one in kept}

    def changes(self, after: int, limit: int) -> Sequence[Overlay]:
        with self.lock:
            newer = [overlay for overlay in self._reached().values() if overlay.version > after]
        return sorted(newer, key=lambda overlay: overlay.version)[:limit]

    def newest(self) -> int:
        with self.lock:
            return max((overlay.version for overlay in self._reached().values()), default=self.base)

    def hold(self) -> None:
        self._reached()

    def _become(self, creator_id: str, changed: Callable[[Fields], Fields]) -> Overlay:
        check_id(creator_id)
        with self.lock:
            before = self._reached().get(creator_id, Overlay(creator_id, 0, {}))
            fields = changed(before.fields)
            if fields == before.fields:
                return before
            self.clock()
            version = max((overlay.version for overlay in self.kept.values()), default=self.base) + 1
            self.kept[creator_id] = Overlay(creator_id, version, fields)
            return self.kept[creator_id]

    def _reached(self) -> dict[str, Overlay]:
        if self.away:
            raise StoreUnavailable("the database is away: start it")
        return self.kept
