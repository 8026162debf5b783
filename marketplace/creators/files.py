"""Where does the package keep its data files?"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from marketplace.errors import SettingsError


@cache
def config(name: str) -> dict[str, Any]:
    """The content of a file of `config/`, read once a process; raises SettingsError where it is no TOML."""
    try:
        return tomllib.loads(files("marketplace.config").joinpath(name).read_text(encoding="utf-8"))
    except ValueError as error:  # of bytes that are no UTF-8, too
        raise SettingsError(f"config/{name} is no TOML: {error}") from None
