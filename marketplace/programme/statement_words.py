"""In which words is a statement written? Those of `locales/statements`, a catalogue a language, in English else."""

from __future__ import annotations

from functools import cache
from gettext import NullTranslations
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

FOLDER = "locales/statements"


@cache
def statement_words(language: str) -> NullTranslations:
    """The words of a language, read once a process; English where it has no catalogue."""
    found = files("marketplace.programme").joinpath(FOLDER, f"{language}.po")
    if not found.is_file():
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(found.read_bytes()), locale={"tl": "fil"}.get(language, language)))
    compiled.seek(0)
    return Translations(compiled)
