"""What is said of data files that can't be used?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from marketplace.creators import files, topics
from marketplace.errors import SettingsError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of data files, empty; nothing is remembered of one or the other."""
    monkeypatch.setattr(files, "files", lambda _: tmp_path)
    for one in (files.config, topics.topics):
        one.cache_clear()
    yield tmp_path
    for one in (files.config, topics.topics):
        one.cache_clear()


@pytest.mark.parametrize("content", [b"[sports\n", b"sports = '\xff'\n"])
def test_a_file_that_is_no_toml_is_named(folder: Path, content: bytes) -> None:
    (folder / "topics.toml").write_bytes(content)
    with pytest.raises(SettingsError, match=r"^config/topics.toml is no TOML: .*(line 1|position)"):
        topics.topics()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ('[sports.golf]\nlabels = { en = "Golf" }', "sports"),
        ('[sports]\nlabels = { en = "Sports" }\n[sports.golf]\nlabels = { de = "Golf" }', "sports.golf"),
        ('[sports]\nlabels = { en = "Sports" }\ngolf = 3', "sports.golf"),
    ],
)
def test_a_topic_without_labels_is_named(folder: Path, content: str, name: str) -> None:
    (folder / "topics.toml").write_text(content)
    with pytest.raises(SettingsError, match=f"^config/topics.toml: {name} needs labels"):
        topics.topics()
