"""How does what the marketplace says of creators get into the index? Each profile is made again, with it above."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from indexer.applying import Applying
from indexer.changes import Edit
from indexer.changing import Changing
from indexer.conversions import Work, made_ready
from indexer.convert import Conversion, convert
from indexer.standing import Standing, mended, overlaid
from indexer.state import SyncState
from marketplace.creators.creator import Creator, Profile, Ready
from marketplace.creators.money import configured_rates
from marketplace.creators.overlays import Overlay, Overlays, is_another
from marketplace.errors import InvalidRecord

BATCH = 500

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class OverlayPass:
    """Lets the published markets show all overlays there are; `clock` gives microseconds since 1970."""

    overlays: Overlays
    applying: Applying
    making_ready: Callable[[Creator], Ready]
    clock: Callable[[], int]

    def run(self) -> int:
        """Apply what has changed since the markets' states; how many profiles were made again.

        A database that knows less than the index is another one: its markets are built anew by their plan, not here. So
        are those of one that was restored, which shows meanwhile what is said from now on.
        """
        begun = {market: state for market, state in self.applying.states().items() if not state.outdated}
        known, newest = [state.overlay for state in begun.values()], self.overlays.newest()
        if not known or min(known) >= newest or max(known) > newest:
            return 0
        published, losses, after, made = self.applying.publications, self.applying.losses, min(known), 0
        while batch := self.overlays.changes(after, BATCH):
            with self.applying.changing() as changing:
                made += self._take(changing, batch, markets=begun.keys())
            after = batch[-1].version
        # a build that was published meanwhile is as of its own beginning: the next pass goes on from there
        ours = [market for market, state in begun.items() if not is_another(state.overlay, newest)]
        if ours and self.applying.publications == published:
            self.applying.move_on(ours, lambda state: _moved(state, after), losses=losses)
        return made

    def _take(self, changing: Changing, batch: Sequence[Overlay], *, markets: Collection[str]) -> int:
        known = changing.standing([one.creator_id for one in batch])
        stale = {one.creator_id: one for one in batch if _is_older(known[one.creator_id], one)}
        found = _profiles(changing, {one: known[one] for one in stale})
        # a market that another release made is built anew, with all overlays: this one can't write to it
        profiles = {one: profile for one, profile in found.items() if profile.market in markets}
        edits = [self._edit(one, known[one], overlay=stale[one], profile=profiles[one]) for one in profiles]
        cut_off = {one: (now, mended(now)) for one, now in known.items() if one not in stale}
        edits += [Edit(one, now, after) for one, (now, after) in cut_off.items() if now != after]
        made = [edit for edit in edits if edit]
        changing.apply(made)
        return len(made)

    def _edit(self, creator_id: str, before: Standing, *, overlay: Overlay, profile: Profile) -> Edit | None:
        conversion = Conversion(profile.market, self.clock(), configured_rates())
        try:
            creator = convert(profile.record(), conversion, overlay=overlay)
        except InvalidRecord as error:  # a rule that is newer than the index: the next build tells
            logger.warning("the overlay of %s can't be shown: %s", creator_id, error)
            return None
        assert isinstance(creator, Creator)
        ready = made_ready(replace(creator, version=profile.version), Work(conversion, self.making_ready))
        after = overlaid(before, ready, market=profile.market)
        return Edit(creator_id, before, after, ready if after.shown else None)


def _profiles(changing: Changing, known: Mapping[str, Standing]) -> dict[str, Profile]:
    """What the feed said of these creators, shown or hidden."""
    shown = {one: standing.shown for one, standing in known.items() if standing.shown}
    found = dict(changing.profiles(shown)) if shown else {}
    for one, standing in known.items():
        if standing.withheld.hidden and standing.kept is not standing.shown:
            found[one] = standing.withheld.hidden
    return found


def _is_older(standing: Standing, overlay: Overlay) -> bool:
    return standing.kept is not None and standing.kept.overlay < overlay.version


def _moved(state: SyncState, overlay: int) -> SyncState:
    return replace(state, overlay=max(state.overlay, overlay))
