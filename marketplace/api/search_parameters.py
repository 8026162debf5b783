"""What do the endpoints of saved searches take, and what do they give?"""

from __future__ import annotations

from marketplace.api.account_parameters import page_parameters
from marketplace.api.creator_schema import TEXT, TIME, Schema, list_of, object_of, ref
from marketplace.api.deal_parameters import client_parameter, newest_first
from marketplace.api.parameters import Parameter, search_parameters
from marketplace.api.saved_queries import query_parameter
from marketplace.api.schema_parts import dated, enum_of
from marketplace.api.value_types import choice_of, kept_text_of
from marketplace.saved.search import MAX_NAME, Alert

PAGING = ("limit", "cursor")


def saved_parameters(*, made: bool) -> tuple[Parameter, ...]:
    """What is kept; `made` where it is new."""
    often = "How often the account is told of creators who newly match (default off)."
    fields = (
        Parameter("name", "What it is called, for people.", kept_text_of(MAX_NAME), required=made),
        query_parameter(required=made),
        Parameter("alert", often, choice_of(tuple(Alert))),
    )
    return (*fields, client_parameter()) if made else fields


def searches_query() -> tuple[Parameter, ...]:
    """Which part of the list."""
    alert = Parameter("alert", "Of this alert.", choice_of(tuple(Alert)))
    return (*page_parameters(), newest_first(), client_parameter(), alert)


def run_parameters() -> tuple[Parameter, ...]:
    """Which page of the answer."""
    return tuple(one for one in search_parameters() if one.name in PAGING)


def search_schemas() -> dict[str, Schema]:
    """All schemas of saved searches, by name."""
    kept = {**ref("SearchCreatorsByBody"), "description": "As it was given."}
    search = object_of(
        id=TEXT,
        account_id=TEXT,
        name=TEXT,
        query=kept,
        alert=enum_of(Alert),
        **dated(),
        optional={"client_id": TEXT, "last_run_at": {**TIME, "description": "When it was run last."}},
    )
    cursor: Schema = {"type": ["string", "null"], "description": "The cursor of the next page; null at the end."}
    return {
        "SavedSearch": search,
        "SavedSearches": object_of(searches=list_of(ref("SavedSearch")), next_cursor=cursor),
    }
