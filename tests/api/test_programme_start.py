"""Does nothing start with rules of Creator Next that are wrong?"""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from marketplace.config import __file__ as beside

from marketplace.__main__ import main
from marketplace.app import create_app
from marketplace.errors import SettingsError
from marketplace.settings import load_settings
from tests.accounts import SECRET_KEY

SAID = "rules.toml are wrong: diamonds.per_usd must be 1 at least"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The settings of a service whose rules have Diamonds that are worth nothing that can be reckoned."""
    rules = tmp_path / "rules.toml"
    whole = (Path(beside).parent / "creator_next.toml").read_text("utf-8")
    rules.write_text(whole.replace("per_usd = 200", "per_usd = 0"), "utf-8")
    return {
        "MARKETPLACE_PROGRAMME_RULES": str(rules),
        "MARKETPLACE_DATABASE_URL": f"sqlite:///{tmp_path / 'marketplace.db'}",
        "MARKETPLACE_SECRET_KEY": SECRET_KEY,
    }


def test_the_service_does_not_start(environment: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=SAID):
        create_app(load_settings(environment))


@pytest.mark.parametrize("command", [["worker", "--once"], ["programme", "evaluate"]])
def test_no_command_goes_on(environment: dict[str, str], command: list[str]) -> None:
    answer = CliRunner().invoke(main, command, env=environment)

    assert (answer.exit_code, SAID in answer.output) == (2, True)
