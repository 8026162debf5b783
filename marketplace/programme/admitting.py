"""Is an event taken? Who it is of, when it was, how much it tells, and whether the creator earned by it then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_FLOOR

from marketplace.creators.times import DAY, MICROSECONDS, format_time
from marketplace.programme.changing import credited, market_currency, worth
from marketplace.programme.happening import Happening, HappeningType
from marketplace.programme.member import Member, Membership
from marketplace.programme.person import Affiliation, Person
from marketplace.programme.rules import Feature, MarketRules, Rules
from marketplace.programme.told import Code, Gift, PostKind, Refused, Reversal, Tip, Told, ToldEvent, Views

FEATURES = {
    HappeningType.FUND_VIEWS: Feature.CREATOR_FUND,
    HappeningType.LIVE_GIFT: Feature.LIVE_GIFTS,
    HappeningType.VIDEO_GIFT: Feature.VIDEO_GIFTS,
    HappeningType.TIP: Feature.TIPS,
}
"""What is earned by an event of a type; nothing by the others."""

MILLI = 1_000
EARLIEST_BIRTH = dt.date(1900, 1, 1)


@dataclass(frozen=True)
class Home:
    """What is known of an event's creator: the member, the profile, or the market of what a reversal reverses.

    `affiliation` is known of who may earn by what the programme did not give.
    """

    member: Member | None = None
    person: Person | None = None
    reversed_in: str | None = None
    affiliation: Affiliation = Affiliation.NONE

    @property
    def market(self) -> str | None:
        """Where the creator is; None where nobody knows."""
        if self.person and (self.member is None or self.member.never_was_in):
            return self.person.market  # who was refused may have moved since
        return self.member.market if self.member else self.reversed_in


@dataclass(frozen=True)
class Admission:
    """Decides by the rules; `now` is in microseconds."""

    rules: Rules
    now: int

    def admit(self, told: ToldEvent, home: Home) -> Happening | Refused:
        """What is kept of an event, unless it is known by its id; or why it is refused."""
        if home.market is None:
            detail = f"there is no creator {told.creator_id}: neither a member, nor in the index"
            return Refused(told.id, Code.UNKNOWN_CREATOR, detail)
        market = self.rules.markets[home.market]
        day = told.content.day if isinstance(told.content, Views) else market.day(told.at or 0)
        for code, detail in self._objections(told, home, day=day):
            return Refused(told.id, code, detail)
        value, currency = self._value(told)
        return Happening(
            id=told.id,
            digest=told.digest,
            type=told.type,
            creator_id=told.creator_id,
            market=market.code,
            at=market.begins(day) if told.at is None else told.at,
            received_at=self.now,
            day=day.isoformat(),
            month=day.isoformat()[:7],
            value=value,
            currency=currency,
            viewers=(told.content.viewers or market.code) if isinstance(told.content, Views) else None,
            reverses=told.content.reverses if isinstance(told.content, Reversal) else None,
            detail=told.detail,
        )

    def _objections(self, told: ToldEvent, home: Home, *, day: dt.date) -> Iterator[tuple[Code, str]]:
        """All that speaks against it, one by one."""
        assert home.market
        market = self.rules.markets[home.market]
        yield from self._time(told, market, day=day)
        yield from self._amount(told, to=market_currency(market.code))
        yield from _born(told, day=day)
        feature = FEATURES.get(told.type)
        if feature is None:
            return
        yield from _post(told)
        if not market.is_open(day):
            opening = f"it opens on {market.opens_on}" if market.opens_on else "it is not known when it opens"
            yield Code.MARKET_CLOSED, f"the programme was not open in {market.code} on {day}: {opening}"
        begin, end = market.begins(day), market.begins(day + dt.timedelta(days=1))
        moments = (begin, end) if isinstance(told.content, Views) else (told.at or 0, (told.at or 0) + 1)
        yield from self._earning(home, feature, moments=moments)

    def _earning(self, home: Home, feature: Feature, *, moments: tuple[int, int]) -> Iterator[tuple[Code, str]]:
        """What the programme gave is held or not; what was held before is earned by, but by who speaks for a state."""
        objections = [*_not_held(home, feature, moments=moments)]
        yield from objections
        by_itself = not objections and not _is_given(home, feature, moments=moments)
        if by_itself and home.affiliation is not Affiliation.NONE and self.rules.requirements_of[feature].unaffiliated:
            yield Code.SUSPENDED, f"{feature} is not for accounts of a {home.affiliation}: affiliation"

    def _time(self, told: ToldEvent, market: MarketRules, *, day: dt.date) -> Iterator[tuple[Code, str]]:
        latest = self.now + self.rules.limits.ahead_seconds * MICROSECONDS
        oldest = self.now - self.rules.limits.oldest_days * DAY
        if isinstance(told.content, Views):
            first = min(one.begins for one in self.rules.fund.periods) if self.rules.fund.periods else dt.date.max
            if day < max(first, market.day(oldest)):
                yield Code.TOO_OLD, f"views of {day} are taken no more: from {max(first, market.day(oldest))} on"
            if day > market.day(latest):
                yield Code.IN_THE_FUTURE, f"in {market.code} the day {day} has not begun"
        if told.at is not None and told.at < oldest:
            yield Code.TOO_OLD, f"it happened before {format_time(oldest)}: events are taken for a while only"
        if told.at is not None and told.at > latest:
            yield Code.IN_THE_FUTURE, f"it happened after {format_time(latest)}: look at the clock of its sender"

    def _amount(self, told: ToldEvent, *, to: str) -> Iterator[tuple[Code, str]]:
        content, limits = told.content, self.rules.limits
        if isinstance(content, Views) and content.views > limits.views:
            yield Code.TOO_MUCH, f"views: at most {limits.views} at once"
        if isinstance(content, Gift):
            if content.coins > limits.coins:
                yield Code.TOO_MUCH, f"coins: at most {limits.coins} at once"
            if max(content.likes, content.comments, content.shares) > limits.engagement:
                yield Code.TOO_MUCH, f"likes, comments and shares: at most {limits.engagement} at once"
        if isinstance(content, Tip):
            if worth(content.amount) > limits.tip_usd:
                yield Code.TOO_MUCH, f"amount: at most {limits.tip_usd} US dollars' worth at once"
            if not credited(content.amount, to=to).minor:
                yield Code.INVALID, f"amount: comes to nothing in {to}"

    def _value(self, told: ToldEvent) -> tuple[int, str | None]:
        content = told.content
        if isinstance(content, Views):
            return content.views, None
        if isinstance(content, Tip):
            return content.amount.minor, content.amount.currency
        return (self._milli_diamonds(content, FEATURES[told.type]) if isinstance(content, Gift) else 0), None

    def _milli_diamonds(self, gift: Gift, feature: Feature) -> int:
        by = self.rules.popularity[feature]
        popularity = (
            by.coins * gift.coins + by.likes * gift.likes + by.comments * gift.comments + by.shares * gift.shares
        )
        return int((popularity * by.diamonds_per_point * MILLI).to_integral_value(ROUND_FLOOR))


def _born(told: ToldEvent, *, day: dt.date) -> Iterator[tuple[Code, str]]:
    born = told.content.fields.get("birth_date") if isinstance(told.content, Told) else None
    if isinstance(born, str) and not EARLIEST_BIRTH <= dt.date.fromisoformat(born) <= day:
        yield Code.INVALID, f"birth_date: must be {EARLIEST_BIRTH} to the day on which it is told"


def _post(told: ToldEvent) -> Iterator[tuple[Code, str]]:
    content = told.content
    kind = content.post_kind if isinstance(content, Views | Gift) else None
    if kind not in (None, PostKind.OWN):
        yield Code.POST_EXCLUDED, f"post_kind: nothing is earned by {kind}: only by own posts"
    if isinstance(content, Views) and not content.public:
        yield Code.POST_EXCLUDED, "public: only views of public videos are rewarded"


def _not_held(home: Home, feature: Feature, *, moments: tuple[int, int]) -> Iterator[tuple[Code, str]]:
    """What speaks against earning by a feature between two moments: a late event counts by when it happened."""
    member = home.member
    if member is None or member.never_was_in:
        if home.person is None or feature not in home.person.monetisation:
            yield Code.FEATURE_NOT_HELD, f"the creator is no member, and does not hold {feature}"
        return
    if _is_given(home, feature, moments=moments):
        return
    if member.state is Membership.SUSPENDED:
        yield Code.SUSPENDED, f"the member is suspended: {', '.join(member.reasons)}"
    elif feature in member.held_before and not member.barred(feature):
        return
    if member.left_at is not None and member.left_at <= moments[0] and member.state is not Membership.ACTIVE:
        yield Code.LEFT, f"the creator left the programme at {format_time(member.left_at)}"
    elif lost := [rule for one in member.features if one.feature is feature for rule in one.lost]:
        yield Code.SUSPENDED, f"{feature} was suspended then: {', '.join(lost)}"
    yield Code.FEATURE_NOT_HELD, f"the member did not hold {feature} then"


def _is_given(home: Home, feature: Feature, *, moments: tuple[int, int]) -> bool:
    return home.member is not None and home.member.held(feature, begin=moments[0], end=moments[1])
