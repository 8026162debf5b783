"""What do the endpoints of webhooks and events take?"""

from __future__ import annotations

from marketplace.api.account_parameters import MAX_ID, page_parameters
from marketplace.api.notation import BOOLEAN, TEXT
from marketplace.api.parameters import Parameter
from marketplace.api.value_types import ValueType, choice_of, kept_text_of, whole_of
from marketplace.creators.table import MAX_INTEGER
from marketplace.events.delivery import State
from marketplace.events.event import TYPES
from marketplace.events.urls import MAX_URL

Parameters = tuple[Parameter, ...]


def webhook_parameters(*, required: bool) -> Parameters:
    """What an account says of a webhook."""
    url = ValueType(TEXT, str, {"type": "string", "format": "uri", "maxLength": MAX_URL})
    enabled = "Whether it is called (default true); true lets one be called again that was disabled."
    types = f"Of which events it is called (default: all); of {TYPES[-1]} it always is."
    return (
        Parameter("url", "Where it is called: https, a host of the internet.", url, required=required),
        Parameter("event_types", types, choice_of(TYPES), many=len(TYPES)),
        Parameter("enabled", enabled, ValueType(BOOLEAN, bool, {"type": "boolean"})),
    )


def webhook_client_parameter() -> Parameter:
    """Of which client's events it is called."""
    description = "The one client of the agency of whose events it is called (default: all the account's)."
    return Parameter("client_id", description, kept_text_of(MAX_ID))


def types_clear_parameter() -> Parameter:
    """What a webhook is to have no more."""
    return Parameter("clear", "event_types: to be called of all events again.", choice_of(("event_types",)), many=1)


def deliveries_query() -> Parameters:
    """Which deliveries are listed."""
    return (*page_parameters(), Parameter("state", "How far they are.", choice_of(tuple(State))))


def events_query() -> Parameters:
    """Which events are listed."""
    after = "Those behind the event of this id (default 0: from the oldest that is kept)."
    return (
        *page_parameters(),
        Parameter("after", after, whole_of(0, MAX_INTEGER)),
        Parameter("types", "Events of these types alone (default: of all).", choice_of(TYPES), many=len(TYPES)),
    )
