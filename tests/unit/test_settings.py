"""Do settings come from the file and the environment, and does a wrong one name itself?"""

from __future__ import annotations

from dataclasses import fields
from importlib.resources import files
from pathlib import Path

import pytest

from marketplace.creators.files import config
from marketplace.errors import SettingsError
from marketplace.settings import Settings, load_settings, variable_name


def test_without_an_environment_the_defaults_hold() -> None:
    settings = load_settings({})
    assert (settings.engine, settings.host, settings.port, settings.auth) == ("embedded", "127.0.0.1", 8000, "required")
    assert (settings.index_prefix, settings.index_dir) == ("creators", Path("var/index"))
    assert (settings.credible_share, settings.max_reject_share) == (0.5, 0.1)


def test_every_setting_has_a_default_with_a_comment() -> None:
    assert {field.name for field in fields(Settings)} == set(config("default.toml"))
    lines = files("marketplace.config").joinpath("default.toml").read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if "=" in line and "#" not in line]


def test_the_environment_overrides() -> None:
    environment = {
        "MARKETPLACE_ENGINE": "elasticsearch",
        "MARKETPLACE_PORT": "9000",
        "MARKETPLACE_INDEX_DIR": "/srv/index",
        "MARKETPLACE_CREDIBLE_SHARE": "0.75",
        "ELASTICSEARCH_URL": "https://search.example:9200",
        "HOME": "/root",
    }
    settings = load_settings(environment)
    assert (settings.engine, settings.port, settings.index_dir) == ("elasticsearch", 9000, Path("/srv/index"))
    assert (settings.credible_share, settings.elasticsearch_url) == (0.75, "https://search.example:9200")


@pytest.mark.parametrize(
    ("variable", "text", "detail"),
    [
        ("MARKETPLACE_ENGINE", "solr", "must be one of embedded, elasticsearch"),
        ("MARKETPLACE_PORT", "http", "must be a whole number"),
        ("MARKETPLACE_PORT", "８０８０", "must be a whole number"),
        ("MARKETPLACE_WORKERS", "1_0", "must be a whole number"),
        ("ELASTICSEARCH_ULR", "http://x", "is no setting: did you mean ELASTICSEARCH_URL?"),
        ("ELASTICSEARCH_USERNAME", "x", "is no setting"),
        ("MARKETPLACE_PORT", "70000", "must be 0 to 65535"),
        ("MARKETPLACE_METRICS_PORT", "-1", "must be 0 to 65535"),
        ("MARKETPLACE_WORKERS", "0", "must be 1 to 256"),
        ("MARKETPLACE_CREDIBLE_SHARE", "50", "must be 0 to 1"),
        ("MARKETPLACE_MAX_REJECT_SHARE", "nan", "must be a number, not 'nan'"),
        ("MARKETPLACE_INDEX_PREFIX", "Creators", "must be lower-case"),
        ("MARKETPLACE_INDEX_PREFIX", "a*", "must be lower-case"),
        ("MARKETPLACE_INDEX_DIR", "", "is empty"),
        ("MARKETPLACE_AUTH", "on", "must be one of off, required"),
        ("MARKETPLACE_RATE_PER_MINUTE", "-1", "must not be negative"),
        ("MARKETPLACE_TRUSTED_PROXIES", "10.0.0.0/8, proxy", "must be addresses or networks: 'proxy'"),
        ("MARKETPLACE_WEBHOOKS_TO_LOOPBACK", "1", "must be true or false, not '1'"),
        ("MARKETPLACE_LOG_LEVEL", "loud", "must be one of debug"),
    ],
)
def test_a_wrong_setting_names_itself(variable: str, text: str, detail: str) -> None:
    with pytest.raises(SettingsError, match=rf"^{variable} {detail}"):
        load_settings({variable: text})


@pytest.mark.parametrize(("text", "value"), [("true", True), ("false", False)])
def test_what_is_yes_or_no_is_written_so(text: str, value: bool) -> None:
    assert load_settings({"MARKETPLACE_WEBHOOKS_TO_LOOPBACK": text}).webhooks_to_loopback is value


def test_where_no_keys_are_asked_for_nobody_else_is_listened_to() -> None:
    with pytest.raises(SettingsError, match=r"MARKETPLACE_HOST can't be '0.0.0.0' while auth is off"):
        load_settings({"MARKETPLACE_AUTH": "off", "MARKETPLACE_HOST": "0.0.0.0"})


def test_an_unknown_setting_names_the_nearest() -> None:
    with pytest.raises(SettingsError, match=r"MARKETPLACE_PROT is no setting: did you mean MARKETPLACE_PORT\?"):
        load_settings({"MARKETPLACE_PROT": "8000"})
    with pytest.raises(SettingsError, match=r"MARKETPLACE_Z+ is no setting: see config/default.toml"):
        load_settings({f"MARKETPLACE_{'Z' * 40}": "1"})


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.8.8", "::1"])
def test_loopback_hosts_need_no_keys(host: str) -> None:
    assert load_settings({"MARKETPLACE_HOST": host}).host == host


def test_elasticsearch_settings_have_their_usual_names() -> None:
    assert variable_name("elasticsearch_url") == "ELASTICSEARCH_URL"
    assert variable_name("index_prefix") == "MARKETPLACE_INDEX_PREFIX"


def test_what_kubernetes_says_of_a_service_called_elasticsearch_is_no_setting() -> None:
    names = ("SERVICE_HOST", "SERVICE_PORT", "SERVICE_PORT_HTTP", "PORT", "PORT_9200_TCP", "PORT_9200_TCP_ADDR")
    assert load_settings({f"ELASTICSEARCH_{name}": "x" for name in names}) == load_settings({})
