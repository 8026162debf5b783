"""Do the docs walk from an age to a payout, on sample creators of five markets and a database of each kind?"""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

from tests.accounts import SECRET_KEY
from tests.api.server import environment_of, serving
from tests.databases import Databases
from tests.docs.trial import Service, open_account, sample_settings

SCRIPT = Path(__file__).parents[2] / "docs" / "creator_next.sh"
MARKETS = ("DE", "JP", "KR", "CA", "BR")
ENDS_WITHIN_SECONDS = 240


def test_one_joins_earns_and_is_paid_and_the_others_are_told_why_not(databases: Databases, tmp_path: Path) -> None:
    settings = {
        **sample_settings(tmp_path, *MARKETS, each=300),
        "MARKETPLACE_AUTH": "required",
        "MARKETPLACE_DATABASE_URL": databases.url,
        "MARKETPLACE_SECRET_KEY": SECRET_KEY,
        "MARKETPLACE_MAIL_DIR": f"{tmp_path}/mail",
        "MARKETPLACE_PROGRAMME_REPORTS_DIR": f"{tmp_path}/programme",
        "MARKETPLACE_PROGRAMME_RULES": rules_for_ever(tmp_path),
    }
    operator = open_account("operator", **settings)
    with serving(tmp_path / "index", tmp_path, **settings) as server:
        service = Service(server, operator)
        walked = walk(settings, BASE_URL=service.url, OPERATOR_KEY=operator)
        assert (walked.returncode, walked.stderr) == (0, ""), walked.stdout
        done = re.search(r"^Done: (\S+) joined, was paid (wdr_\w+), and has .+ (\d{4}-\d\d)\.$", walked.stdout, re.M)
        assert done
        check_paid(service, *done.groups())
    assert len(re.findall(r" 409  POST /v1/programme/members", walked.stdout)) == 4
    assert re.search(r"<h1>Abrechnung für .+</h1>", walked.stdout)


def walk(settings: dict[str, str], **asked: str) -> subprocess.CompletedProcess[str]:
    """What the script says, of a user who has the settings of the service."""
    return subprocess.run(
        ["sh", str(SCRIPT)],
        env=environment_of({**settings, **asked, "PYTHON": sys.executable}),
        cwd=settings["MARKETPLACE_MAIL_DIR"].removesuffix("/mail"),
        capture_output=True,
        text=True,
        check=False,
        timeout=ENDS_WITHIN_SECONDS,
    )


def rules_for_ever(folder: Path) -> str:
    """The rules, but that Canada and Australia don't open while there are tests."""
    text = files("marketplace.config").joinpath("creator_next.toml").read_text(encoding="utf-8")
    file = folder / "creator_next.toml"
    file.write_text(text.replace("opens_on = 2027-02-01", "opens_on = 2999-02-01"), encoding="utf-8")
    return str(file)


def check_paid(service: Service, creator_id: str, withdrawal_id: str, month: str) -> None:
    """The money is out, and the statement of the month says so."""
    path = f"/v1/programme/members/{creator_id}"
    statement = service.get(f"{path}/statements/{month}")
    (paid,) = statement["withdrawals"]
    assert (paid["id"], paid["amount"]) == (withdrawal_id, {"amount": "100.00", "currency": "EUR"})
    assert service.get(f"{path}/withdrawals/{withdrawal_id}")["state"] == "paid"
    assert [one["feature"] for one in statement["earnings"]] == ["creator_fund", "live_gifts", "tips"]
    totals = service.get(f"/v1/programme/totals?month={month}&market=DE")["totals"]
    assert [one["paid"] for one in totals if "feature" not in one] == ["0", "100.00"]
