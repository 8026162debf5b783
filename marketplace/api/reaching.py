"""What of the creators may the caller of a request find? What the key leaves, without those in touch where asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import current_app

from marketplace.api.gate import caller, caller_or_nobody, reach
from marketplace.deals.contacts import Contacts
from marketplace.errors import InvalidInput, Problem
from marketplace.search.reach import Reach

NAME = "contacts"
PARAMETER = "exclude_contacted"


def reach_for(asked: Mapping[str, Any] | None = None) -> Reach:
    """The reach of this request with these parameters; raises InvalidInput, StoreUnavailable."""
    own, wanted = reach(), bool((asked or {}).get(PARAMETER))
    if wanted and not own.contacted:
        _check()
    if not wanted and not own.contacted:
        return own
    contacts: Contacts = current_app.extensions[NAME]
    return replace(own, left_out=contacts.of(caller()))


def _check() -> None:
    who = caller_or_nobody()
    if who is None:
        raise InvalidInput(Problem(PARAMETER, "needs a key: accounts are off here"))
    if who.scoped:  # it tells whom a brand works with
        raise InvalidInput(Problem(PARAMETER, "can't be asked with a scoped key: it must be among the key's filters"))
