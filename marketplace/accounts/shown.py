"""How are accounts and keys shown? As the API and the console give them; absent fields are left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marketplace.accounts.account import Account, Key
from marketplace.accounts.own_side import OwnSide
from marketplace.creators.times import format_time

Shown = dict[str, Any]


def shown_account(account: Account) -> Shown:
    """An account; its clients only where an agency has them."""
    return _present(
        {
            "id": account.id,
            "role": account.role,
            "name": account.name,
            "creator_id": account.creator_id,
            "clients": [vars(one) for one in account.clients] or None,
            "email": account.email,
            "language": account.language,
            "status": account.status,
            **_dated(account),
        }
    )


def shown_own_side(side: OwnSide) -> Shown:
    """A creator's own side."""
    blocked = {"blocked_account_ids": list(side.blocked_account_ids), "hidden": side.hidden}
    return {**_present(side.said), **blocked}


def shown_key(key: Key) -> Shown:
    """A key, without its secret."""
    return _present(
        {
            "id": key.id,
            "account_id": key.account_id,
            "name": key.name,
            "scopes": sorted(key.scopes),
            "client_id": key.client_id,
            "expires_at": _time(key.expires_at),
            "last_used_at": _time(key.last_used_at),
            "revoked_at": _time(key.revoked_at),
            **_dated(key),
        }
    )


def _dated(record: Account | Key) -> Mapping[str, object]:
    return {
        "version": record.version,
        "created_at": _time(record.created_at),
        "updated_at": _time(record.updated_at),
    }


def _time(moment: int | None) -> str | None:
    return None if moment is None else format_time(moment)


def _present(values: Mapping[str, object]) -> Shown:
    return {name: value for name, value in values.items() if value is not None}
