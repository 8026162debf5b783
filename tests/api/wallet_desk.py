"""Who asks about wallets over HTTP? A creator who earns, of an application whose provider does what a test says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from marketplace.accounts.making import Made
from marketplace.accounts.roles import Role
from marketplace.programme.paying_out import PayingOut
from marketplace.programme.person import Facts
from tests.accounts import counting_ids
from tests.api.house import House
from tests.earnings import RULES, Earnings
from tests.treasury import Bank

PATH = "/v1/programme/members/cleo"


class Desk:
    """Cleo, who is German and earns, and what she is answered."""

    def __init__(self, folder: Path) -> None:
        self.house = House(folder)
        office = self.house.office
        _, self.cleo = office.open(Role.CREATOR, creator_id="cleo")
        self.earn = Earnings(office.records, {"cleo": "DE"}, office.time, counting_ids())  # type: ignore[arg-type]
        self.bank = Bank()
        self.paying = PayingOut(office.records, self.bank, rules=RULES, now=office.time)  # type: ignore[arg-type]
        with office.records.writing() as records:
            records.facts.put_all([Facts(creator_id="cleo", payout_account="DE02120300000000202051")])  # type: ignore[attr-defined]

    def ask(self, method: str, path: str, made: Made | None = None, **more: Any) -> Any:
        """The answer to a request about her wallet."""
        return self.house.ask(method, f"{PATH}/{path}", made or self.cleo, **more)
