"""How does OpenAPI describe accounts and keys?"""

from __future__ import annotations

from marketplace.accounts.account import Status
from marketplace.accounts.own_side import SAID
from marketplace.accounts.roles import Role, Scope
from marketplace.api.creator_schema import TEXT, TIME, Schema, field_schema, list_of, object_of, ref
from marketplace.creators.fields import FIELDS

_VERSION: Schema = {"type": "integer", "minimum": 1, "description": "As the ETag says it."}
_SECRET: Schema = {"type": "string", "description": "`mk_…`, told this once; left out of a replay."}
_CURSOR: Schema = {"type": ["string", "null"], "description": "The cursor of the next page; null at the end."}


def account_schemas() -> dict[str, Schema]:
    """All schemas of accounts and keys, by name."""
    return {
        "Account": _account(),
        "AccountMade": _account(key={**_key(), "properties": {**_key()["properties"], "secret": _SECRET}}),
        "Accounts": object_of(accounts=list_of(ref("Account")), next_cursor=_CURSOR),
        "Client": object_of(id=TEXT, name=TEXT),
        "Key": _key(),
        "KeyMade": _key(secret=_SECRET),
        "Keys": object_of(keys=list_of(ref("Key")), next_cursor=_CURSOR),
    }


def _account(**more: Schema) -> Schema:
    return object_of(
        id=TEXT,
        role={"type": "string", "enum": [*Role]},
        name=TEXT,
        language=TEXT,
        status={"type": "string", "enum": [*Status]},
        **_dated(),
        optional={
            "creator_id": {**TEXT, "description": "Whose account it is, where the role is creator."},
            "clients": {**list_of(ref("Client")), "description": "The brands that an agency works for."},
            "email": TEXT,
            **_own_side(),
            **more,
        },
    )


def _own_side() -> dict[str, Schema]:
    """What a creator's own account says beside."""
    return {
        **{name: field_schema(FIELDS[name]) for name in SAID},
        "blocked_account_ids": {**list_of(TEXT), "description": "Whom the creator takes no proposals from."},
        "hidden": {"type": "boolean", "description": "Whether the creator is in no answer because it wants it."},
    }


def _key(**more: Schema) -> Schema:
    return object_of(
        id=TEXT,
        account_id=TEXT,
        name=TEXT,
        scopes=list_of({"type": "string", "enum": [*Scope]}),
        **_dated(),
        optional={
            "client_id": {**TEXT, "description": "The one client of the agency that it is for."},
            "expires_at": TIME,
            "last_used_at": {**TIME, "description": "Some minutes behind."},
            "revoked_at": {**TIME, "description": "From then on it is not taken; after a rotation that is to come."},
            **more,
        },
    )


def _dated() -> dict[str, Schema]:
    return {"version": _VERSION, "created_at": TIME, "updated_at": TIME}
