"""Does the receiver of the docs print every event, also after three days, and the alert? On a database of each kind."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.accounts import SECRET_KEY
from tests.api.server import environment_of, serving
from tests.databases import Databases
from tests.docs.trial import open_account, sample_settings
from tests.ports import reserved_port

SCRIPT = Path(__file__).parents[2] / "docs" / "events.sh"
ENDS_WITHIN_SECONDS = 240


def test_a_receiver_prints_all_that_happens(databases: Databases, tmp_path: Path) -> None:
    settings = {
        **sample_settings(tmp_path),
        "MARKETPLACE_AUTH": "required",
        "MARKETPLACE_DATABASE_URL": databases.url,
        "MARKETPLACE_SECRET_KEY": SECRET_KEY,
        "MARKETPLACE_MAIL_DIR": f"{tmp_path}/mail",
    }
    to_loopback = {"MARKETPLACE_WEBHOOKS_TO_LOOPBACK": "true"}  # of the service alone, as with `make run`
    operator = open_account("operator", **settings)
    with (
        serving(tmp_path / "index", tmp_path, **settings, **to_loopback) as server,
        reserved_port() as port,
    ):
        asked = {"OPERATOR_KEY": operator, "PYTHON": sys.executable, "PORT": str(port)}
        walked = subprocess.run(
            ["sh", str(SCRIPT)],
            env=environment_of({**settings, **asked, "BASE_URL": f"http://127.0.0.1:{server.port}"}),
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=ENDS_WITHIN_SECONDS,
        )
    assert (walked.returncode, walked.stderr) == (0, ""), walked.stdout
    printed = re.findall(r"^ +(\d+)  ([a-z_]+\.[a-z_]+) ", walked.stdout, re.MULTILINE)
    numbers = [int(number) for number, _ in printed]
    assert numbers == sorted(set(numbers))
    assert [kind for _, kind in printed][-3:] == ["proposal.withdrawn", "campaign.published", "search.matched"]
    assert len(re.findall(r"try \d+ failed: refused", walked.stdout)) == 7
    assert re.search(r"^Done: whk_\w+ was called of \d+ events, and the search has found \S+\.$", walked.stdout, re.M)
