"""Is what was indexed made anew whenever records become something else? Their versions are raised by hand.

`UPDATE_GOLDEN=1 pytest tests/unit/indexer/test_versions.py` writes `tests/golden/made.json` anew: the code that makes
creators, and what it makes of those of the judged searches and some at random. It refuses to where these have become
something else under the same version. Whether the code makes something else of others is for who changes it to say.
"""

import json
import os
import re
from collections.abc import Callable, Mapping
from hashlib import blake2b
from pathlib import Path
from random import Random
from typing import Any

import pytest

from indexer import convert, plan
from marketplace.creators.creator import Creator
from marketplace.creators.fields import FIELDS
from marketplace.creators.files import config
from marketplace.creators.texts import languages_of, texts_of
from marketplace.text import words
from tests.creators import make_creator
from tests.random_records import random_record
from tests.relevance.judged import languages

ROOT = Path(__file__).parents[3]
GOLDEN = ROOT / "tests" / "golden" / "made.json"
WORDING = ("marketplace/text/**/*.py", "marketplace/indexing/wording.py", "marketplace/creators/texts.py")
CONVERTING = ("indexer/convert.py", "marketplace/indexing/[cm]*.py", "marketplace/creators/rank.py")
Made = Mapping[str, Any]
_VERSION = re.compile("^VERSION = .*$", re.MULTILINE)


def test_texts_become_the_same_words_unless_their_version_was_raised() -> None:
    now = {"inputs": digest([words.VERSION, labels()]), "code": code(*WORDING), "made": made_by(worded)}
    check("words", now, raised="words.VERSION")


def test_records_become_the_same_columns_unless_their_version_was_raised() -> None:
    inputs = digest([convert.VERSION, config("topics.toml"), plan._fields()])
    now = {"inputs": inputs, "code": code(*CONVERTING), "made": made_by(converted)}
    check("records", now, raised="convert.VERSION")


def check(part: str, now: Made, *, raised: str) -> None:
    """Compare with what was made before of the same; other inputs have every market built anew by themselves."""
    kept: dict[str, Made] = json.loads(GOLDEN.read_text(encoding="utf-8"))
    before = kept[part]
    others = [one for one, found in now["made"].items() if before["made"].get(one, found) != found]
    if others and before["inputs"] == now["inputs"]:
        pytest.fail(f"{len(others)} creators become something else, and no market is built anew: raise {raised}")
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(json.dumps({**kept, part: now}, indent=1) + "\n", encoding="utf-8")
    elif now != before:
        code_of = {*now["code"].items()} ^ {*before["code"].items()}
        changed = ", ".join(sorted({name for name, _ in code_of})) or "versions, topics or creators"
        pytest.fail(f"{changed}: raise {raised} if anybody becomes something else by it, then write {GOLDEN.name} anew")


def made_by(make: Callable[[Creator], tuple[str, str]]) -> dict[str, str]:
    """By what creators are made of, what they are made into."""
    return dict(sorted(map(make, creators())))


def code(*patterns: str) -> dict[str, str]:
    """The digests of files, by name."""
    files = sorted(file for one in patterns for file in ROOT.glob(one))
    # the version by itself is no other way to make anything
    return {str(one.relative_to(ROOT)): digest(_VERSION.sub("", one.read_text(encoding="utf-8"))) for one in files}


def creators() -> list[Creator]:
    judged = [one for language in languages() for one in language.creators]
    return [*judged, *(make_creator(**random_record(Random(number), number)) for number in range(100))]


def worded(creator: Creator) -> tuple[str, str]:
    """What the words of a creator are made of, and the words."""
    document = json.loads(creator.document)
    texts = [texts_of(field, document) for field in FIELDS.worded]
    made = [creator.handle, list(creator.words.items()), creator.stems, creator.beginnings, creator.reading]
    return digest([creator.id, languages_of(document), texts]), digest(made)


def converted(creator: Creator) -> tuple[str, str]:
    """What all else of a creator is made of, and what it is made into."""
    document = json.loads(creator.document)
    given = {field.name: document.get(field.name) for field in FIELDS.document if not field.derived}
    columns = [creator.keywords, creator.numbers, creator.shares, creator.rank, creator.currency, creator.amount]
    return digest(given), digest([*columns, document, creator.absent])


def labels() -> object:
    """The names of topics, which are words too, and the fields that have words."""
    return config("topics.toml"), [(one.name, one.tagging) for one in FIELDS.worded]


def digest(value: object) -> str:
    return blake2b(json.dumps(value, sort_keys=True, default=str).encode(), digest_size=8).hexdigest()
