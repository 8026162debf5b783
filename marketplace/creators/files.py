"""Where does the package keep its data files?"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def config(name: str) -> dict[str, Any]:
    """The content of a file of `config/`, read once a process."""
    return tomllib.loads(files("marketplace.config").joinpath(name).read_text(encoding="utf-8"))
