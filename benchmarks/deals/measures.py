"""How long does each step of a deal take, over HTTP as a client feels it?"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from statistics import median

from benchmarks.deals.world import Client, World

AT_ONCE = 4
PRICE = {"amount": "120.00", "currency": "USD"}


def seconds(do: Callable[[], object]) -> float:
    """How long something takes."""
    began = time.monotonic()
    do()
    return time.monotonic() - began


def proposing(world: World, *, rounds: int) -> float:
    """Seconds of a call that proposes to 100 creators, the median."""
    brand, hundred = world.brand, list(world.creator_ids[:100])
    paths = [f"/v1/campaigns/{world.campaign()}/proposals" for _ in range(rounds)]
    content = {"creator_ids": hundred, "price": PRICE}
    return median(seconds(partial(_all_created, brand, path, content=content)) for path in paths)


def reading(world: World, *, rounds: int) -> float:
    """Seconds of the reading of a proposal, the median."""
    brand = world.brand
    (proposal,) = _proposed(world, world.creator_ids[:1])
    return median(seconds(lambda: brand.done("GET", f"/v1/proposals/{proposal}")) for _ in range(rounds))


def acting(world: World) -> tuple[float, int]:
    """Actions a second of both sides on proposals of one campaign, and how many versions or amounts were lost."""
    ids = list(world.creator_keys)
    campaign = world.campaign()
    proposals = _proposed(world, ids, campaign=campaign)
    pairs = list(zip(ids, proposals, strict=True))
    with ThreadPoolExecutor(AT_ONCE) as clients:
        began = time.monotonic()
        counts = list(clients.map(lambda some: _agree(world, some), [pairs[n::AT_ONCE] for n in range(AT_ONCE)]))
        taken = time.monotonic() - began
    brand = world.brand
    versions = [brand.done("GET", f"/v1/proposals/{one}")["version"] for one in proposals]
    accepted = brand.done("GET", f"/v1/campaigns/{campaign}")["budget_accepted"]["amount"]
    lost = sum(version != 4 for version in versions) + (accepted != f"{122 * len(ids)}.00")
    return sum(counts) / taken, lost


def listing(world: World, paths: Sequence[str], *, rounds: int) -> dict[str, float]:
    """Seconds of each list, the medians."""
    brand = world.brand
    return {path: median(seconds(partial(brand.done, "GET", path)) for _ in range(rounds)) for path in paths}


def _agree(world: World, pairs: Sequence[tuple[str, str]]) -> int:
    """Let each of these creators and the brand come to terms; how many actions it took."""
    brand = world.brand
    for creator_id, proposal in pairs:
        creator = world.creator(creator_id)
        path = f"/v1/proposals/{proposal}"
        creator.done("POST", f"{path}/counter", content={"price": {"amount": "125.00", "currency": "USD"}})
        brand.done("POST", f"{path}/counter", content={"price": {"amount": "122.00", "currency": "USD"}})
        creator.done("POST", f"{path}/accept", content={"terms_version": 3})
    return 3 * len(pairs)


def _proposed(world: World, creator_ids: Sequence[str], *, campaign: str = "") -> list[str]:
    """The ids of proposals to these creators, in their order."""
    path = f"/v1/campaigns/{campaign or world.campaign()}/proposals"
    found: dict[str, str] = {}
    for start in range(0, len(creator_ids), 100):
        content = {"creator_ids": list(creator_ids[start : start + 100]), "price": PRICE}
        created = _all_created(world.brand, path, content=content)
        found |= {one["creator_id"]: one["id"] for one in created}
    return [found[one] for one in creator_ids]


def _all_created(brand: Client, path: str, *, content: Mapping[str, object]) -> list[dict[str, str]]:
    told = brand.done("POST", path, content=content)
    if told["refused"]:
        raise RuntimeError(f"refused: {told['refused'][:3]}")
    created: list[dict[str, str]] = told["created"]
    return created
