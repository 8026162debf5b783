"""Does the command line explain itself, and refuse what is wrong?"""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from marketplace.__main__ import main
from tests.accounts import SECRET_KEY
from tests.api.server import run


def test_the_help_names_the_options_and_exit_codes() -> None:
    helped = told("serve", "--help")
    assert helped.exit_code == 0
    for said in ("--host", "--port", "--workers", "MARKETPLACE_METRICS_PORT", "Exit codes:", "  2  wrong usage"):
        assert said in helped.output


@pytest.mark.parametrize(
    ("arguments", "environment", "said"),
    [
        (("serve", "--port", "x"), {}, "'x' is not a valid integer"),
        (("serve", "--port", "70000"), {}, "MARKETPLACE_PORT must be 0 to 65535"),
        (("serve", "--workers", "0"), {}, "MARKETPLACE_WORKERS must be 1 to 256"),
        (("serve", "--host", "::"), {"MARKETPLACE_AUTH": "off"}, "MARKETPLACE_HOST can't be '::' while auth is off"),
        (("serve", "--hots", "x"), {}, "No such option"),
        (("serv",), {}, "No such command"),
        (("serve",), {"MARKETPLACE_PROT": "1"}, "MARKETPLACE_PROT is no setting: did you mean MARKETPLACE_PORT?"),
        (("serve",), {"MARKETPLACE_ENGINE": "solr"}, "MARKETPLACE_ENGINE must be one of embedded, elasticsearch"),
    ],
)
def test_wrong_usage_or_settings_end_with_2(arguments: tuple[str, ...], environment: dict[str, str], said: str) -> None:
    ended = told(*arguments, **environment)
    assert ended.exit_code == 2
    assert said in ended.output


def test_settings_that_make_no_engine_are_named_before_anything_runs() -> None:
    ended = run("serve", MARKETPLACE_ENGINE="elasticsearch", ELASTICSEARCH_URL="nonsense")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("Error: ELASTICSEARCH_URL must hold addresses like ")


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"MARKETPLACE_SECRET_KEY": "short"}, "MARKETPLACE_SECRET_KEY must be a text of at least 32 characters"),
        ({"MARKETPLACE_DATABASE_URL": "mysql://x/y"}, "MARKETPLACE_DATABASE_URL must begin with sqlite:/// or"),
    ],
)
def test_settings_that_make_no_accounts_are_named_before_anything_runs(environment: dict[str, str], said: str) -> None:
    given = {"MARKETPLACE_AUTH": "required", "MARKETPLACE_SECRET_KEY": SECRET_KEY, **environment}
    ended = run("serve", **given)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith(f"Error: {said}")


def told(*arguments: str, **environment: str) -> Result:
    """What the command line says, in this process."""
    return CliRunner().invoke(main, arguments, env=dict(environment))
