import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.creators.markets import codes
from marketplace.elastic.names import IndexName, locks_index, market_alias, parse_index_name, writing_alias

PREFIXES = st.from_regex(r"[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,8}){0,4}", fullmatch=True)
NAMES = st.builds(
    IndexName,
    prefix=PREFIXES,
    market=st.sampled_from(codes()),
    mapping=st.from_regex(r"[0-9a-f]{8}", fullmatch=True),
    build=st.from_regex(r"[0-9]{8}t[0-9]{6}[0-9a-f]{4}", fullmatch=True),
)


@given(NAMES)
def test_a_name_is_parsed_into_the_parts_it_was_built_of(name: IndexName) -> None:
    assert parse_index_name(str(name), name.prefix) == name


@given(NAMES, PREFIXES)
def test_a_name_belongs_to_one_prefix(name: IndexName, other: str) -> None:
    parsed = parse_index_name(str(name), other)
    assert parsed is None or (str(parsed), other) == (str(name), name.prefix)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("creators-eu-de-0123abcd-20261122t1000009f3c", "of another prefix, which this one begins"),
        ("creators-de-0123abcd-20261122t1000009f3c-writing", "an alias of a build"),
        ("creatorsx-de-0123abcd-20261122t1000009f3c", "of another prefix without a hyphen between"),
        ("creators-de-0123abc-20261122t1000009f3c", "no hash of a mapping"),
        ("creators-de-0123ABCD-20261122t1000009f3c", "a hash in capitals"),
        ("creators-de-0123abcd-", "no build"),
        ("creators-de-0123abcd-1\n", "a line end"),
        ("creators-de-0123abcd", "the alias of a market"),
        ("creators-locks", "the index of locks"),
        ("creators-words", "the index of words"),
        ("creators", "the alias of all"),
        ("", "nothing"),
    ],
)
def test_what_is_no_build_is_not_taken_for_one(name: str, why: str) -> None:
    assert parse_index_name(name, "creators") is None, why


def test_no_other_name_can_be_mistaken_for_a_build() -> None:
    build = IndexName("creators", "DE", "0123abcd", "1")
    others = (market_alias(build), locks_index("creators"), writing_alias(str(build)))
    assert others == ("creators-de-0123abcd", "creators-locks", "creators-de-0123abcd-1-writing")
    assert [parse_index_name(other, "creators") for other in others] == [None, None, None]
