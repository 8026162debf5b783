"""Which builds may a prune take, of whatever there is?"""

from hypothesis import given
from hypothesis import strategies as st

from indexer.keeping import Retention
from indexer.writers.elastic.pruning import droppable
from marketplace.creators.table import MAX_INTEGER
from marketplace.elastic.kept import KeptIndex
from marketplace.elastic.names import IndexName

ALL_THAT_CAN_GO = Retention(builds=0, replaced_before=MAX_INTEGER, told_before=0)
NUMBERS = st.integers(min_value=0, max_value=99)


def build(number: int, mapping: str, *, published: bool, replaced_at: int) -> KeptIndex:
    name = IndexName("creators", "DE", mapping, f"20261122t1000{number:02}0000")
    return KeptIndex(name, published, mapping == "0000000a", writing=False, state={}, replaced_at=replaced_at)


MAPPINGS = st.sampled_from(["0000000a", "0000000b", "0000000c"])
BUILDS = st.lists(
    st.builds(build, NUMBERS, MAPPINGS, published=st.booleans(), replaced_at=st.sampled_from([0, 1])),
    unique_by=lambda one: one.name.build,
)


@given(BUILDS)
def test_of_builds_that_are_published_only_those_go_that_this_release_has_replaced(builds: list[KeptIndex]) -> None:
    published = [one for one in builds if one.published]
    searched = any(one.own for one in published)
    replaced = [one for one in published if searched and one.replaced_at and not one.own]
    dropped = droppable(builds, ALL_THAT_CAN_GO, running=())
    assert {str(one.name) for one in dropped if one.published} == {str(one.name) for one in replaced}
