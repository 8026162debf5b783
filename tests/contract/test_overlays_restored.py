"""Is what the marketplace says after a back-up was restored newer than all that an index may know of before?"""

from __future__ import annotations

from pathlib import Path

from marketplace.creators.overlays import is_another
from marketplace.store import backup
from marketplace.store.overlays import SqlOverlays
from tests.databases import Databases


def restored(databases: Databases, kept: Path) -> SqlOverlays:
    """The overlays after the back-up was put back."""
    databases.close()
    backup.restore(databases.url, kept)
    return SqlOverlays(databases())


def test_versions_go_on_higher_each_time_that_a_backup_is_restored(sqlite_databases: Databases, tmp_path: Path) -> None:
    overlays, kept = SqlOverlays(sqlite_databases()), tmp_path / "kept"
    overlays.change("c1", {"available": True})
    backup.back_up(sqlite_databases.url, kept)
    known = [overlays.change("lost", {"available": available}).version for available in (True, False)]
    for _ in range(2):
        overlays = restored(sqlite_databases, kept)
        assert overlays.of(["c1", "lost"]).keys() == {"c1"}
        assert overlays.newest() > known[-1]
        assert is_another(known[1], overlays.newest())
        known += [overlays.change("c2", {"hidden": True}).version, overlays.newest()]
    assert overlays.changes(known[1], 9) == list(overlays.of(["c2"]).values())
