"""What may each kind of account do?"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What an account is; an operator's powers come from this alone, never from a scope."""

    BRAND = "brand"
    AGENCY = "agency"
    CREATOR = "creator"
    OPERATOR = "operator"


class Scope(StrEnum):
    """What a key may be used for."""

    SEARCH = "search"
    DEALS = "deals"
    WEBHOOKS = "webhooks"
    PROGRAMME = "programme"
    ADMIN = "admin"
    """To manage the keys of its account."""


_TRADING = frozenset({Scope.SEARCH, Scope.DEALS, Scope.WEBHOOKS, Scope.ADMIN})

SCOPES: Mapping[Role, frozenset[Scope]] = {
    Role.BRAND: _TRADING,
    Role.AGENCY: _TRADING,
    Role.CREATOR: _TRADING | {Scope.PROGRAMME},
    Role.OPERATOR: frozenset(Scope),
}
"""The scopes that keys of a role can have; a key has all of them unless it is made with fewer."""
