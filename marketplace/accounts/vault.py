"""How are secrets kept that must be read again? Encrypted by a key that is in no database."""

from __future__ import annotations

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from marketplace.errors import SettingsError
from marketplace.settings import variable_name

VARIABLE = variable_name("secret_key")
LEAST_CHARACTERS = 32


class Vault:
    """Encrypts by the first of the texts of a setting, and decrypts by all of them: so the key can be changed."""

    def __init__(self, secret_key: str) -> None:
        """`secret_key` are texts of 32 characters or more, separated by commas; raises SettingsError."""
        texts = [one.strip() for one in secret_key.split(",")]
        if any(len(one) < LEAST_CHARACTERS for one in texts):
            raise SettingsError(f"{VARIABLE} must be a text of at least {LEAST_CHARACTERS} characters, or several")
        self._keys = MultiFernet([Fernet(_derived(one)) for one in texts])

    def __repr__(self) -> str:
        """Without the keys."""
        return "Vault()"

    def encrypt(self, secret: bytes) -> bytes:
        """What may be kept of a secret."""
        return self._keys.encrypt(secret)

    def decrypt(self, kept: bytes) -> bytes:
        """The secret; raises SettingsError when none of the keys has encrypted it."""
        try:
            return self._keys.decrypt(kept)
        except InvalidToken:
            raise SettingsError(f"{VARIABLE} is not the one that a secret was kept with: add the old one") from None


def _derived(text: str) -> bytes:
    derived = HKDF(SHA256(), 32, salt=None, info=b"creator-marketplace secrets").derive(text.encode())
    return urlsafe_b64encode(derived)
