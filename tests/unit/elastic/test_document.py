import orjson

from marketplace.elastic.document import index_document
from tests.creators import make_creator

CREATOR = make_creator(
    id="c1",
    handle="Tara_Singh",
    display_name="Tara",
    bio="vegan food",
    verified=True,
    languages=["de"],
    hashtags=["Küche", "vegan food"],
    topics=["beauty.makeup"],
    engagement_rate=0.05,
    audience={"countries": {"DE": 0.5, "FR": 0.25}},
    price={"amount": "120.50", "currency": "EUR"},
)


def test_every_column_of_a_creator_goes_in() -> None:
    body = index_document(CREATOR)
    told = {name: body[name] for name in EXPECTED}
    assert told == EXPECTED
    others = {
        "document",
        "reading",
        "digest",
        "overlay",
        "tie",
        "absent",
        "rank",
        "words.name",
        "words.tags",
        "words.beginnings",
    }
    assert body.keys() - EXPECTED.keys() == {*others, "overlay"}


EXPECTED = {
    "handle": "tara_singh",
    "market": ("DE",),
    "verified": ("true",),
    "languages": ("de",),
    "hashtags": ("kuche", "vegan food"),
    "topics": ("beauty", "beauty.makeup"),
    "followers": 1_000,
    "engagement_rate": 0.05,
    "updated_at": 1_793_491_200_000_000,
    "audience_countries": ("DE",),
    "audience.countries.DE": 0.5,
    "audience.countries.FR": 0.25,
    "price.currency": "EUR",
    "price.amount": 120.5,
    "price_usd": 132.55,
    "words.bio": ("vegan food",),
    "words.stems": " ".join(CREATOR.stems),
}


def test_a_creator_without_a_price_has_no_columns_of_one() -> None:
    assert not {"price.amount", "price.currency", "price_usd"} & index_document(make_creator()).keys()


def test_the_document_is_passed_on_byte_by_byte() -> None:
    assert CREATOR.document in orjson.dumps(index_document(CREATOR))
