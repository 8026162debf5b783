"""Does the worker have withdrawals paid?"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from marketplace.__main__ import main
from marketplace.programme.wallet import Payout
from marketplace.programme.withdrawing import Wish
from marketplace.store.database import open_database
from marketplace.store.records import SqlRecords
from tests.accounts import SECRET_KEY
from tests.treasury import Treasury


def test_withdrawals_are_paid_and_kept_on_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    url = f"sqlite:///{tmp_path / 'marketplace.db'}"
    treasury = Treasury(SqlRecords(open_database(url)))
    treasury.earn.tip("c3", 25_000)
    asked = treasury.withdraw("c3", Wish(Decimal(100)))

    environment = {"MARKETPLACE_DATABASE_URL": url, "MARKETPLACE_SECRET_KEY": SECRET_KEY}
    result = CliRunner().invoke(main, ["worker", "--once"], env=environment)

    assert (result.exit_code, treasury.withdrawal(asked).state) == (0, Payout.PAID), result.output
    assert CliRunner().invoke(main, ["ledger", "verify"], env=environment).exit_code == 0
    with open_database(url).reading() as connection:
        assert connection.exec_driver_sql("SELECT withdrawal_id, minor FROM payouts").all() == [(asked.id, 10_000)]
