"""Does a record that meets a mistake of ours cost more than itself?"""

from __future__ import annotations

import re

from indexer.conversions import Work, in_turn
from indexer.convert import Conversion
from indexer.ports import FeedRecord
from indexer.rejects import Reject
from marketplace.creators.creator import Creator, Ready
from tests.creators import NOW, RATES
from tests.fakes import as_it_is, feed_record


def breaking(creator: Creator) -> Ready:
    if creator.id == "odd":
        raise KeyError(creator.document)
    return as_it_is(creator)


def test_a_record_that_breaks_the_indexer_is_refused_and_the_others_are_taken_in() -> None:
    records = [FeedRecord(line, feed_record(one)) for line, one in enumerate(["anna", "odd", "ben"], 1)]

    anna, odd, ben = in_turn(records, Work(Conversion("DE", NOW, RATES), breaking))

    assert isinstance(odd, Reject)
    assert (anna[0], ben[0], odd.line, odd.field, odd.id) == (1, 3, 2, "record", "odd")
    said = r"broke the indexer, KeyError at test_breaking_records\.py:\d+: report it with the record"
    assert re.fullmatch(said, odd.reason)
