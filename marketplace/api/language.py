"""In which language does a client read labels?"""

from __future__ import annotations

from flask import request

from marketplace.creators.labels import label_languages

DEFAULT = "en"

_OTHER_CODES = {"fil": "tl"}
"""What browsers call a language that has another code here."""


def chosen_language(asked: str | None) -> str:
    """The language asked for by `lang=`, else the first of Accept-Language that there are labels in, else English.

    A language accepted with its country stands for the language: `de-AT` before `fr` is German.
    """
    if asked:
        return asked
    accepted = (tag.partition("-")[0].lower() for tag, quality in request.accept_languages if quality)
    codes = (_OTHER_CODES.get(code, code) for code in accepted)
    return next((code for code in codes if code in label_languages()), DEFAULT)
