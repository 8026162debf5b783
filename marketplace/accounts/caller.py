"""Who sends a request? An account, by one of its keys."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.accounts.account import Account, Key
from marketplace.accounts.roles import Role, Scope
from marketplace.accounts.scoped_keys import ScopedKey
from marketplace.errors import Forbidden


@dataclass(frozen=True)
class Caller:
    """An account that was recognised; `scoped` are the claims where it came by a scoped key of the key."""

    account: Account
    key: Key
    scoped: ScopedKey | None = None
    acting_user: str | None = None

    @property
    def scopes(self) -> frozenset[Scope]:
        """What it may do: a scoped key can only search."""
        return self.key.scopes & {Scope.SEARCH} if self.scoped else self.key.scopes

    def check(self, scope: Scope, *roles: Role) -> None:
        """Raise Forbidden unless it has a scope, and one of the roles where any are named."""
        if scope not in self.scopes:
            raise Forbidden(f"the key has not the scope {scope}: it has {', '.join(sorted(self.scopes))}")
        if roles and self.account.role not in roles:
            raise Forbidden(f"an account of the role {self.account.role} can't do this: {' or '.join(roles)} can")

    def client_for(self, client_id: str | None) -> str | None:
        """The client that it speaks for where it names this one; raises Forbidden for a key of another one."""
        bound = self.key.client_id
        if bound is not None and client_id not in (None, bound):
            raise Forbidden(f"the key is bound to the client {bound}: leave client_id out")
        return bound or client_id
