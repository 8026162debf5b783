"""Is it said in a line a market, and as JSON, what came out of a comparison?"""

from indexer.verifying.comparison import Comparison, Counts, Difference, Differing, Sampled
from indexer.verifying.telling import comparison_line, comparisons_json
from marketplace.errors import EngineUnavailable, SyncError

AGREEING = Comparison(market="DE", creators=1_200, behind=Differing(count=1, ids=("a",)))
DIFFERING = Comparison(market="FR", creators=2, missing=Differing(count=6, ids=tuple("abcde")))
FAILED = Comparison(market="IT", failure=EngineUnavailable("the engine is away"))
MISCOUNTED = Comparison(market="ES", creators=2, counts=Counts(feed=2, state=3, engine=2), counts_agree=False)
ALTERED = Comparison(
    market="US",
    creators=2,
    altered=Differing(count=1, ids=("a",)),
    sampled=Sampled(creators=2, seed=1, differences=(Difference("a", "bio", '"x"', "absent"),)),
    failure=SyncError("no room"),
)


def test_a_market_is_a_line_and_an_object() -> None:
    assert [comparison_line(one) for one in (AGREEING, DIFFERING, FAILED, MISCOUNTED)] == [
        "DE   agrees   1,200 creators  behind 1 (a)",
        "FR   differs  2 creators  missing 6 (a, b, c, d, e, …)  extra 0  different 0",
        "IT   failed   the engine is away",
        "ES   differs  2 creators  counted 3 by the state, 2 by the engine",
    ]
    told = comparisons_json([AGREEING, DIFFERING, FAILED, MISCOUNTED], repaired=["FR"])
    assert (told["differing"], told["repaired"]) == (3, ["FR"])


def test_fields_that_differ_and_why_nothing_was_mended_are_lines_below() -> None:
    assert comparison_line(ALTERED, mended=True).splitlines() == [
        "US   differs  2 creators  missing 0  extra 0  different 0  altered 1 (a)  2 by field",
        '     a bio: feed "x", index absent',
        "     not mended: no room",
    ]
    assert comparison_line(DIFFERING, mended=True).startswith("FR   mended ")
