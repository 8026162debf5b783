"""Are secrets kept so that only who has the setting can read them?"""

from __future__ import annotations

import pytest

from marketplace.accounts.vault import Vault
from marketplace.errors import SettingsError

OLD, NEW = "an old secret key of 32 characters", "a new secret key of 32 characters too"


def test_a_secret_is_read_as_it_was_kept() -> None:
    kept = Vault(OLD).encrypt(b"a secret")

    assert b"a secret" not in kept
    assert Vault(OLD).decrypt(kept) == b"a secret"


def test_the_setting_can_be_changed_step_by_step() -> None:
    kept = Vault(OLD).encrypt(b"a secret")

    assert Vault(f"{NEW}, {OLD}").decrypt(kept) == b"a secret"
    assert Vault(NEW).decrypt(Vault(f"{NEW},{OLD}").encrypt(b"another")) == b"another"
    with pytest.raises(SettingsError, match="MARKETPLACE_SECRET_KEY is not the one that a secret was kept with"):
        Vault(NEW).decrypt(kept)


@pytest.mark.parametrize("wrong", ["", "short", f"{OLD},short", f"{OLD},"])
def test_a_setting_that_is_too_short_is_refused(wrong: str) -> None:
    with pytest.raises(SettingsError, match="at least 32 characters"):
        Vault(wrong)


def test_the_keys_are_told_to_nobody_by_accident() -> None:
    assert repr(Vault(OLD)) == "Vault()"
