"""What are the rules of Creator Next? Those of `config/creator_next.toml`, where the source of each figure stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo


class Feature(StrEnum):
    """What a creator may earn by; the values of the profile's field `monetisation`."""

    CREATOR_FUND = "creator_fund"
    MARKETPLACE = "marketplace"
    LIVE_GIFTS = "live_gifts"
    VIDEO_GIFTS = "video_gifts"
    TIPS = "tips"


GIFTS = (Feature.LIVE_GIFTS, Feature.VIDEO_GIFTS)
"""What Diamonds are earned by."""


@dataclass(frozen=True, kw_only=True)
class Requirements:
    """What is asked of a creator; None and False where nothing is."""

    minimum_age: int | None = None
    minimum_followers: int | None = None
    minimum_views_30d: int | None = None
    minimum_posts_30d: int | None = None
    minimum_account_days: int | None = None
    posted_within_days: int | None = None
    live_permission: bool = False
    unaffiliated: bool = False


@dataclass(frozen=True, kw_only=True)
class MarketRules:
    """The programme in a market; it is not open before it `opens_on` a day, and closed while that is unknown."""

    code: str
    time_zone: ZoneInfo
    opens_on: dt.date | None
    features: tuple[Feature, ...]
    requirements: Requirements

    def is_open(self, today: dt.date) -> bool:
        """Whether it is open on a day."""
        return self.opens_on is not None and self.opens_on <= today

    def day(self, at: int) -> dt.date:
        """The day that a time (microseconds) is in, by the market's clock."""
        return dt.datetime.fromtimestamp(at / 1_000_000, self.time_zone).date()

    def begins(self, day: dt.date) -> int:
        """When a day begins by the market's clock, in microseconds."""
        midnight = dt.datetime.combine(day, dt.time(), self.time_zone)
        return round(midnight.timestamp()) * 1_000_000


@dataclass(frozen=True, kw_only=True)
class FundPeriod:
    """What views are rewarded with from a day on: US dollars for a thousand, by the market they come from."""

    begins: dt.date
    usd_per_1000_views: Decimal
    usd_per_1000_views_of: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class FundRules:
    """The Creator Fund."""

    minimum_usd: Decimal
    payable_after_days: int
    periods: tuple[FundPeriod, ...]

    def rate(self, market: str, day: dt.date) -> Decimal:
        """US dollars for one view from a market on a day.

        Before all periods the first one counts: one that is over may be taken out while a month of it is open.
        """
        begun = [one for one in self.periods if one.begins <= day] or [min(self.periods, key=lambda one: one.begins)]
        period = max(begun, key=lambda one: one.begins)
        return period.usd_per_1000_views_of.get(market, period.usd_per_1000_views) / 1_000


@dataclass(frozen=True, kw_only=True)
class Weights:
    """What popularity is made of, and how many Diamonds a point of it is."""

    coins: Decimal
    likes: Decimal
    comments: Decimal
    shares: Decimal
    diamonds_per_point: Decimal


@dataclass(frozen=True, kw_only=True)
class TipRules:
    """The fee on a tip, a share of it on top."""

    fee_share: Decimal
    fee_share_of: Mapping[str, Decimal] = field(default_factory=dict)

    def fee(self, market: str) -> Decimal:
        """The share in a market."""
        return self.fee_share_of.get(market, self.fee_share)


@dataclass(frozen=True, kw_only=True)
class WithdrawalRules:
    """How much money leaves a wallet: at once at least, and in a day at most."""

    minimum_usd: Decimal
    daily_limit_usd: Decimal


@dataclass(frozen=True, kw_only=True)
class DiamondRules:
    """What Diamonds are worth."""

    per_usd: int


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one event tells at most, and from when."""

    coins: int
    engagement: int
    views: int
    tip_usd: Decimal
    oldest_days: int
    ahead_seconds: int


@dataclass(frozen=True, kw_only=True)
class Rules:
    """All rules."""

    terms_version: str
    retry_days: int
    requirements_of: Mapping[Feature, Requirements]
    fund: FundRules
    popularity: Mapping[Feature, Weights]
    tips: TipRules
    diamonds: DiamondRules
    withdrawal: WithdrawalRules
    limits: Limits
    markets: Mapping[str, MarketRules]
