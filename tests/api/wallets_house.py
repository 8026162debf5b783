"""What do tests of statements over HTTP begin with? A creator whose November has entries of each kind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import insert

from marketplace.accounts.roles import Role
from marketplace.creators.times import parse_date
from marketplace.programme.transfer import Transfer
from marketplace.programme.wallet import FundMonth, Redemption
from marketplace.store.packing import row_of
from marketplace.store.programme_tables import FUND_MONTHS, REDEMPTIONS
from tests.api.house import House
from tests.entries import ANNA, entry

PATH = f"/v1/programme/members/{ANNA}/statements"


class Ledger:
    """An application with an operator and anna, whose account is called as it is said."""

    def __init__(self, folder: Path, **account: Any) -> None:
        self.house = House(folder)
        _, self.operator = self.house.office.open(Role.OPERATOR)
        _, self.anna = self.house.office.open(Role.CREATOR, creator_id=ANNA, **account)

    def ask(self, path: str, who: Any = None, **more: Any) -> Any:
        """What anna, or somebody else, is answered."""
        return self.house.ask("GET", path, who or self.anna, **more)

    def page(self, query: str = "", **more: Any) -> str:
        """The page of November."""
        answer = self.ask(f"{PATH}/2026-11?format=html{query}", **more)
        assert (answer.status_code, answer.content_type) == (200, "text/html; charset=utf-8"), answer.text
        text: str = answer.text
        return text

    def keep(self, *entries: Transfer) -> None:
        """Write entries into the ledger."""
        with self.house.office.records.writing() as records:
            records.transfers.add_all(entries)  # type: ignore[attr-defined]

    def fill(self, *, currency: str = "EUR", market: str = "DE") -> None:
        """October with gifts; November with the rest."""
        self.keep(*entries_of_a_year(currency=currency, market=market))
        at = parse_date("2026-11-05")
        dated = {"created_at": at, "updated_at": at}
        rates = {"diamonds_per_usd": 200, "usd_per_unit": "1.1561", "rates_of": "2026-11-20"}
        redemption = Redemption(
            id="red_1",
            creator_id=ANNA,
            diamonds=20_000,
            minor=86_505,
            currency=currency,
            **rates,
            **dated,  # type: ignore[arg-type]
        )
        fund = FundMonth(
            creator_id=ANNA,
            month="2026-10",
            market=market,
            views=1_480_233,
            minor=451_000,
            currency=currency,
            payable_at=parse_date("2026-11-30"),
            updated_at=at,
        )
        with self.house.office.records.writing() as records:
            connection = records.transfers._connection  # type: ignore[attr-defined]
            connection.execute(insert(REDEMPTIONS).values(row_of(redemption, REDEMPTIONS)))
            connection.execute(insert(FUND_MONTHS).values(row_of(fund, FUND_MONTHS)))


def entries_of_a_year(*, currency: str = "EUR", market: str = "DE") -> list[Transfer]:
    """Gifts in October; in November the rest."""
    kinds: tuple[tuple[str, int, dict[str, str]], ...] = (
        ("live gift", 12_500, {"day": "2026-10-05"}),
        ("fund", 451_000, {"reason": "2026-10"}),
        ("live gift", 8_230, {}),
        ("live gift back", 230, {}),
        ("tip", 250_050, {}),
        ("fee", 12_500, {}),
        ("redeemed", 20_000, {"reason": "red_1"}),
        ("for it", 86_505, {"reason": "red_1"}),
        ("withdrawal", 100_000, {"reason": "wdr_1"}),
    )
    return [entry(kind, amount, currency=currency, market=market, **told) for kind, amount, told in kinds]
