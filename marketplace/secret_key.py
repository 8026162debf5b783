"""By which key are secrets kept? That of the setting, else that of a file, which is made when it is not there."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_urlsafe

from marketplace.errors import SettingsError
from marketplace.settings import Settings, variable_name


def secret_key_of(settings: Settings) -> str:
    """The text of the key; raises SettingsError when its file can't be read or made."""
    return settings.secret_key or _of_file(settings.secret_key_file)


def _of_file(path: Path) -> str:
    try:
        with suppress(FileExistsError):
            _make(path)
        return path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{variable_name('secret_key_file')} can't be read or made: {error}; set {variable_name('secret_key')}"
        ) from None


def _make(path: Path) -> None:
    """Whole or not at all: two processes that begin at once must not read half of it, or two."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
        file.write(token_urlsafe(48) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # unlike a rename it leaves alone what another one has made meanwhile
    finally:
        draft.unlink()
