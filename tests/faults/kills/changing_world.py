"""What happens in the world between two syncs? Chance decides, the same for the same seed."""

from __future__ import annotations

from marketplace.creators.times import format_time
from marketplace.store.overlays import SqlOverlays
from tests.faults.kills.world import LINGERING, LINGERS_ON, MARKETS, World, moment

CHANGES = 25
OVERLAYS = 8
FEW = 25
"""One of so many is one of the few to whom half of all happens."""

LATELY = 60
"""Records of a market that are repeated as often as all others."""


def change(world: World, overlays: SqlOverlays, said: dict[str, dict[str, object]]) -> None:
    """Let much happen; `said` is kept as what the overlays say."""
    ways = (_join, _renew, _renew, _renew, _leave, _move, _move, _return, _replay, _late)
    world.dropped.update(pair for pair in world.lingering() if world.rng.random() > LINGERS_ON)
    for _ in range(CHANGES):
        world.rng.choice(ways)(world)
    for _ in range(OVERLAYS):
        one = _anybody(world)
        if world.rng.random() < 0.2 and said.get(one):
            said[one] = dict(overlays.clear(one, [world.rng.choice(sorted(said[one]))]).fields)
        else:
            said[one] = dict(overlays.change(one, _fields(world)).fields)


def _fields(world: World) -> dict[str, object]:
    price = {"amount": f"{world.rng.randrange(5, 900)}.50", "currency": "USD"}
    every: tuple[dict[str, object], ...] = (
        {"price": price},
        {"price": None},
        {"available": world.rng.random() < 0.5},
        {"hidden": True},
        {"hidden": True},
        {"hidden": False, "available": True},
    )
    return world.rng.choice(every)


def _join(world: World) -> None:
    world.profile(f"c{next(world.numbers)}", world.rng.choice(MARKETS))


def _renew(world: World) -> None:
    one = _somebody(world)
    world.profile(one, world.newest[one]["market"])


def _leave(world: World) -> None:
    """Whoever leaves is told to be gone wherever a profile of theirs may still stand."""
    one = _somebody(world)
    for market in MARKETS:
        if world.stands(one, market):
            world.leave(one, market)


def _move(world: World) -> None:
    """The market that is left tells it before, afterwards, or never; then most leave them out of the whole feed."""
    one = _somebody(world)
    old = world.newest[one]["market"]
    new = world.rng.choice([market for market in MARKETS if market != old])
    tells = world.rng.choice(("before", "after", "never", "never"))
    if tells == "before":
        world.leave(one, old)
    world.profile(one, new)
    if tells == "after":
        world.leave(one, old)
    elif tells == "never" and world.rng.random() > LINGERING:
        world.dropped.add((old, one))


def _return(world: World) -> None:
    if gone := [one for one in world.newest if not world.is_there(one)]:
        world.profile(world.rng.choice(gone), world.rng.choice(MARKETS))


def _replay(world: World) -> None:
    market = world.rng.choice(MARKETS)
    told = world.told[market]
    world.repeat(market, world.rng.choice(told if world.rng.random() < 0.5 else told[-LATELY:]).record)


def _late(world: World) -> None:
    """A profile that is older than what is known already comes for the first time."""
    newest = world.newest[_anybody(world)]
    late = {**newest, "followers": 1, "updated_at": format_time(moment(newest) - 1)}
    world.repeat(newest["market"], late)


def _somebody(world: World) -> str:
    there = world.there()
    one = _anybody(world)
    return one if one in there else world.rng.choice(sorted(there))


def _anybody(world: World) -> str:
    """Half of the time of a few to whom much happens."""
    return world.rng.choice(sorted(world.newest)[:: 1 if world.rng.random() < 0.5 else FEW])
