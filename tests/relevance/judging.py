"""How right are the answers to the judged searches? `make relevance` prints it for both engines."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from marketplace.search.service import SearchService
from tests.relevance.judged import Judged

AT = 10


@dataclass(frozen=True)
class Verdict:
    """What a judged search came to: the ids found, and what is wrong with them, if anything."""

    judged: Judged
    found: tuple[str, ...]

    @property
    def wrong(self) -> str:
        """What is wrong in a few words; empty when all is right."""
        lacking = [one for one in self.judged.find if one not in self.found]
        foreign = [one for one in self.judged.miss if one in self.found]
        first = self.judged.first if self.judged.first and self.found[:1] != (self.judged.first,) else None
        said = [
            f"not found: {', '.join(lacking)}" if lacking else "",
            f"found: {', '.join(foreign)}" if foreign else "",
            f"first is {''.join(self.found[:1]) or 'nobody'}, not {first}" if first else "",
        ]
        return "; ".join(filter(None, said))

    @property
    def gain(self) -> float:
        """nDCG@10: who must be found is worth 1, who must come first 2, everybody else nothing."""
        worth = {**dict.fromkeys(self.judged.find, 1.0), **({self.judged.first: 2.0} if self.judged.first else {})}
        best = _discounted(sorted(worth.values(), reverse=True)[:AT])
        return _discounted([worth.get(one, 0.0) for one in self.found[:AT]]) / best if best else 1.0


def verdicts(service: SearchService, searches: Iterable[Judged]) -> tuple[Verdict, ...]:
    """Every search asked of a service."""
    return tuple(
        Verdict(one, tuple(str(creator["id"]) for creator in service.search(one.query).page.creators))
        for one in searches
    )


def right_share(of: Sequence[Verdict]) -> float:
    """The share of the searches that are right in all that was judged."""
    return sum(not verdict.wrong for verdict in of) / len(of)


def table(of: Sequence[Verdict]) -> str:
    """The share right and the mean nDCG@10 a language, and each miss below."""
    lines = [f"{'language':<10}{'queries':>8}{'right':>8}{'nDCG@10':>9}"]
    for code in (*sorted({one.judged.language for one in of}), "all"):
        some = [one for one in of if code in (one.judged.language, "all")]
        gain = sum(one.gain for one in some) / len(some)
        lines.append(f"{code:<10}{len(some):>8}{right_share(some):>8.1%}{gain:>9.3f}")
    misses = [
        f"  {one.judged.language}: {one.judged.text!r}: {one.wrong} ({one.judged.why})" for one in of if one.wrong
    ]
    return "\n".join([*lines, *(["misses:", *misses] if misses else [])])


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))
