"""How does a result get into a document of results? As the section of its title."""

from __future__ import annotations

import re


def replaced(document: str, title: str, *, text: str) -> str:
    """The document with this section in the place of the one of the same title, else at its end."""
    sections = re.split(r"^(?=## )", document, flags=re.MULTILINE)
    others = [one for one in sections if not one.startswith(f"{title}\n")]
    return "\n\n".join([*(one.strip() for one in others), text])
