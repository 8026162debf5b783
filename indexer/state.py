"""How is a market's sync state written down?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from indexer.ports import SyncState
from marketplace.creators.money import Rates


def state_to_json(state: SyncState) -> dict[str, Any]:
    """The state as plain JSON values."""
    return {**asdict(state), "rates": state.rates.to_json()}


def state_from_json(kept: Mapping[str, Any]) -> SyncState:
    """The state that `state_to_json` wrote."""
    return SyncState(**{**kept, "rates": Rates.from_json(kept["rates"])})
