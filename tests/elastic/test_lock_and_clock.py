"""Does a clock that is set back free a lock that is held, or keep one that is not?"""

import pytest

from marketplace.creators.times import MICROSECONDS
from marketplace.elastic.document import ready_creator
from marketplace.elastic.lock import DOCUMENT, LOCK_SECONDS
from marketplace.elastic.names import locks_index
from marketplace.errors import SyncRunning
from tests.creators import make_creator
from tests.elastic.conftest import Place

HOURS = 3_600 * MICROSECONDS
LAPSE = (LOCK_SECONDS + 1) * MICROSECONDS


def end(place: Place) -> int:
    return int(place.client.get(index=locks_index(place.prefix), id=DOCUMENT)["_source"]["expires_at"])


def test_a_holder_whose_clock_is_set_back_keeps_the_lock_and_no_longer_than_it_lives(place: Place) -> None:
    writer = place.writer()
    with writer.lock(), writer.build("DE") as build:
        place.clock.now -= 5 * HOURS
        build.write([ready_creator(make_creator())])
        assert end(place) == place.clock.now + LOCK_SECONDS * MICROSECONDS
        with pytest.raises(SyncRunning), place.writer().lock():
            pass
        place.clock.now += LAPSE
        with place.writer().lock():
            pass
        place.clock.now -= LAPSE


def test_a_lock_whose_end_is_far_ahead_says_that_a_clock_is_wrong_and_how_to_be_rid_of_it(place: Place) -> None:
    with place.writer().lock():
        place.clock.now -= 5 * HOURS
        said = rf"lapses at 2026-11-22T10:01:00Z, far ahead of 2026-11-22T05:00:00Z: .* DELETE /{place.prefix}-locks"
        with pytest.raises(SyncRunning, match=said), place.writer().lock():
            pass
