"""Are the judged searches right, in every language and on both engines?"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from marketplace.creators.markets import markets
from tests.relevance.judged import languages
from tests.relevance.judging import Verdict, right_share, table

LEAST_RIGHT = 0.95
LEAST_GAIN = 0.95
LEAST_QUERIES = 8
ALL = sorted({language for market in markets().values() for language in market.languages})


def test_every_language_of_the_markets_is_judged_by_enough_searches() -> None:
    judged = {language.code: len(language.searches) for language in languages()}
    assert sorted(judged) == ALL
    assert min(judged.values()) >= LEAST_QUERIES


@pytest.mark.parametrize("language", ALL)
def test_searches_of_a_language_are_right(judged: Mapping[str, tuple[Verdict, ...]], language: str) -> None:
    verdicts = judged[language]
    assert right_share(verdicts) >= LEAST_RIGHT, table(verdicts)
    assert sum(verdict.gain for verdict in verdicts) / len(verdicts) >= LEAST_GAIN, table(verdicts)
