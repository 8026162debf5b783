"""Which transfers can there be? From where to where each entry goes, in money or in Diamonds."""

from __future__ import annotations

from marketplace.programme.transfer import CONVERSION, DIAMONDS, FEES, FUND, GIFTS, PAYOUTS, TIPPERS, Entry, Purse

_MONEY = {
    Entry.TIP: ((TIPPERS, Purse.AVAILABLE), (TIPPERS, CONVERSION), (CONVERSION, Purse.AVAILABLE)),
    Entry.TIP_FEE: ((TIPPERS, FEES),),
    Entry.FUND: tuple(pair for one in (Purse.PENDING, Purse.AVAILABLE) for pair in ((FUND, one), (one, FUND))),
    Entry.FUND_RELEASE: ((Purse.PENDING, Purse.AVAILABLE),),
    Entry.REVERSAL: ((Purse.AVAILABLE, TIPPERS), (Purse.AVAILABLE, CONVERSION), (CONVERSION, TIPPERS), (FEES, TIPPERS)),
    Entry.REDEMPTION: ((CONVERSION, Purse.AVAILABLE),),
    Entry.WITHDRAWAL: ((Purse.AVAILABLE, Purse.HELD),),
    Entry.PAYOUT: ((Purse.HELD, PAYOUTS),),
    Entry.PAYOUT_FAILED: ((Purse.HELD, Purse.AVAILABLE),),
}
_DIAMONDS = {
    Entry.GIFT: ((GIFTS, Purse.DIAMONDS),),
    Entry.REVERSAL: ((Purse.DIAMONDS, GIFTS),),
    Entry.REDEMPTION: ((Purse.DIAMONDS, CONVERSION),),
}
KNOWN = tuple(
    f"{entry} {debit} {credit} {kind}"
    for kind, ways in (("money", _MONEY), (DIAMONDS, _DIAMONDS))
    for entry, pairs in ways.items()
    for debit, credit in pairs
)
"""From where to where each entry goes: all but fees, and tips on their way through the conversion, by an own purse."""
