"""Is kept whom creators block, on every database?"""

from __future__ import annotations

from tests.accounts import Office


def test_a_creator_blocks_exactly_the_accounts_named_last(office: Office) -> None:
    with office.records.writing() as records:
        records.blocks.replace("c1", ["acc_2", "acc_1"], at=1)
        records.blocks.replace("c2", ["acc_2"], at=1)
    with office.records.writing() as records:
        records.blocks.replace("c1", ["acc_3", "acc_2"], at=2)
        assert [list(records.blocks.of(one)) for one in ("c1", "c2", "c3")] == [["acc_2", "acc_3"], ["acc_2"], []]

    with office.records.writing() as records:
        records.blocks.replace("c1", [], at=3)
        assert [list(records.blocks.of(one)) for one in ("c1", "c2")] == [[], ["acc_2"]]


def test_of_many_creators_those_are_told_who_block_an_account(office: Office) -> None:
    many = [f"c{n}" for n in range(200)]
    with office.records.writing() as records:
        records.blocks.replace("c7", [f"acc_{n:04}" for n in range(1_000)], at=1)
        records.blocks.replace("c150", ["acc_0001"], at=1)
        records.blocks.replace("c300", ["acc_0001"], at=1)

    with office.records.reading() as records:
        assert records.blocks.is_blocked(many, "acc_0001") == {"c7", "c150"}
        assert records.blocks.is_blocked(many, "acc_0999") == {"c7"}
        assert records.blocks.is_blocked(many, "acc_1000") == records.blocks.is_blocked([], "acc_0001") == set()
