"""What does a test's TikTok One API answer? Pages of creators of one region, by the feed server's machinery."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from tests.feed_server import Answer, Asked, Trouble, json_answer

PATH = "/open_api/v1.3/tto/tcm/creator/discover/"


def tiktok_creator(handle: str = "ada", **fields: Any) -> dict[str, Any]:
    """A creator as the API has them, with everything that the API tells."""
    whole = {
        "creator_id": f"70{handle}",
        "handle_name": handle,
        "display_name": "Ada",
        "profile_image": "https://p16.example/ada.jpeg",
        "bio": "Brot und Garten",
        "followers_count": 48_210,
        "following_count": 12,
        "likes_count": 910_000,
        "videos_count": 341,
        "median_views": 20_500,
        "engagement_rate": 0.061,
        "creator_price": 350.5,
        "currency": "EUR",
        "industry_labels": [{"label_id": "14000000000", "label_name": "Beauty & Personal Care"}],
        "content_labels": [{"label_id": 11002002, "label_name": "Makeup"}],
        "country_code": "DE",
        "audience_countries": [{"country": "DE", "percentage": 0.81}, {"country": "AT", "percentage": 0.12}],
        "audience_genders": [{"gender": "FEMALE", "percentage": 0.7}, {"gender": "MALE", "percentage": 0.3}],
        "audience_ages": [{"age": "18-24", "percentage": 0.6}, {"age": "55+", "percentage": 0.1}],
        "audience_devices": [
            {"device": "APPLE", "percentage": 0.4},
            {"device": "SAMSUNG", "percentage": 0.1},
            {"device": "XIAOMI", "percentage": 0.2},
            {"device": "OTHER", "percentage": 0.3},
        ],
    }
    return {**whole, **fields}


def discover(creators: Mapping[str, list[Any]], *, at_once: int = 200) -> Callable[[Asked], Answer]:
    """What the API answers, knowing these creators by region, so many a page at most."""

    def answers(asked: Asked) -> Answer:
        (region,) = json.loads(asked.parameters["country_codes"])
        number, size = int(asked.parameters["page"]), min(int(asked.parameters["page_size"]), at_once)
        known = creators[region]
        pages = -(-len(known) // size)
        info = {"page": number, "page_size": size, "total_number": len(known), "total_page": pages}
        return found(known[(number - 1) * size : number * size], info)

    return answers


def found(creators: object, page_info: object) -> Answer:
    """An answer of the API."""
    return json_answer(
        {"code": 0, "message": "OK", "request_id": "1", "data": {"creators": creators, "page_info": page_info}}
    )


def code(number: int) -> Trouble:
    """A refusal: its status is 200."""
    return lambda _: json_answer({"code": number, "message": "no", "request_id": "1", "data": {}})
