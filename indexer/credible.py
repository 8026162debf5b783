"""May a build be published? It must be whole, and as good as what it replaces."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.report import Tally
from marketplace.errors import SyncError


@dataclass(frozen=True)
class Limits:
    """How far a build may fall short and still be published: shares 0 to 1; `force` publishes any but an empty one."""

    credible_share: float
    max_reject_share: float
    force: bool = False


def check_build(tally: Tally, limits: Limits, *, held: int, published: int) -> None:
    """Raise SyncError when a build must not be published.

    `held` is how many creators the engine has of it, `published` how many the market has now.
    """
    if tally.rejected > limits.max_reject_share * tally.read and not limits.force:
        raise SyncError(_rejected(tally, limits, what="records", mended="sync"))
    if not tally.creators:
        raise SyncError("the feed holds no creator: a market is never emptied")
    if tally.creators < limits.credible_share * published and not limits.force:
        raise SyncError(
            f"the feed holds {tally.creators:,} creators and {published:,} are published, of which it must hold"
            f" {limits.credible_share:.0%}: complete the feed, or sync with --force"
        )
    if held != tally.creators:
        raise SyncError(f"the engine holds {held:,} of {tally.creators:,} creators written: sync again")


MANY = 100
"""Records of a delta that are too few to tell what is wrong with a feed: of one record one may well be refused."""


def check_changes(tally: Tally, limits: Limits, *, gone: int, published: int) -> None:
    """Raise SyncError when what a delta has told is not to be believed.

    `gone` is how many creators have left by it and would leave next, `published` how many there were before.
    """
    if limits.force:
        return
    if tally.rejected >= MANY and tally.rejected > limits.max_reject_share * tally.read:
        raise SyncError(_rejected(tally, limits, what="changes", mended="sync"))
    if _are_too_many(gone, limits, published=published):
        raise SyncError(
            f"{gone:,} of {published:,} creators leave at once, of which {limits.credible_share:.0%} must stay:"
            " mend the feed, or sync with --force"
        )


def check_repair(tally: Tally, limits: Limits, *, gone: int, published: int) -> None:
    """Raise SyncError when a feed is not to be believed: it lacks so many creators, or so many records are refused."""
    if not tally.creators:
        raise SyncError("the feed holds no creator: a market is never emptied")
    if limits.force:
        return
    if tally.rejected > limits.max_reject_share * tally.read:
        raise SyncError(_rejected(tally, limits, what="records", mended="repair"))
    if _are_too_many(gone, limits, published=published):
        raise SyncError(
            f"{gone:,} of {published:,} creators are not in the feed, and {limits.credible_share:.0%} must stay:"
            " complete the feed, or repair with --force"
        )


def _are_too_many(gone: int, limits: Limits, *, published: int) -> bool:
    return gone >= MANY and gone > (1 - limits.credible_share) * published


def _rejected(tally: Tally, limits: Limits, *, what: str, mended: str) -> str:
    share = f"{limits.max_reject_share:.0%}"
    return (
        f"{tally.rejected:,} of {tally.read:,} {what} are rejected, more than {share}:"
        f" mend the feed, or {mended} with --force"
    )
