"""What do events change? Wallets, by transfers; what is reversed goes the other way, or never comes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from marketplace.deals.amounts import Money
from marketplace.programme.admitting import FEATURES, MILLI
from marketplace.programme.changing import credited, market_currency, rates_between
from marketplace.programme.deciding import Known
from marketplace.programme.happening import Happening, HappeningType
from marketplace.programme.rules import Feature, Rules
from marketplace.programme.transfer import (
    CONVERSION,
    DIAMONDS,
    FEES,
    GIFTS,
    TIPPERS,
    Entry,
    Purse,
    Transfer,
    account_of,
)
from marketplace.programme.wallet import Wallet

MILLI_OF = {HappeningType.LIVE_GIFT: "live_milli", HappeningType.VIDEO_GIFT: "video_milli"}
"""Where a wallet sums up what gifts of a type made."""


@dataclass
class Crediting:
    """Reckons event by event, in their order, what becomes of some wallets.

    `known` and `tips` are from before: events and reversals, and the transfers of the tips that are reversed, by tip.
    `changed` are the wallets that are another version, `undone` the reversals by what they reversed, `viewed` the
    months of creators whose views are others, with their ends, and `told_of` the creators that facts are told of.
    """

    rules: Rules
    now: int
    wallets: dict[str, Wallet]
    known: Known
    tips: Mapping[str, Sequence[Transfer]]
    changed: set[str] = field(default_factory=set)
    transfers: list[Transfer] = field(default_factory=list)
    undone: dict[str, str] = field(default_factory=dict)
    viewed: dict[tuple[str, str], int] = field(default_factory=dict)
    told_of: set[str] = field(default_factory=set)
    _came: dict[str, Happening] = field(default_factory=dict)
    _awaited: dict[tuple[str, str], Happening] = field(default_factory=dict)

    def take(self, one: Happening) -> None:
        """Let an event take effect that is kept now for the first time."""
        self._came[one.id] = one
        if one.reverses:
            target = self._came.get(one.reverses) or self.known.happenings.get(one.reverses)
            if target is None:
                self._awaited[one.reverses, one.creator_id] = one
            else:  # one that can be reversed, of the same creator: that was decided
                self.undone[target.id] = one.id
                self._undo(target, by=one)
        elif one.type is HappeningType.FACTS:
            self.told_of.add(one.creator_id)
        elif reversal := self._reversal(one):
            self.undone[one.id] = reversal.id
        else:
            self._credit(one)

    def _reversal(self, one: Happening) -> Happening | None:
        """What reverses an event, and came before it."""
        return self._awaited.get((one.id, one.creator_id)) or self.known.reversal_of(one.id, creator_id=one.creator_id)

    def _credit(self, one: Happening) -> None:
        if one.type is HappeningType.FUND_VIEWS:
            self._view(one)
        elif one.type is HappeningType.TIP:
            self._post(self._tipped(one))
        else:
            self._make(one, one.value, of=one)

    def _undo(self, target: Happening, *, by: Happening) -> None:
        if target.type is HappeningType.FUND_VIEWS:
            self._view(target)
        elif target.type is HappeningType.TIP:
            made = self.tips.get(target.id) or [one for one in self.transfers if one.reason == target.id]
            self._post(_turned(one, by=by, now=self.now) for one in made)
        else:
            self._make(by, -target.value, of=target)

    def _make(self, one: Happening, milli: int, *, of: Happening) -> None:
        """Let gifts have made more, or less: the Diamonds that are whole by it are credited, or taken back."""
        name, wallet = MILLI_OF[of.type], self.wallets[one.creator_id]
        before = getattr(wallet, name)
        self.wallets[one.creator_id] = replace(wallet, **{name: before + milli})
        self.changed.add(one.creator_id)
        diamonds = (before + milli) // MILLI - before // MILLI
        if not diamonds:
            return
        purse, feature = account_of(one.creator_id, Purse.DIAMONDS), FEATURES[of.type]
        debit, credit = (GIFTS, purse) if milli > 0 else (purse, GIFTS)
        detail = {"diamonds_per_point": str(self.rules.popularity[feature].diamonds_per_point)}
        entry = Entry.GIFT if milli > 0 else Entry.REVERSAL
        made = _transfer(one, Money(abs(diamonds), DIAMONDS), way=(debit, credit), now=self.now, feature=feature)
        self._post([replace(made, entry=entry, detail=detail)])

    def _tipped(self, tip: Happening) -> Iterator[Transfer]:
        assert tip.currency
        told, to = Money(tip.value, tip.currency), market_currency(tip.market)
        purse = account_of(tip.creator_id, Purse.AVAILABLE)
        if told.currency == to:
            yield _transfer(tip, told, way=(TIPPERS, purse), now=self.now)
        else:
            rates = rates_between(told.currency, to)
            ways = ((told, (TIPPERS, CONVERSION)), (credited(told, to=to), (CONVERSION, purse)))
            for amount, way in ways:
                yield replace(_transfer(tip, amount, way=way, now=self.now), detail=rates)
        share = self.rules.tips.fee(tip.market)
        if (fee := told.share(share)).minor:
            made = _transfer(tip, fee, way=(TIPPERS, FEES), now=self.now)
            yield replace(made, entry=Entry.TIP_FEE, detail={"fee_share": str(share)})

    def _view(self, views: Happening) -> None:
        self.viewed[views.creator_id, views.month] = ends_at(views.month, market=views.market, rules=self.rules)

    def _post(self, transfers: Iterator[Transfer] | Sequence[Transfer]) -> None:
        for one in transfers:
            self.transfers.append(one)
            self.changed.add(one.creator_id)


def ends_at(month: str, *, market: str, rules: Rules) -> int:
    """When a month (2026-11) has ended by a market's clock, in microseconds."""
    return rules.markets[market].begins(next_month(month))


def next_month(month: str) -> dt.date:
    """The first day after a month."""
    return (dt.date.fromisoformat(f"{month}-01") + dt.timedelta(days=31)).replace(day=1)


def _transfer(
    one: Happening, amount: Money, *, way: tuple[str, str], now: int, feature: Feature = Feature.TIPS
) -> Transfer:
    return Transfer(
        creator_id=one.creator_id,
        market=one.market,
        entry=Entry.TIP,
        feature=feature,
        debit=way[0],
        credit=way[1],
        amount=amount.minor,
        currency=amount.currency,
        reason=one.id,
        at=one.at,
        posted_at=now,
        month=one.month,
    )


def _turned(made: Transfer, *, by: Happening, now: int) -> Transfer:
    """The other way round."""
    back = _transfer(by, Money(made.amount, made.currency), way=(made.credit, made.debit), now=now)
    return replace(back, entry=Entry.REVERSAL, detail=made.detail)
