"""What of the creators may the caller of a request find? What the key leaves, by lists, without those in touch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import current_app

from marketplace.api.gate import caller, caller_or_nobody, reach
from marketplace.deals.contacts import Contacts
from marketplace.errors import InvalidInput, Problem
from marketplace.saved.narrowing import IN, NOT_IN, Narrowing
from marketplace.search.reach import Reach

NAME = "contacts"
LISTS = "lists"
PARAMETER = "exclude_contacted"


def reach_for(asked: Mapping[str, Any] | None = None) -> Reach:
    """The reach of this request with these parameters; raises InvalidInput, StoreUnavailable."""
    own, asked = reach(), asked or {}
    wanted, lists = bool(asked.get(PARAMETER)), {name: asked[name] for name in (IN, NOT_IN) if name in asked}
    if wanted and not own.contacted:
        _check(PARAMETER)
    for name, forced in ((IN, own.in_list), (NOT_IN, own.not_in_list)):
        if not {*lists.get(name, ())} <= {*forced}:
            _check(name)
    if wanted or own.contacted:
        contacts: Contacts = current_app.extensions[NAME]
        own = replace(own, left_out=contacts.of(caller()))
    if lists or own.in_list or own.not_in_list:
        narrowing: Narrowing = current_app.extensions[LISTS]
        own = narrowing.narrowed(own, lists, by=caller())
    return own


def _check(name: str) -> None:
    who = caller_or_nobody()
    if who is None:
        raise InvalidInput(Problem(name, "needs a key: accounts are off here"))
    if who.scoped:  # it tells whom a brand works with
        raise InvalidInput(Problem(name, "can't be asked with a scoped key: it must be among the key's filters"))
