"""What has a release with another schema left?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from indexer.state import SyncState, state_from_json
from marketplace.embedded.folder import current_hash, opened
from marketplace.embedded.schema import schema_hash
from marketplace.embedded.states import read_states


def older_states(folder: Path) -> dict[str, SyncState]:
    """The states of the markets in the index of another schema that is searched: outdated, they must be read again."""
    found = current_hash(folder)
    if found in (None, schema_hash()):
        return {}
    kept = read_states(opened(folder, str(found)))
    return {market: replace(state_from_json(one), fingerprint="", inputs="") for market, one in kept.items()}
