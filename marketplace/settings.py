"""How is this process configured? `config/default.toml`, overridden by the environment."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Any, cast

from marketplace.creators.files import config
from marketplace.errors import SettingsError

PREFIX = "MARKETPLACE_"
UNPREFIXED = ("elasticsearch_url", "elasticsearch_api_key", "elasticsearch_ca_file")
PATHS = ("index_dir", "rejects_dir", "secret_key_file", "mail_dir", "programme_reports_dir")
CHOICES = {
    "engine": ("embedded", "elasticsearch"),
    "auth": ("off", "required"),
    "mail": ("folder", "smtp"),
    "smtp_security": ("starttls", "tls", "none"),
    "log_level": ("debug", "info", "warning", "error"),
}


_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")

_KUBERNETES = re.compile(r"_(SERVICE_HOST|SERVICE_PORT\w*|PORT|PORT_\d\w*)$")
"""What Kubernetes puts into every container beside a service called elasticsearch: nobody set it."""


@dataclass(frozen=True)
class Settings:
    """All settings, checked; what each means stands beside it in `config/default.toml`."""

    engine: str
    index_dir: Path
    index_prefix: str
    elasticsearch_url: str
    elasticsearch_api_key: str
    elasticsearch_ca_file: str
    feeds: str
    feed_token: str = field(repr=False)
    tiktok_one_token: str = field(repr=False)
    rejects_dir: Path
    watch_delta_seconds: float
    watch_whole_seconds: float
    watch_again_seconds: float
    watch_budget_seconds: float
    watch_records_per_second: int
    indexer_metrics_port: int
    credible_share: float
    max_reject_share: float
    builds_kept: int
    export_seconds: float
    host: str
    port: int
    workers: int
    threads: int
    body_seconds: int
    metrics_port: int
    auth: str
    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    secret_key_file: Path
    rate_per_minute: int
    trusted_proxies: str
    mail: str
    mail_dir: Path
    mail_from: str
    smtp_host: str
    smtp_port: int
    smtp_security: str
    smtp_user: str
    smtp_password: str = field(repr=False)
    webhooks_to_loopback: bool
    programme_rules: str
    programme_reports_dir: Path
    log_level: str

    def __post_init__(self) -> None:
        for name, choices in CHOICES.items():
            if getattr(self, name) not in choices:
                raise _wrong(name, f"must be one of {', '.join(choices)}")
        for name in ("credible_share", "max_reject_share"):
            if not 0 <= getattr(self, name) <= 1:
                raise _wrong(name, "must be 0 to 1")
        for name in ("port", "metrics_port", "indexer_metrics_port", "smtp_port"):
            if not 0 <= getattr(self, name) <= 65_535:
                raise _wrong(name, "must be 0 to 65535")
        for name in ("watch_delta_seconds", "watch_whole_seconds", "watch_again_seconds", "watch_budget_seconds"):
            if not 0.1 <= getattr(self, name) <= 86_400:
                raise _wrong(name, "must be 0.1 to 86400")
        for name in ("watch_records_per_second", "builds_kept", "export_seconds", "rate_per_minute"):
            if getattr(self, name) < 0:
                raise _wrong(name, "must not be negative")
        for name in ("workers", "threads", "body_seconds"):
            if not 1 <= getattr(self, name) <= 256:
                raise _wrong(name, "must be 1 to 256")
        try:
            _ = self.trusted_networks
        except ValueError as error:
            raise _wrong("trusted_proxies", f"must be addresses or networks: {error}") from None
        if not _is_prefix(self.index_prefix):
            raise _wrong("index_prefix", "must be lower-case letters, digits and hyphens, beginning with a letter")
        if self.auth == "off" and not is_loopback(self.host):
            raise _wrong("host", f"can't be {self.host!r} while auth is off: use 127.0.0.1")

    @property
    def trusted_networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """The networks of the proxies that are trusted."""
        listed = (one.strip() for one in self.trusted_proxies.split(",") if one.strip())
        return tuple(ip_network(one, strict=False) for one in listed)


def load_settings(environment: Mapping[str, str]) -> Settings:
    """The settings of this environment; raises SettingsError for an unknown or wrong one, naming it."""
    values: dict[str, Any] = dict(config("default.toml"))
    names = {variable_name(field.name): field.name for field in fields(Settings)}
    for variable, text in environment.items():
        if variable in names:
            values[names[variable]] = _converted(names[variable], text, default=values[names[variable]])
        elif variable.startswith(PREFIX) or (
            variable.startswith("ELASTICSEARCH_") and not _KUBERNETES.search(variable)
        ):
            near = get_close_matches(variable.removeprefix(PREFIX).lower(), names.values(), n=1)
            hint = f"did you mean {variable_name(near[0])}?" if near else "see config/default.toml"
            raise SettingsError(f"{variable} is no setting: {hint}")
    paths = {name: Path(values[name]) for name in PATHS}
    return Settings(**{**values, **paths})


def variable_name(setting: str) -> str:
    """The environment variable of a setting."""
    return setting.upper() if setting in UNPREFIXED else PREFIX + setting.upper()


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine's own."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _converted(name: str, text: str, *, default: object) -> object:
    if isinstance(default, bool):
        if text not in ("true", "false"):
            raise _wrong(name, f"must be true or false, not {text!r}")
        return text == "true"
    try:
        if not isinstance(default, str) and not _NUMBER.fullmatch(text):
            raise ValueError
        value = cast("type", type(default))(text)
    except ValueError:
        kind = "a whole number" if isinstance(default, int) else "a number"
        raise _wrong(name, f"must be {kind}, not {text!r}") from None
    if isinstance(value, float) and not math.isfinite(value):
        raise _wrong(name, "must be a finite number")
    if value == "" and default != "":
        raise _wrong(name, "is empty: unset it for the default")
    return value


def _wrong(name: str, detail: str) -> SettingsError:
    return SettingsError(f"{variable_name(name)} {detail}")


def _is_prefix(prefix: str) -> bool:
    return prefix[:1].isalpha() and prefix.isascii() and prefix.replace("-", "").isalnum() and prefix == prefix.lower()
