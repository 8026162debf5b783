"""How are accounts and their keys managed at the console? As by an operator who has the database."""

from __future__ import annotations

from collections.abc import Iterator

import click

from marketplace.accounts.account import Account
from marketplace.accounts.roles import Role, Scope
from marketplace.accounts.shown import shown_account, shown_key
from marketplace.console.commands import Commands, say, say_each, services
from marketplace.errors import InvalidInput, Problem
from marketplace.wiring import Services

PAGE = 200
ROLES = [role.value for role in Role]


@click.group(cls=Commands)
def accounts() -> None:
    """Open, list and suspend accounts.

    \b
    Exit codes:
      0  done
      1  the database is away, or there is no such account
      2  wrong usage, settings or values: nothing is changed
    """


@accounts.command("create")
@click.option("--role", type=click.Choice(ROLES), required=True, help="What the account is.")
@click.option("--name", required=True, help="Whose it is, for people.")
@click.option("--creator-id", metavar="ID", help="Which creator's it is, of the role creator.")
@click.option("--email", help="Where those who have no webhook are told.")
@click.option("--language", default="en", show_default=True, help="In which language they are told.")
@click.option("--scopes", metavar="SCOPE,…", help="Of its first key; all of the role unless said.")
def create(*, role: str, name: str, scopes: str | None, **details: str | None) -> None:
    """Open an account; its key is printed this once."""
    given = {"role": Role(role), "name": name, **details}
    account, made = services().accounts.open(given, scopes=_scopes(scopes))
    say({"account_id": account.id, "key_id": made.key.id, "key": made.text.text, "scopes": sorted(made.key.scopes)})


@accounts.command("list")
@click.option("--role", type=click.Choice(ROLES), help="Only these.")
def list_accounts(*, role: str | None) -> None:
    """Print all accounts, a line of JSON each."""
    say_each(shown_account(one) for one in _all(services(), Role(role) if role else None))


@accounts.command("suspend")
@click.argument("account_id", metavar="ID")
@click.option("--undo", is_flag=True, help="Take its keys again.")
def suspend(*, account_id: str, undo: bool) -> None:
    """Take no key of an account any more, within 10 seconds in every process."""
    office = services().accounts
    say(shown_account((office.reinstate if undo else office.suspend)(account_id)))


@click.group(cls=Commands)
def keys() -> None:
    """List and revoke the keys of accounts.

    \b
    Exit codes:
      0  done
      1  the database is away, or there is no such account or key
      2  wrong usage or settings
    """


@keys.command("list")
@click.argument("account_id", metavar="ACCOUNT")
def list_keys(*, account_id: str) -> None:
    """Print the keys of an account, a line of JSON each."""
    found = services()
    found.accounts.get(account_id)
    with found.records.reading() as records:
        say_each(shown_key(one) for one in records.keys.page(account_id, client_id=None, after="", limit=PAGE * PAGE))


@keys.command("revoke")
@click.argument("key_id", metavar="KEY")
def revoke(*, key_id: str) -> None:
    """Take a key no more, within 10 seconds in every process."""
    say(shown_key(services().keys.revoke(key_id)))


def _all(found: Services, role: Role | None) -> Iterator[Account]:
    after = ""
    while page := found.accounts.page(after=after, limit=PAGE, role=role):
        yield from page
        after = page[-1].id


def _scopes(text: str | None) -> frozenset[Scope] | None:
    if text is None:
        return None
    names = [one.strip() for one in text.split(",")]
    if unknown := [one for one in names if one not in [*Scope]]:
        raise InvalidInput(Problem("scopes", f"has the unknown {unknown[0]!r}: there are {', '.join(Scope)}"))
    return frozenset(map(Scope, names))
