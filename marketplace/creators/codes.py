"""Which codes of languages and countries exist? (ISO 639-1 and ISO 3166-1, as pycountry has them.)"""

from __future__ import annotations

from functools import cache

import pycountry


@cache
def languages() -> tuple[str, ...]:
    """The two-letter codes of ISO 639-1."""
    return tuple(sorted(language.alpha_2 for language in pycountry.languages if hasattr(language, "alpha_2")))


@cache
def countries() -> tuple[str, ...]:
    """The two-letter codes of ISO 3166-1."""
    return tuple(sorted(country.alpha_2 for country in pycountry.countries))
