"""How are the rules read? Table by table; what is unknown, missing or contradicts itself is named with its place."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cattrs import BaseValidationError, transform_error

from marketplace.creators.files import config
from marketplace.creators.markets import markets
from marketplace.errors import SettingsError
from marketplace.programme.reading_values import converter, described
from marketplace.programme.rules import (
    GIFTS,
    DiamondRules,
    Feature,
    FundRules,
    Limits,
    MarketRules,
    Requirements,
    Rules,
    TipRules,
    Weights,
    WithdrawalRules,
)

FILE = "creator_next.toml"
LEAST_AGE, MOST_AGE = 13, 120


@dataclass(frozen=True, kw_only=True)
class _Market:
    time_zone: str
    opens_on: dt.date | None = None
    features: tuple[Feature, ...] | None = None
    minimum_age: int | None = None
    minimum_followers: int | None = None
    minimum_views_30d: int | None = None
    minimum_posts_30d: int | None = None


@dataclass(frozen=True, kw_only=True)
class _Table:
    terms_version: str
    retry_days: int
    features: tuple[Feature, ...]
    requirements: Requirements
    requirements_of: dict[Feature, Requirements]
    fund: FundRules
    popularity: dict[Feature, Weights]
    tips: TipRules
    diamonds: DiamondRules
    withdrawal: WithdrawalRules
    limits: Limits
    markets: dict[str, _Market]


def load_rules(file: str = "") -> Rules:
    """The rules of a file, or those that come with the service; raises SettingsError, naming every mistake."""
    if not file:
        return rules_of(config(FILE))
    try:
        return rules_of(tomllib.loads(Path(file).read_text("utf-8")), file=file)
    except (OSError, ValueError) as error:
        raise SettingsError(f"the rules of Creator Next can't be read from {file}: {error}") from None


def rules_of(table: Mapping[str, Any], *, file: str = FILE) -> Rules:
    """The rules of a table as TOML has it; raises SettingsError, naming the file and every mistake."""
    try:
        read = converter().structure(table, _Table)
    except BaseValidationError as error:
        raise _wrong(file, *(_placed(one) for one in transform_error(error, "$", described))) from None
    if problems := [*_problems(read)]:
        raise _wrong(file, *problems)
    return Rules(
        terms_version=read.terms_version,
        retry_days=read.retry_days,
        requirements_of=read.requirements_of,
        fund=read.fund,
        popularity=read.popularity,
        tips=read.tips,
        diamonds=read.diamonds,
        withdrawal=read.withdrawal,
        limits=read.limits,
        markets={code: _market(code, row, table=read) for code, row in read.markets.items()},
    )


def _market(code: str, row: _Market, *, table: _Table) -> MarketRules:
    given = {name: value for name, value in asdict(row).items() if name.startswith("minimum_") and value is not None}
    return MarketRules(
        code=code,
        time_zone=ZoneInfo(row.time_zone),
        opens_on=row.opens_on,
        features=table.features if row.features is None else row.features,
        requirements=replace(table.requirements, **given),
    )


def _problems(table: _Table) -> Iterator[str]:
    """What contradicts itself, or what the service has no meaning for."""
    known = set(markets())
    for code in sorted(known ^ table.markets.keys()):
        what = "has no table: every market needs its time zone" if code in known else "is no market of markets.toml"
        yield f"markets.{code} {what}"
    for code, row in table.markets.items():
        yield from (f"markets.{code}.{one}" for one in _problems_of(row, table=table))
    for name in ("requirements_of", "popularity"):
        for feature in (set(GIFTS) if name == "popularity" else set(Feature)) - set(getattr(table, name)):
            yield f"{name}.{feature} is missing"
    if table.withdrawal.minimum_usd > table.withdrawal.daily_limit_usd:
        yield "withdrawal.minimum_usd is more than daily_limit_usd: nobody could withdraw anything"
    if not table.diamonds.per_usd:
        yield "diamonds.per_usd must be 1 at least"
    for place, share in [("fee_share", table.tips.fee_share), *table.tips.fee_share_of.items()]:
        if share > 1:
            yield f"tips: {place} is a share, 0 to 1, not {share}"
    for code in {*table.tips.fee_share_of, *(one for row in table.fund.periods for one in row.usd_per_1000_views_of)}:
        if code not in known:
            yield f"{code!r} is no market of markets.toml, but has a rate or a fee"
    begins = [one.begins for one in table.fund.periods]
    if len(set(begins)) < len(begins):
        yield "fund.periods: two begin on the same day"


def _problems_of(row: _Market, *, table: _Table) -> Iterator[str]:
    try:
        ZoneInfo(row.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        yield f"time_zone {row.time_zone!r} is unknown: take one like Europe/Berlin"
    age = table.requirements.minimum_age if row.minimum_age is None else row.minimum_age
    if age is None or not LEAST_AGE <= age <= MOST_AGE:
        yield f"minimum_age must be {LEAST_AGE} to {MOST_AGE}, not {age}"
    features = table.features if row.features is None else row.features
    if row.opens_on and not features:
        yield "features is empty, but the market opens: leave opens_on out, or name some"
    if len(set(features)) < len(features):
        yield "features names one twice"
    earliest = min((one.begins for one in table.fund.periods), default=None)
    if row.opens_on and Feature.CREATOR_FUND in features and (earliest is None or row.opens_on < earliest):
        yield f"opens_on {row.opens_on} is before the first of fund.periods: its views would have no rate"


def _placed(problem: str) -> str:
    """A problem with its place in the file, which is called `$` as a whole."""
    return problem.replace(" @ $.", " @ ").removesuffix(" @ $")


def _wrong(file: str, *problems: str) -> SettingsError:
    return SettingsError(f"the rules of Creator Next in {file} are wrong: {'; '.join(problems)}")
