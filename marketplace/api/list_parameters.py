"""What do the endpoints of lists take?"""

from __future__ import annotations

from collections.abc import Mapping

from marketplace.api.account_parameters import page_parameters
from marketplace.api.deal_parameters import client_parameter, newest_first
from marketplace.api.notation import Notation, json_type
from marketplace.api.parameters import Parameter
from marketplace.api.value_types import ValueType, kept_text_of
from marketplace.creators.fields import FIELDS
from marketplace.saved.creator_list import MAX_CREATORS, MAX_NAME, MAX_NOTE

Parameters = tuple[Parameter, ...]


def list_parameters(*, required: bool) -> Parameters:
    """What is said of a list."""
    return (
        Parameter("name", "What it is called, in one line.", kept_text_of(MAX_NAME), required=required),
        _creators("Who is on it, in this order; who is named twice is on it once.", required=False),
        _notes("Of those who are on it: their notes, by creator."),
    )


def add_parameters() -> Parameters:
    """Who is put on a list."""
    return (
        _creators("Who is put on it; who is there already stays.", required=True),
        _notes("Of those who are named: their notes, by creator; they take the place of those that are there."),
    )


def take_off_parameters() -> Parameters:
    """Who is taken off a list."""
    return (_creators("Who is taken off it, whether they are on it or not.", required=True),)


def lists_query() -> Parameters:
    """Which lists are listed."""
    return (*page_parameters(), newest_first(), client_parameter())


def _creators(description: str, *, required: bool) -> Parameter:
    value = kept_text_of(FIELDS["id"].max_length)
    return Parameter("creator_ids", description, value, many=MAX_CREATORS, required=required)


def _notes(description: str) -> Parameter:
    schema = {
        "type": "object",
        "additionalProperties": {"type": "string", "maxLength": MAX_NOTE},
        "maxProperties": MAX_CREATORS,
        "examples": [{"anna": "asks for the product first"}],
    }
    return Parameter("notes", description, ValueType(Notation(_body_only, _read_notes), _as_they_are, schema))


def _read_notes(value: object) -> Mapping[str, str]:
    if not isinstance(value, Mapping):
        raise ValueError(f"must be an object with a note by creator, not {json_type(value)}")
    note = kept_text_of(MAX_NOTE)
    return {one: _read_note(one, text, note=note) for one, text in value.items()}


def _read_note(creator_id: str, text: object, *, note: ValueType) -> str:
    try:
        found: str = note.from_json(text)
    except ValueError as error:
        raise ValueError(f"of {creator_id[:64]!r} {error}") from None
    return found


def _body_only(_: str) -> object:
    raise ValueError("is taken by a body only")


def _as_they_are(value: object) -> object:
    return value
