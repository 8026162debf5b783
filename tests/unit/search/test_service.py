"""What does the service decide, whatever the engine?"""

from marketplace.search.service import SearchService
from tests.creators import NOW, make_creator, published_of
from tests.judge import JudgeEngine


def test_of_two_creators_with_a_handle_the_newer_counts_also_within_one_second() -> None:
    creators = (
        make_creator(id="older", handle="same", updated_at="2026-11-01T00:00:00Z"),
        make_creator(id="newer", handle="same", updated_at="2026-11-01T00:00:00.5Z"),
    )
    service = SearchService(JudgeEngine(creators, published_of(creators)), now=lambda: NOW)
    assert service.by_handle("Same", market=None)["id"] == "newer"
