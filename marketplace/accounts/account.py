"""What is an account, and what is a key of it?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from marketplace.accounts.roles import Role, Scope


class Status(StrEnum):
    """Whether the keys of an account are taken."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    ERASED = "erased"
    """For ever: it was a creator's, who has left."""


class HiddenFor(StrEnum):
    """A reason why a creator is in no answer."""

    OWN = "own"
    """The creator wants it."""

    OPERATOR = "operator"
    SUSPENDED = "suspended"
    """The creator's account is suspended."""

    ERASED = "erased"
    """The creator has left for ever."""


@dataclass(frozen=True)
class Client:
    """A brand that an agency works for."""

    id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Account:
    """A brand, an agency, a creator or an operator; times are microseconds since 1970.

    `creator_id` is whose account it is, where the role is creator; only agencies have clients.
    """

    id: str
    role: Role
    name: str
    creator_id: str | None = None
    clients: tuple[Client, ...] = ()
    email: str | None = None
    language: str = "en"
    status: Status = Status.ACTIVE
    version: int = 1
    created_at: int
    updated_at: int


@dataclass(frozen=True, kw_only=True)
class Key:
    """A key of an account, without its secret; times are microseconds since 1970.

    `client_id` binds an agency's key to one client. `last_used_at` is some minutes behind.
    """

    id: str
    account_id: str
    name: str
    scopes: frozenset[Scope]
    client_id: str | None = None
    expires_at: int | None = None
    last_used_at: int | None = None
    revoked_at: int | None = None
    version: int = 1
    created_at: int
    updated_at: int

    def is_good(self, now: int) -> bool:
        """Whether it is taken at a time: neither revoked (rotated ones are some time later) nor expired."""
        ends = [one for one in (self.expires_at, self.revoked_at) if one is not None]
        return all(now < one for one in ends)
