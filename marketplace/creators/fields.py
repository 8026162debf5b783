"""Which fields does a creator have? The only list: mapping, schema, filters, facets, sorts and OpenAPI come from it."""

from __future__ import annotations

from marketplace.creators import codes, markets, topics
from marketplace.creators.table import MAX_INTEGER, Field, FieldTable, Kind, MatchClass, Role

ACCOUNT_TYPES = ("personal", "creator", "business")
BADGES = ("responsive", "experienced", "complete_profile")
MONETISATION = ("creator_fund", "marketplace", "live_gifts", "video_gifts", "tips")
GENDERS = ("female", "male")
AGES = ("13-17", "18-24", "25-34", "35-44", "45-54", "55up")
DEVICES = ("ios", "android", "other")

CREATOR_ID = r"[A-Za-z0-9][A-Za-z0-9_.:-]*"
RESERVED_IDS = frozenset({"export", "search", "lookup", "similar", "by-handle"})
"""Path segments under /v1/creators that an id would hide."""

FILTER_FACET = frozenset({Role.FILTER, Role.FACET})
FILTER_SORT = frozenset({Role.FILTER, Role.SORT})
MEASURE = frozenset({Role.FILTER, Role.FACET, Role.SORT})
TAG = frozenset({Role.TEXT, Role.FILTER, Role.FACET})

COUNTS = (1_000, 10_000, 50_000, 100_000, 500_000, 1_000_000, 10_000_000)
POSTS = (10, 50, 100, 500, 1_000, 5_000)
SHARES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
HIGH_SHARES = (0.25, 0.5, 0.75, 0.9)
DAYS_AGO = (365, 180, 90, 30, 7, 1)


def _count(
    name: str,
    description: str,
    *,
    buckets: tuple[float, ...] = COUNTS,
    required: bool = False,
    overlaid: bool = False,
) -> Field:
    return Field(
        name=name,
        kind=Kind.INTEGER,
        overlaid=overlaid,
        description=description,
        unit="count",
        required=required,
        buckets=buckets,
        roles=MEASURE,
    )


def _share(name: str, description: str, *, buckets: tuple[float, ...], minimum: float = 0, maximum: float = 1) -> Field:
    return Field(
        name=name,
        kind=Kind.NUMBER,
        description=description,
        unit="share",
        minimum=minimum,
        maximum=maximum,
        buckets=buckets,
        roles=MEASURE,
    )


def _audience(name: str, description: str, *, values: tuple[str, ...] | None = None) -> Field:
    return Field(
        name=name,
        kind=Kind.SHARES,
        description=description,
        unit="share",
        maximum=1,
        values=codes.countries if values is None else lambda: values,
        within="audience",
        roles=FILTER_FACET,
    )


def _time(name: str, description: str, *, required: bool = False) -> Field:
    return Field(name=name, kind=Kind.TIME, description=description, required=required, buckets=DAYS_AGO, roles=MEASURE)


FIELDS = FieldTable(
    Field(
        name="id",
        kind=Kind.KEYWORD,
        description="The creator's id, unique over all markets.",
        required=True,
        max_length=64,
        pattern=CREATOR_ID,
        roles=frozenset({Role.LOOKUP}),
    ),
    Field(
        name="handle",
        kind=Kind.TEXT,
        description="The account's name, without @.",
        required=True,
        max_length=64,
        pattern=r"[^@].*",
        words=MatchClass.NAME,
        tagging=True,
        roles=frozenset({Role.TEXT, Role.LOOKUP, Role.SUGGEST}),
    ),
    Field(
        name="display_name",
        kind=Kind.TEXT,
        description="The name shown.",
        required=True,
        max_length=200,
        words=MatchClass.NAME,
        roles=frozenset({Role.TEXT, Role.SUGGEST}),
    ),
    Field(
        name="bio",
        kind=Kind.TEXT,
        description="What the creator says of themselves.",
        max_length=5_000,
        words=MatchClass.BIO,
        roles=frozenset({Role.TEXT}),
    ),
    Field(name="avatar_url", kind=Kind.URL, description="A picture, by https.", max_length=2_000),
    Field(
        name="market",
        kind=Kind.KEYWORD,
        description="The market the creator belongs to.",
        required=True,
        values=markets.codes,
        roles=FILTER_FACET,
    ),
    Field(
        name="region",
        kind=Kind.KEYWORD,
        description="ISO 3166-2 code of the region.",
        max_length=100,
        pattern=r"[A-Z]{2}-[A-Z0-9]{1,3}",
        roles=FILTER_FACET,
    ),
    Field(name="city", kind=Kind.KEYWORD, description="The city's name.", max_length=100, roles=FILTER_FACET),
    Field(
        name="languages",
        kind=Kind.KEYWORD,
        description="ISO 639-1 codes of the languages spoken (tl for Tagalog).",
        many=10,
        values=codes.languages,
        roles=FILTER_FACET,
    ),
    Field(
        name="account_type",
        kind=Kind.KEYWORD,
        description="The kind of account.",
        values=lambda: ACCOUNT_TYPES,
        roles=FILTER_FACET,
    ),
    Field(name="verified", kind=Kind.BOOLEAN, description="Whether the platform verified them.", roles=FILTER_FACET),
    Field(
        name="topics",
        kind=Kind.TREE,
        description="What they post about; a parent finds its children.",
        many=20,
        values=topics.ids,
        words=MatchClass.TAGS,
        roles=TAG,
    ),
    Field(
        name="hashtags",
        kind=Kind.KEYWORD,
        description="Hashtags used, without #, compared without case and accents.",
        many=100,
        max_length=100,
        pattern=r"[^#].*",
        words=MatchClass.TAGS,
        tagging=True,
        folded=True,
        roles=TAG,
    ),
    Field(
        name="brands",
        kind=Kind.KEYWORD,
        description="Brands worked with.",
        many=100,
        max_length=100,
        words=MatchClass.TAGS,
        roles=TAG,
    ),
    _count("followers", "Accounts that follow the creator.", required=True),
    _count("following", "Accounts the creator follows.", buckets=(10, 100, 500, 1_000, 5_000)),
    _count("likes", "Likes received, ever.", buckets=(*COUNTS, 100_000_000)),
    _count("posts", "Posts, ever.", buckets=POSTS),
    _count("views_30d", "Views in the last 30 days.", buckets=(*COUNTS, 100_000_000)),
    _count("posts_30d", "Posts in the last 30 days.", buckets=(1, 3, 10, 30, 60)),
    _count("average_views", "Mean views of a post of the last 30 days."),
    _count("median_views", "Median views of a post of the last 30 days."),
    _share("engagement_rate", "Reactions as a share of views.", buckets=SHARES),
    _share("completion_rate", "Views to the end as a share of views.", buckets=HIGH_SHARES),
    _share(
        "follower_growth_30d",
        "Change of followers in the last 30 days.",
        buckets=(-0.05, 0, 0.01, 0.05, 0.1, 0.5),
        minimum=-1,
        maximum=MAX_INTEGER,
    ),
    _share("credibility", "Share of followers that are real.", buckets=HIGH_SHARES),
    Field(name="audience", kind=Kind.OBJECT, description="Who follows: shares by country, gender, age and device."),
    _audience("audience_countries", "Share of the audience in each country (ISO 3166-1)."),
    _audience("audience_genders", "Share of the audience of each gender.", values=GENDERS),
    _audience("audience_ages", "Share of the audience of each age group.", values=AGES),
    _audience("audience_devices", "Share of the audience on each kind of device.", values=DEVICES),
    Field(
        name="price",
        kind=Kind.MONEY,
        description="What one post costs, in the creator's currency.",
        overlaid=True,
        roles=frozenset({Role.FILTER}),
    ),
    Field(
        name="price_usd",
        kind=Kind.NUMBER,
        description="The price in US dollars at the rates of the index, to millionths.",
        unit="USD",
        derived=True,
        buckets=(50, 100, 250, 500, 1_000, 5_000, 10_000),
        roles=MEASURE,
    ),
    Field(
        name="available",
        kind=Kind.BOOLEAN,
        description="Whether they take proposals now.",
        overlaid=True,
        roles=FILTER_FACET,
    ),
    Field(
        name="away_until",
        kind=Kind.DATE,
        description="The day they are back.",
        buckets=(0, -7, -30, -90),
        overlaid=True,
        roles=FILTER_FACET,
    ),
    Field(
        name="response_hours",
        kind=Kind.NUMBER,
        description="Median time to answer a proposal.",
        unit="hours",
        buckets=(1, 6, 24, 48, 168),
        overlaid=True,
        roles=MEASURE,
    ),
    Field(
        name="acceptance_rate",
        kind=Kind.NUMBER,
        description="Share of proposals accepted.",
        unit="share",
        maximum=1,
        overlaid=True,
        roles=FILTER_SORT,
    ),
    _count(
        "collaborations_completed",
        "Collaborations brought to the end.",
        buckets=(1, 5, 10, 50, 100),
        overlaid=True,
    ),
    Field(
        name="badges",
        kind=Kind.KEYWORD,
        description="Marks earned: answers within 48 h, has done many, whole profile.",
        many=len(BADGES),
        values=lambda: BADGES,
        overlaid=True,
        added=True,
        roles=FILTER_FACET,
    ),
    Field(
        name="monetisation",
        kind=Kind.KEYWORD,
        description="Earning features the creator has.",
        many=len(MONETISATION),
        values=lambda: MONETISATION,
        overlaid=True,
        roles=FILTER_FACET,
    ),
    Field(
        name="creator_next", kind=Kind.BOOLEAN, description="Member of Creator Next.", overlaid=True, roles=FILTER_FACET
    ),
    _time("joined_at", "When the account was opened."),
    _time("last_posted_at", "When the last post went out."),
    _time("updated_at", "When this profile last changed; it orders the versions of a profile.", required=True),
)

DEFAULT_FACETS = (
    "market",
    "languages",
    "topics",
    "account_type",
    "verified",
    "followers",
    "engagement_rate",
    "price_usd",
    "last_posted_at",
)
"""The facets of a search that names none."""
