"""Which builds may be published?"""

import pytest

from indexer.credible import Limits, check_build
from indexer.report import Tally
from marketplace.errors import SyncError

LIMITS = Limits(credible_share=0.5, max_reject_share=0.1)
FORCED = Limits(credible_share=0.5, max_reject_share=0.1, force=True)


def tally(creators: int, *, rejected: int = 0) -> Tally:
    return Tally(read=creators + rejected, indexed=creators, rejected=rejected)


@pytest.mark.parametrize(
    ("counts", "published"),
    [(tally(1), 0), (tally(50), 100), (tally(90, rejected=10), 100), (tally(1_000), 10)],
    ids=["the first with one creator", "half as many", "a tenth rejected", "many more"],
)
def test_a_credible_build_is_published(counts: Tally, published: int) -> None:
    check_build(counts, LIMITS, held=counts.creators, published=published)


REFUSED = [
    (tally(49), 100, "the feed holds 49 creators and 100 are published, of which it must hold 50%: complete the feed,"),
    (tally(89, rejected=11), 0, "11 of 100 records are rejected, more than 10%: mend the feed, or sync with --force"),
]


@pytest.mark.parametrize(("counts", "published", "reason"), REFUSED)
def test_a_build_that_falls_short_is_refused_unless_forced(counts: Tally, published: int, reason: str) -> None:
    check_build(counts, FORCED, held=counts.creators, published=published)

    with pytest.raises(SyncError, match=reason):
        check_build(counts, LIMITS, held=counts.creators, published=published)


NEVER = [
    (Tally(read=3, deleted=3), 0, "the feed holds no creator"),
    (Tally(read=3, rejected=3), 0, "the feed holds no creator"),
    (tally(3), 2, "the engine holds 2 of 3 creators written"),
    (tally(3), 4, "the engine holds 4 of 3 creators written"),
]


@pytest.mark.parametrize(("counts", "held", "reason"), NEVER)
def test_no_force_publishes_an_empty_or_miscounted_build(counts: Tally, held: int, reason: str) -> None:
    with pytest.raises(SyncError, match=reason):
        check_build(counts, FORCED, held=held, published=0)
