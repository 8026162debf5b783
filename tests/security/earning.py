"""How does a creator come to have a wallet? By gifts and a tip, of which a part was taken out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from marketplace.accounts.making import Made
from marketplace.programme.person import Facts
from marketplace.wiring import make_id
from tests.api.house import House
from tests.earnings import Earnings

MARKETS = {"cleo": "DE", "dora": "US"}


def build_wallet(house: House, ids: dict[tuple[str, str, str], str], *, owners: tuple[str, ...], creator: Made) -> None:
    """A wallet with a redemption and a withdrawal, which stand under the names of those who work with the creator."""
    office: Any = house.office
    creator_id: str = house.ask("GET", "/v1/accounts/me", creator).get_json()["creator_id"]
    earn = Earnings(office.records, MARKETS, office.time, make_id)
    earn.gift(creator_id, 9_000_000)
    earn.tip(creator_id, 90_000)
    with office.records.writing() as records:
        known = records.facts.of([creator_id]).get(creator_id, Facts(creator_id=creator_id))
        records.facts.put_all([replace(known, payout_account=f"secret account of {creator_id}")])
    bodies = {"redemption": {"diamonds": 1_000}, "withdrawal": {"amount": "100.00"}}
    for kind, body in bodies.items():
        path = f"/v1/programme/members/{creator_id}/{kind}s"
        answer = house.ask("POST", path, creator, json=body)
        assert answer.status_code == 201, answer.text
        ids.update({(kind, one, "earned"): answer.get_json()["id"] for one in owners})
