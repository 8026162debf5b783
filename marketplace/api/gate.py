"""Who may come in? Every endpoint of /v1 says which scope it needs, and the key is looked at before anything else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

from flask import current_app, g, request

from marketplace.accounts.authenticating import Authenticator
from marketplace.accounts.caller import Caller
from marketplace.accounts.rates import RateLimits
from marketplace.accounts.roles import Role, Scope
from marketplace.api.client_address import Network, client_address
from marketplace.api.limits import check
from marketplace.api.problems import InvalidRequest
from marketplace.api.scoped import check_origin, is_for, reach_of
from marketplace.errors import Forbidden, Problem, Unauthorized
from marketplace.search.reach import EVERYTHING, Reach

MAX_ACTING_USER = 200
NAME = "gate"

View = Callable[..., Any]

_ACCOUNTS_ARE_OFF = "accounts are off here: the service must be run with MARKETPLACE_AUTH=required"
_NO_KEY = "send a key as Authorization: Bearer mk_…"


@dataclass(frozen=True)
class Needs:
    """What a caller must have: a scope, and one of the roles where any are named; None is any key at all.

    `own` is where what an account keeps is asked for with the scope of searches: no scoped key will do.
    """

    scope: Scope | None = None
    roles: tuple[Role, ...] = ()
    own: bool = False


SEARCH = Needs(Scope.SEARCH)


@dataclass(frozen=True)
class Gate:
    """Lets in whom the authenticator recognises; without one, everybody may search and nothing else.

    `proxies` are the networks whose word on where a request comes from is taken.
    """

    authenticator: Authenticator | None
    rates: RateLimits
    proxies: Sequence[Network] = ()

    def let_in(self, needs: Needs) -> None:
        """Recognise the caller of this request; raises Unauthorized, Forbidden, TooManyRequests, StoreUnavailable."""
        searching = needs.scope is Scope.SEARCH and not needs.own
        if self.authenticator is None:
            if searching:
                return
            raise Unauthorized(_ACCOUNTS_ARE_OFF)
        text = _bearer()
        try:
            caller = self.authenticator.caller(text, searching=searching)
        except Unauthorized:
            self._count_wrong_key()
            raise
        origin = request.headers.get("Origin")
        if caller.scoped and origin and is_for(caller.scoped, origin):
            g.page = origin
        check(self.rates.spend(caller, text), too_many="the key asks more often than it may")
        if caller.scoped:
            check_origin(caller.scoped, origin)
            g.reach = reach_of(caller.scoped)
        if needs.scope:
            caller.check(needs.scope, *needs.roles)
        if caller.scoped and not searching:
            raise Forbidden("a scoped key can only search: send the key that it was made of, from a server")
        g.caller = replace(caller, acting_user=_acting_user())

    def _count_wrong_key(self) -> None:
        """Whoever isn't recognised is told of a limit when it is reached, and not before."""
        forwarded = request.headers.get("X-Forwarded-For", "")
        failed = self.rates.fail(client_address(request.remote_addr, forwarded, trusted=self.proxies))
        if failed and failed.over:
            check(failed, too_many="too many wrong keys come from this address")


def caller() -> Caller:
    """Who sent this request, behind the gate."""
    found: Caller = g.caller
    return found


def caller_or_nobody() -> Caller | None:
    """Who sent this request; nobody where no keys are asked for."""
    found: Caller | None = g.get("caller")
    return found


def reach() -> Reach:
    """What of the creators the caller of this request may find and see."""
    found: Reach = g.get("reach", EVERYTHING)
    return found


def guarded(view: View, needs: Needs) -> View:
    """The view behind the gate of the application."""

    @wraps(view)
    def entered(*arguments: Any, **more: Any) -> Any:
        gate: Gate = current_app.extensions[NAME]
        gate.let_in(needs)
        return view(*arguments, **more)

    entered.needs = needs  # type: ignore[attr-defined]
    return entered


def needs_of(view: View | None) -> Needs | None:
    """What a view's caller must have; None where nobody is asked for a key."""
    return getattr(view, "needs", None)


def _bearer() -> str:
    given = request.headers.get("Authorization", "")
    kind, _, text = given.partition(" ")
    if kind.lower() != "bearer" or not text.strip():
        raise Unauthorized(_NO_KEY)
    return text.strip()


def _acting_user() -> str | None:
    user = request.headers.get("X-Acting-User")
    with suppress(UnicodeError):  # headers are read as Latin-1, and mostly sent as UTF-8
        user = user and user.encode("latin-1").decode("utf-8")
    if user is not None and (len(user) > MAX_ACTING_USER or not user.isprintable()):
        detail = f"must have at most {MAX_ACTING_USER} characters, and no control characters"
        raise InvalidRequest("header", Problem("X-Acting-User", detail))
    return user
