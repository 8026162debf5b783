"""Where are the judged searches asked? On both engines, all languages in one index."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from marketplace.search.service import SearchService
from tests.contract.conftest import MakeIndex, make_elasticsearch, make_embedded, make_index
from tests.creators import NOW
from tests.relevance.judged import languages
from tests.relevance.judging import Verdict, table, verdicts

__all__ = ["make_elasticsearch", "make_embedded", "make_index"]


@pytest.fixture(scope="module")
def judged(make_index: MakeIndex, request: pytest.FixtureRequest) -> Mapping[str, tuple[Verdict, ...]]:
    """The verdicts on the searches of every language."""
    index = make_index()
    index.fill(creator for language in languages() for creator in language.creators)
    service = SearchService(index.engine, now=lambda: NOW)
    found = {language.code: verdicts(service, language.searches) for language in languages()}
    told = table([one for of in found.values() for one in of])
    request.config.get_terminal_writer().line(f"\n{type(index.engine).__name__}\n{told}")
    return found
