"""Where are the files of the embedded index, and which of them count?

`<folder>/<schema hash>/` holds an index, `<folder>/current` names the one that is searched: a new schema is a whole
new folder, and the name is replaced when it is complete.
"""

from __future__ import annotations

import re
from pathlib import Path
from shutil import rmtree

import tantivy

from marketplace.embedded.schema import build_schema, schema_hash
from marketplace.errors import EngineUnavailable, IndexMismatch

CURRENT = "current"
KEPT = "kept"
_HASH = re.compile("[0-9a-f]{16}")


def current_hash(folder: Path) -> str | None:
    """The schema hash of the index that is searched; None when there is none yet."""
    try:
        return (folder / CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise unreadable(folder, error) from None


def is_anothers(folder: Path) -> bool:
    """Whether what is searched is of another schema than this release's."""
    return current_hash(folder) not in (None, schema_hash())


def make_current(folder: Path) -> None:
    """Let the index of this schema be the one that is searched."""
    new = folder / f"{CURRENT}.new"
    new.write_text(schema_hash(), encoding="utf-8")
    new.replace(folder / CURRENT)


def sweep(folder: Path) -> None:
    """Remove the indexes of schemas that are neither searched nor ours, and nothing that is none by its name."""
    kept = (current_hash(folder), schema_hash())
    for one in folder.iterdir():
        if one.is_dir() and _HASH.fullmatch(one.name) and one.name not in kept:
            rmtree(one, ignore_errors=True)


def open_index(folder: Path) -> tantivy.Index:
    """The index of this schema; raises IndexMismatch when what is searched is of another, or can't be read."""
    found = current_hash(folder)
    if found != schema_hash():
        raise IndexMismatch(
            f"the index in {folder} was made with another schema: bring it up with `python -m indexer sync`"
        )
    return opened(folder, schema_hash())


def opened(folder: Path, name: str) -> tantivy.Index:
    """An index of any schema; raises IndexMismatch when it can't be read."""
    try:
        index = tantivy.Index.open(str(folder / name))
        index.config_reader(reload_policy="manual")
        index.reload()
    except (ValueError, OSError) as error:
        raise unreadable(folder, error) from None
    return index


def created(folder: Path) -> tantivy.Index:
    """The index of this schema, made when it is not there."""
    path = folder / schema_hash()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EngineUnavailable(f"the index folder {folder} can't be written: {error.strerror}") from None
    if tantivy.Index.exists(str(path)):
        return opened(folder, schema_hash())
    index = tantivy.Index(build_schema(), path=str(path))
    index.config_reader(reload_policy="manual")
    return index


def kept_folder(folder: Path) -> Path:
    """Where builds of this schema are kept that were replaced: they go with its index, and nobody searches them."""
    return folder / schema_hash() / KEPT


def unreadable(folder: Path, error: Exception) -> EngineUnavailable:
    """The error for files that are damaged, or not for us to open."""
    if "lockfile" in str(error).lower():
        return EngineUnavailable(
            f"the index in {folder} can't be opened: let this user write to the folder, for its locks"
        )
    return IndexMismatch(
        f"the index in {folder} can't be read ({error}): remove the folder and run `python -m indexer sync`"
    )
