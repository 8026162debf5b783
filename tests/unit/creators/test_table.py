"""Is a table of fields sound, and the one there is what the design asks for?"""

from __future__ import annotations

import pytest

from marketplace.creators.fields import DEFAULT_FACETS, FIELDS
from marketplace.creators.table import RESERVED_ENDINGS, RESERVED_NAMES, Field, FieldTable, Kind, Role
from marketplace.search.parameters import facet_names, filter_parameters, projection_names, sort_names


def field(name: str) -> Field:
    """A field of no use but its name."""
    return Field(name=name, kind=Kind.KEYWORD, description="Something.")


@pytest.mark.parametrize("ending", RESERVED_ENDINGS)
def test_a_name_that_ends_like_a_parameter_is_refused(ending: str) -> None:
    with pytest.raises(ValueError, match=f"a field can't be called 'height{ending}'"):
        FieldTable(field(f"height{ending}"))


@pytest.mark.parametrize("name", ["q", "sort", "cursor", "price_currency", "exclude_contacted", "tie", "document"])
def test_the_name_of_a_search_parameter_or_column_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="search parameters are called so or end so; rename it"):
        FieldTable(field(name))


def test_a_name_that_is_taken_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        FieldTable(field("height"), field("height"))


def test_every_parameter_of_a_search_is_reserved() -> None:
    documented = (
        *("q", "as_you_type", "typos", "exclude_ids", "exclude_contacted", "in_list", "not_in_list", "sort"),
        *("facets", "facet_limit", "fields", "highlight", "limit", "cursor", "page", "lang", "price_currency"),
    )
    assert set(documented) <= RESERVED_NAMES


def test_no_parameter_means_two_things() -> None:
    names = [parameter.name for parameter in filter_parameters().values()]
    assert len(names) == len(set(names))
    assert not set(names) & (RESERVED_NAMES - {"price_currency"})


def test_there_are_at_least_35_filters_and_15_sorts() -> None:
    filtered = {parameter.field.name for parameter in filter_parameters().values()}
    assert len(filtered) >= 35
    assert len(sort_names()) >= 15


def test_price_itself_neither_sorts_nor_facets() -> None:
    assert "price" not in (*sort_names(), *facet_names())
    assert {"price_min", "price_max", "price_currency", "price_usd", "price_usd_missing"} <= set(filter_parameters())
    assert "price" in projection_names()


def test_lists_take_all_and_numbers_take_bounds() -> None:
    names = set(filter_parameters())
    assert {"topics_all", "hashtags_all", "languages_not", "followers_min", "joined_at_below", "verified_not"} <= names
    assert not {"market_all", "followers_all", "market_min", "audience_ages_min", "bio", "handle", "id"} & names


def test_what_the_api_facets_by_default_can_be_faceted() -> None:
    assert set(DEFAULT_FACETS) <= set(facet_names())
    assert all(Role.FACET in FIELDS[name].roles for name in DEFAULT_FACETS)


def test_required_fields_are_those_of_a_feed_record() -> None:
    required = [one.name for one in FIELDS if one.required]
    assert required == ["id", "handle", "display_name", "market", "followers", "updated_at"]


@pytest.mark.parametrize("name", [one.name for one in FIELDS if one.numeric and Role.FACET in one.roles])
def test_the_edges_of_ranges_go_up_in_time_and_number(name: str) -> None:
    edges = [-edge if FIELDS[name].kind in (Kind.TIME, Kind.DATE) else edge for edge in FIELDS[name].buckets]
    assert edges == sorted(set(edges))
    assert edges


def test_every_field_is_described() -> None:
    assert not [one.name for one in FIELDS if not one.description.endswith(".")]
