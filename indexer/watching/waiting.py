"""Who waits for the next commit, and what are they told when it fails?"""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass, field
from threading import Event

from indexer.applying import Moved
from marketplace.errors import EngineUnavailable, SyncError

logger = logging.getLogger(__name__)


@dataclass
class Waiting:
    """Markets whose states move on with the next commit; `failure` is why they don't."""

    markets: Collection[str]
    moved: Moved
    done: Event = field(default_factory=Event)
    failure: EngineUnavailable | SyncError | None = None


def told_of(error: Exception) -> EngineUnavailable | SyncError:
    """What those are told who wait: a mistake of ours too ends their waiting."""
    if isinstance(error, EngineUnavailable | SyncError):
        return error
    logger.error("a change broke: report it", exc_info=error)
    return EngineUnavailable(f"a change broke by {type(error).__name__}: see the log")
