"""What do the endpoints of accounts and keys take?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marketplace.accounts.account import Client
from marketplace.accounts.keys import LONGEST_OVERLAP_SECONDS
from marketplace.accounts.roles import Role, Scope
from marketplace.accounts.values import MAX_CLIENTS, MAX_NAME
from marketplace.api.notation import TEXT, Notation, json_type
from marketplace.api.parameters import MAX_CURSOR_LENGTH, Parameter
from marketplace.api.value_types import ValueType, choice_of, kept_text_of, whole_of
from marketplace.creators.fields import FIELDS
from marketplace.creators.labels import label_languages
from marketplace.creators.times import parse_moment
from marketplace.mail.mail import MAX_ADDRESS
from marketplace.search.query import MAX_LIMIT

MAX_ID = 40
DEFAULT_OVERLAP_SECONDS = 24 * 3600
STATUSES = ("active", "suspended")


def page_parameters() -> tuple[Parameter, ...]:
    """Which part of a list."""
    return (
        Parameter("limit", "How many records (default 20).", whole_of(1, MAX_LIMIT)),
        Parameter("cursor", "The next_cursor of the page before.", kept_text_of(MAX_CURSOR_LENGTH)),
    )


def role_parameter(*, required: bool) -> Parameter:
    """What an account is."""
    return Parameter("role", "What the account is.", choice_of(tuple(Role)), required=required)


def details_parameters(*, required: bool) -> tuple[Parameter, ...]:
    """What an account says of itself."""
    return (
        Parameter("name", "Whose it is, for people.", kept_text_of(MAX_NAME), required=required),
        Parameter("email", "Where those who have no webhook are told.", kept_text_of(MAX_ADDRESS)),
        Parameter("language", "In which language they are told.", choice_of(label_languages())),
        Parameter("clients", "The brands that an agency works for, all of them.", _client(), many=MAX_CLIENTS),
    )


def creator_parameter() -> Parameter:
    """Which creator's account it is."""
    description = "Whose account it is, where the role is creator."
    return Parameter("creator_id", description, kept_text_of(FIELDS["id"].max_length))


def status_parameter() -> Parameter:
    """Whether an account's keys are taken."""
    return Parameter("status", "Whether the keys of the account are taken.", choice_of(STATUSES))


def key_parameters() -> tuple[Parameter, ...]:
    """What a new key is to be."""
    scope = choice_of(tuple(Scope))
    moment = ValueType(TEXT, parse_moment, {"type": "string", "format": "date-time"})
    return (
        Parameter("name", "What it is for, for people.", kept_text_of(MAX_NAME), required=True),
        Parameter("scopes", "What it may do (default: all that the maker may).", scope, many=len(Scope)),
        Parameter("client_id", "The one client of the agency that it is for.", kept_text_of(MAX_ID)),
        Parameter("expires_at", "When it is taken no more.", moment),
    )


def rename_parameters() -> tuple[Parameter, ...]:
    """What of a key can be changed."""
    return (Parameter("name", "What it is for, for people.", kept_text_of(MAX_NAME), required=True),)


def overlap_parameter(what: str = "key is taken") -> Parameter:
    """How long the old one goes on."""
    description = f"How long the old {what} beside the new one (default {DEFAULT_OVERLAP_SECONDS})."
    return Parameter("overlap_seconds", description, whole_of(0, LONGEST_OVERLAP_SECONDS))


def _client() -> ValueType:
    schema = {
        "type": "object",
        "properties": {
            "id": {"type": "string", "maxLength": MAX_ID},
            "name": {"type": "string", "maxLength": MAX_NAME},
        },
        "required": ["name"],
        "additionalProperties": False,
    }
    return ValueType(Notation(_no_text, _as_it_is), _read_client, schema)


def _no_text(_: str) -> object:
    raise ValueError("is taken by a body only")


def _as_it_is(value: object) -> object:
    return value


def _read_client(value: object) -> Client:
    """A client; one without an id is new."""
    if not isinstance(value, Mapping):
        raise ValueError(f"must be objects with a name, and the id of those that are known, not {json_type(value)}")
    if unknown := sorted(value.keys() - {"id", "name"}):
        raise ValueError(f"has the unknown {unknown[0][:40]!r}: there are id and name")
    return Client(_text(value, "id", most=MAX_ID), _text(value, "name", most=MAX_NAME, required=True))


def _text(value: Mapping[str, Any], name: str, *, most: int, required: bool = False) -> str:
    found = value.get(name, "")
    if not isinstance(found, str) or len(found) > most or (required and not found.strip()):
        raise ValueError(f"needs a {name} of 1 to {most} characters" if required else f"has an {name} that is none")
    return found
