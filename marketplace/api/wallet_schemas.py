"""How does OpenAPI describe wallets?"""

from __future__ import annotations

from marketplace.api.creator_schema import TEXT, TIME, Schema, list_of, object_of, ref
from marketplace.api.schema_parts import COUNT, FROM_ONE, dated, enum_of
from marketplace.programme.rules import Feature
from marketplace.programme.transfer import Entry
from marketplace.programme.wallet import Payout
from marketplace.programme.wallets import Obstacle

_CURSOR: Schema = {"type": ["string", "null"], "description": "The cursor of the next page; null at the end."}
_SIGNED: Schema = {"type": "string", "pattern": r"^-?\d+(\.\d+)?$", "examples": ["120.00"]}


def wallet_schemas() -> dict[str, Schema]:
    """All schemas of wallets, by name."""
    rate = object_of(diamonds_per_usd=FROM_ONE, usd_per_unit=TEXT, currency=TEXT, rates_of=_told("The day of it."))
    money = object_of(amount=_SIGNED, currency=TEXT)
    return {
        "Wallet": _wallet(rate, money),
        "LedgerEntry": _entry(),
        "WalletLedger": object_of(entries=list_of(ref("LedgerEntry")), next_cursor=_CURSOR),
        "Redemption": object_of(id=TEXT, creator_id=TEXT, diamonds=FROM_ONE, amount=money, rate=rate, **dated()),
        "Redemptions": object_of(redemptions=list_of(ref("Redemption")), next_cursor=_CURSOR),
        "Withdrawal": object_of(
            id=TEXT,
            creator_id=TEXT,
            amount=money,
            state=enum_of(Payout),
            payout_account=_told("The last characters of the connected account."),
            **dated(),
            optional={"failure": _told("Why it was not paid; the money is back.")},
        ),
        "Withdrawals": object_of(withdrawals=list_of(ref("Withdrawal")), next_cursor=_CURSOR),
    }


def _wallet(rate: Schema, money: Schema) -> Schema:
    balance = object_of(currency=TEXT, available=_SIGNED, pending=_SIGNED, held=_SIGNED)
    return object_of(
        creator_id=TEXT,
        market=TEXT,
        currency=_told("New money is of it."),
        diamonds={"type": "integer", "description": "Less than none after a gift was reversed that was redeemed."},
        diamonds_worth=money,
        balances=list_of(balance),
        redeemable={"type": "boolean", "description": "Whether Diamonds can become money now."},
        reasons={**list_of(enum_of(Obstacle)), "description": "Why they can't."},
        rate=rate,
        version={**COUNT, "description": "As the ETag says it; 0 before anything was in it."},
        optional={"updated_at": TIME},
    )


def _entry() -> Schema:
    account = _told("A purse of the wallet (diamonds, available, pending, held), or an account outside of it.")
    return object_of(
        number=FROM_ONE,
        entry=enum_of(Entry),
        debit=account,
        credit=account,
        amount={**_SIGNED, "description": "Money with all decimals, or whole Diamonds."},
        currency=_told("A currency, or DIAMOND."),
        reason=_told("The event, redemption or withdrawal that it is because of, or the month of the fund."),
        at=TIME,
        posted_at=TIME,
        month=TEXT,
        optional={
            "feature": enum_of(Feature),
            "detail": {"type": "object", "description": "The rates that it was reckoned with."},
        },
    )


def _told(description: str) -> Schema:
    return {**TEXT, "description": description}
