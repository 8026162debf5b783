"""What do tests of accounts begin with?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count

from marketplace.accounts.account import Account
from marketplace.accounts.caller import Caller
from marketplace.accounts.hiding import HidingService
from marketplace.accounts.keys import KeyService
from marketplace.accounts.leaving import LeavingService
from marketplace.accounts.making import Made, Makers
from marketplace.accounts.ports import Records
from marketplace.accounts.roles import Role, Scope
from marketplace.accounts.service import AccountService
from marketplace.accounts.vault import Vault
from tests.creators import NOW

SECRET_KEY = "a secret key of tests that is long enough"
SECOND = 1_000_000


@dataclass
class Time:
    """A clock that stands still until it is moved, in microseconds."""

    now: int = NOW

    def __call__(self) -> int:
        return self.now

    def passes(self, seconds: float) -> None:
        """Let so much time go by."""
        self.now += round(seconds * SECOND)


def counting_ids() -> Callable[[str], str]:
    """Ids in their order, those of a prefix one after the other."""
    numbers = count(1)
    return lambda prefix: f"{prefix}_{next(numbers):032x}"


def counting_bytes() -> Callable[[int], bytes]:
    """Bytes that are others each time and the same in every run."""
    numbers = count(1)
    return lambda size: sha256(str(next(numbers)).encode()).digest()[:size]


@dataclass
class Office:
    """The services of accounts over some records."""

    records: Records
    time: Time = field(default_factory=Time)

    def __post_init__(self) -> None:
        self.vault = Vault(SECRET_KEY)
        makers = Makers(now=self.time, make_id=counting_ids(), random=counting_bytes(), vault=self.vault)
        self.accounts = AccountService(self.records, makers)
        self.keys = KeyService(self.records, makers)
        self.hidings = HidingService(self.records, self.time)
        self.leaving = LeavingService(self.records, self.time)

    def open(
        self, role: Role = Role.BRAND, *, scopes: frozenset[Scope] | None = None, **details: object
    ) -> tuple[Account, Made]:
        """An account of a role with its first key."""
        given = {"name": f"a {role}", **({"creator_id": "c1"} if role is Role.CREATOR else {}), **details}
        return self.accounts.open({"role": role, **given}, scopes=scopes)

    def caller(self, role: Role = Role.BRAND, *, scopes: frozenset[Scope] | None = None, **details: object) -> Caller:
        """Somebody of a new account."""
        return self.caller_of(*self.open(role, scopes=scopes, **details))

    def caller_of(self, account: Account, made: Made) -> Caller:
        """Who comes with a key of an account."""
        return Caller(account, made.key)
