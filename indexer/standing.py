"""What does an index know of a creator, and what must it know after one more record?

A profile is shown when it is the newest of all markets and no newer tombstone of its own market is known. That does not
depend on the order in which records come, nor on how often: replays, late ones and moves end in the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from marketplace.creators.creator import Profile, Ready, Tombstone, Version


@dataclass(frozen=True)
class Stored:
    """A profile that an index keeps: of which market, in which version, with which overlay.

    `hidden` when it is in no answer; `place` is where an engine has it, for the engine alone.
    """

    market: str
    version: Version
    overlay: int = 0
    hidden: bool = False
    place: object = field(default=None, compare=False)

    @property
    def age(self) -> tuple[Version, int]:
        """Of two the greater one is the newer."""
        return self.version, self.overlay


@dataclass(frozen=True)
class Withheld:
    """What is known of a creator beside what is shown.

    `left` is the newest tombstone of each market, `passed` the newest profile that one of them ended, `hidden` the
    profile of one whom the marketplace hides; `place` is where an engine has it.
    """

    left: Mapping[str, Version] = field(default_factory=dict)
    passed: Version | None = None
    hidden: Profile | None = None
    place: object = field(default=None, compare=False)


NOTHING_WITHHELD = Withheld()


@dataclass(frozen=True)
class Standing:
    """All that an index knows of a creator."""

    shown: Stored | None = None
    withheld: Withheld = NOTHING_WITHHELD

    @property
    def kept(self) -> Stored | None:
        """The profile that it has, shown or hidden: the newer one where a run was cut off between both."""
        hidden = self.withheld.hidden
        if hidden is None:
            return self.shown
        stored = Stored(hidden.market, hidden.version, hidden.overlay, hidden=True)
        return self.shown if self.shown and self.shown.age > stored.age else stored


UNKNOWN = Standing()


def told(before: Standing, found: Ready | Tombstone, *, market: str) -> Standing:
    """What must be known after a record of a market's feed."""
    if isinstance(found, Tombstone):
        newest = max(before.withheld.left.get(market, found.version), found.version)
        withheld = replace(before.withheld, left={**before.withheld.left, market: newest})
        return _settled(replace(before, withheld=withheld))
    kept, passed = before.kept, before.withheld.passed
    if passed and passed >= found.version:
        return before
    if kept and kept.age >= (found.version, found.overlay):
        return before
    return _settled(_keeping(before, found, market=market))


def overlaid(before: Standing, found: Ready, *, market: str) -> Standing:
    """What must be known after the profile that is kept was made again under another overlay."""
    return _keeping(before, found, market=market)


def joined(one: Withheld, other: Withheld) -> Withheld:
    """What is withheld by either, the newer of each; `other` is where an engine has it."""
    left = {
        market: max(told.left[market] for told in (one, other) if market in told.left)
        for market in {*one.left, *other.left}
    }
    passed = max((told.passed for told in (one, other) if told.passed), default=None)
    hidden = max(
        (told.hidden for told in (one, other) if told.hidden),
        key=lambda kept: (kept.version, kept.overlay),
        default=None,
    )
    found = Withheld(left, passed, hidden, other.place)
    if hidden is None or not _ends(found, hidden, known=[told for told in (one, other) if told.hidden == hidden]):
        return found
    return replace(found, passed=max(passed or hidden.version, hidden.version), hidden=None)


def _ends(found: Withheld, hidden: Profile, *, known: Sequence[Withheld]) -> bool:
    """Whether a profile is ended by what was not known where it was kept: what a file tells holds beside the rest."""
    left = found.left.get(hidden.market), [told.left.get(hidden.market) for told in known]
    passed = found.passed, [told.passed for told in known]
    return any(end and end >= hidden.version and end not in before for end, before in (left, passed))


def mended(standing: Standing) -> Standing:
    """What must be known where a run was cut off between hiding a profile and taking it out: nothing is shown."""
    kept = standing.kept
    return replace(standing, shown=None) if kept and kept.hidden else standing


def _keeping(before: Standing, found: Ready, *, market: str) -> Standing:
    if found.hidden:
        return Standing(None, replace(before.withheld, hidden=found.body))
    stored = Stored(market, found.version, found.overlay)
    return Standing(stored, replace(before.withheld, hidden=None))


def _settled(standing: Standing) -> Standing:
    """Without the profile, if its market has told that they left since."""
    kept, withheld = standing.kept, standing.withheld
    if kept is None or kept.market not in withheld.left or withheld.left[kept.market] < kept.version:
        return standing
    passed = max(withheld.passed or kept.version, kept.version)
    return Standing(None, replace(withheld, passed=passed, hidden=None))


def ended(stored: Stored, standing: Standing) -> bool:
    """Whether a profile of then is not to be shown, given what is known now."""
    withheld, shown = standing.withheld, standing.shown
    ends = [one for one in (withheld.left.get(stored.market), withheld.passed) if one]
    moved = shown is not None and shown.market != stored.market and shown.age >= stored.age
    return moved or withheld.hidden is not None or any(one >= stored.version for one in ends)


def withheld_to_json(withheld: Withheld) -> dict[str, object]:
    """What is withheld as plain JSON values."""
    return {
        "left": {market: list(version) for market, version in withheld.left.items()},
        "passed": withheld.passed and list(withheld.passed),
        "hidden": withheld.hidden and withheld.hidden.to_json(),
    }


def withheld_from_json(kept: Mapping[str, object], *, place: object = None) -> Withheld:
    """What `withheld_to_json` wrote."""
    left, passed, hidden = kept["left"], kept["passed"], kept["hidden"]
    assert isinstance(left, dict)
    return Withheld(
        left={market: Version(*version) for market, version in left.items()},
        passed=Version(*passed) if isinstance(passed, list) else None,
        hidden=Profile.from_json(hidden) if isinstance(hidden, dict) else None,
        place=place,
    )
