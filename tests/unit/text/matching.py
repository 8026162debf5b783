"""Would a text be found by a query? Words as written and stems of one language, by brute force."""

from __future__ import annotations

from marketplace.text.query import Sought, parse_text
from marketplace.text.stems import text_stems
from marketplace.text.words import sequences


def finds(query: str, text: str, language: str) -> bool:
    """Whether everything that the query wants is in the text, as written or by stem."""
    typed = parse_text(query, (language,))
    assert typed
    return all(has(text, sought, language) for sought in typed.wanted) and not any(
        has(text, sought, language) for sought in typed.excluded
    )


def has(text: str, sought: Sought, language: str) -> bool:
    """Whether a text has what is sought, as written or by stem."""
    lines = sequences(text)
    phrase = f" {' '.join(sought.words)} "
    written = any(phrase in f" {' '.join(token.word for token in line)} " for line in lines)
    stems = {stem for line in lines for stem, _, _ in text_stems(line, (language,))}
    return written or any(stems.issuperset(way) for way in sought.stems)
