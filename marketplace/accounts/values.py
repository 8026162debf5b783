"""Which values may accounts and keys have? Checked wherever they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from marketplace.accounts.account import Account, Key
from marketplace.accounts.roles import SCOPES, Role
from marketplace.creators.labels import label_languages
from marketplace.creators.overlays import is_id
from marketplace.errors import InvalidInput, Problem
from marketplace.mail.mail import is_address
from marketplace.text.lines import stands_in_a_line

MAX_NAME = 200
MAX_CLIENTS = 500

_CLIENT_ID = re.compile(r"cli_[0-9a-z]{1,32}", re.ASCII)


def check_account(account: Account) -> None:
    """Raise InvalidInput, naming all that is wrong with an account."""
    if problems := list(_of_account(account)):
        raise InvalidInput(*problems)


def check_key(key: Key, account: Account, *, now: int) -> None:
    """Raise InvalidInput, naming all that is wrong with a new key of an account."""
    if problems := list(_of_key(key, account, now=now)):
        raise InvalidInput(*problems)


def check_name(key: Key) -> None:
    """Raise InvalidInput when a key can't be called so."""
    if problems := list(_of_name("name", key.name)):
        raise InvalidInput(*problems)


def _of_account(account: Account) -> Iterator[Problem]:
    yield from _of_name("name", account.name)
    if account.role is Role.CREATOR:
        if account.creator_id is None:
            yield Problem("creator_id", "is required of an account of the role creator")
        elif not is_id(account.creator_id):
            yield Problem("creator_id", "is no id of a creator: see the creators that a search finds")
    elif account.creator_id is not None:
        yield Problem("creator_id", f"can't be of an account of the role {account.role}: leave it out")
    if account.clients and account.role is not Role.AGENCY:
        yield Problem("clients", f"can't be of an account of the role {account.role}: leave them out")
    yield from _of_clients(account)
    if account.email is not None and not is_address(account.email):
        yield Problem("email", "is no e-mail address")
    if account.language not in label_languages():
        yield Problem("language", f"must be one of {', '.join(sorted(label_languages()))}")


def _of_clients(account: Account) -> Iterator[Problem]:
    if len(account.clients) > MAX_CLIENTS:
        yield Problem("clients", f"has {len(account.clients)} values: at most {MAX_CLIENTS} are taken")
    if len({one.id for one in account.clients}) < len(account.clients):
        yield Problem("clients", "has an id twice")
    for one in account.clients:
        yield from _of_name("clients", one.name)
        if not _CLIENT_ID.fullmatch(one.id):
            yield Problem("clients", "has an id that is none: leave out the id of a new client")


def _of_key(key: Key, account: Account, *, now: int) -> Iterator[Problem]:
    yield from _of_name("name", key.name)
    legal = SCOPES[account.role]
    if not key.scopes:
        yield Problem("scopes", "is empty: leave it out for all scopes of the role")
    if key.scopes - legal:
        yield Problem("scopes", f"of a key of the role {account.role} are among {', '.join(sorted(legal))}")
    if key.client_id is not None and key.client_id not in {one.id for one in account.clients}:
        yield Problem("client_id", "is no client of the account: see GET /v1/accounts/me")
    if key.expires_at is not None and key.expires_at <= now:
        yield Problem("expires_at", "is over already: give a time to come, or leave it out")


def _of_name(name: str, text: str) -> Iterator[Problem]:
    if not text.strip():
        yield Problem(name, "is empty")
    elif len(text) > MAX_NAME:
        yield Problem(name, f"has {len(text)} characters: at most {MAX_NAME} are taken")
    elif not stands_in_a_line(text):
        yield Problem(name, "has control characters: leave them out")
