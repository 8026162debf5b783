"""What was changed beside a build before it is published? Judged again, so that it undoes nothing of that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from indexer.intake import BATCH, Intake
from indexer.seen import Outcome, Sighting
from indexer.standing import UNKNOWN, Standing, Stored, Withheld, told
from marketplace.creators.creator import Profile, Ready, Tombstone

Sightings = Mapping[str, Sighting]
Known = Mapping[str, Standing]


@dataclass(frozen=True)
class Settling:
    """The end of an intake; `profiles` are those of creators who are shown now."""

    intake: Intake
    profiles: Callable[[Mapping[str, Stored]], Mapping[str, Profile]]

    def settle(self, touched: Iterable[str]) -> bool:
        """Judge those of these creators again of whom the feed tells; whether the index holds all that it told.

        It does not where a newer version was built of one who is hidden since: the older one is kept.
        """
        ids, whole = iter(touched), True
        while some := list(islice(ids, BATCH)):
            found = self.intake.seen.find(some)
            standing = self.intake.standing(list(found))
            known = {one: standing.get(one, UNKNOWN) for one in found}
            self._rewrite({one: seen for one, seen in found.items() if seen.outcome.written}, known)
            self._rewithhold(found, known)
            whole = whole and not any(_is_stale(seen, known[one]) for one, seen in found.items())
        return whole

    def _rewrite(self, held: Sightings, known: Known) -> None:
        judged = {one: self._judged(one, seen, known=known[one]) for one, seen in held.items()}
        if changed := {one: now for one, now in judged.items() if now != held[one]}:
            self.intake.seen.keep(changed)
        if gone := [one for one, now in judged.items() if not now.outcome.written]:
            self.intake.target.remove(gone)

    def _judged(self, creator_id: str, seen: Sighting, *, known: Standing) -> Sighting:
        if known.kept and known.kept.hidden:  # since it was converted: whoever is hidden is not shown for a moment
            return replace(seen, outcome=Outcome.HIDDEN, taken_from="")
        now, _ = self.intake.judged(Ready(creator_id, seen.version, None), seen.line, known=known)
        return replace(seen, outcome=now.outcome, taken_from=now.taken_from)

    def _rewithhold(self, found: Sightings, known: Known) -> None:
        """A build may keep until it is published what is withheld, in place of what others have told since."""
        market = self.intake.work.conversion.market
        withheld: dict[str, Withheld] = {}
        if self.intake.live:
            for one, seen in found.items():
                if seen.outcome is Outcome.DELETED:
                    before = self.intake.known(one, known[one])
                    withheld[one] = told(before, Tombstone(one, market, seen.version), market=market).withheld
        shown = {one: now for one, seen in found.items() if (now := _shown_again(seen, known[one], market=market))}
        for one, profile in (self.profiles(shown) if shown else {}).items():
            # the build lacks them: the next pass of the overlays finds an older one here, and shows them
            withheld[one] = replace(known[one].withheld, hidden=replace(profile, overlay=0))
        for one, seen in found.items():
            if seen.outcome is Outcome.HIDDEN and _is_newer(seen, known[one]) and one in self.intake.hidden:
                withheld[one] = replace(known[one].withheld, hidden=self.intake.hidden[one])
        if withheld:
            self.intake.target.withhold(withheld)


def _shown_again(seen: Sighting, known: Standing, *, market: str) -> Stored | None:
    """The published profile of one who was hidden when the feed was read, and is so no longer."""
    if seen.outcome is not Outcome.HIDDEN or known.kept is None or known.kept.hidden or known.kept.market != market:
        return None
    return known.kept if known.kept.version >= seen.version else None


def _is_newer(seen: Sighting, known: Standing) -> bool:
    """Whether one who was hidden when the feed was read is shown again, in an older version."""
    return known.kept is not None and not known.kept.hidden and known.kept.version < seen.version


def _is_stale(seen: Sighting, known: Standing) -> bool:
    """Whether who was built is hidden in an older version."""
    return bool(seen.outcome.written and known.kept and known.kept.hidden and known.kept.version < seen.version)
