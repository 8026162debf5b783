"""How are changes counted that a feed tells, and that are refused, again and again?"""

from pathlib import Path

from indexer.status import status_json, status_lines
from tests.creators import NOW
from tests.unit.indexer.test_delta import Market


def test_a_change_that_is_told_and_refused_again_and_again_counts_once(tmp_path: Path) -> None:
    market = Market(tmp_path, "c1")
    for _ in range(3):
        market.changed({"id": "c2"}, {"id": "c3"})
    market.changed()

    state = market.writer.kept_states["DE"]
    assert (state.rejected, state.rejected_changes) == (0, 2)
    assert "  2 rejected  " in status_lines({"DE": state}, now=NOW)[0]
    assert status_json({"DE": state}, (), now=NOW)["markets"][0]["rejected"] == 2  # type: ignore[index]
