"""Encryption of columns: AES-256-GCM bound to table, column and row, and keyed hashes for search."""

from __future__ import annotations

import hashlib
import hmac
import os
import unicodedata
from collections.abc import Sequence

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_VERSION = b"\x01"
_KEY_ID = 4
_NONCE = 12


class VaultLocked(Exception):
    """A value was sealed with a key that is not in the ring, or was moved from its row."""


class Vault:
    """Seals and opens values with a key ring, newest key first."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        if not keys:
            raise ValueError("the key ring is empty")
        self._ring = {_key_id(key): AESGCM(key) for key in keys}
        self._newest = _key_id(keys[0])
        self._hash_keys = [hashlib.sha256(b"adherence index" + key).digest() for key in keys]

    def seal(self, plaintext: str, *place: str) -> bytes:
        """Encrypt ``plaintext`` for one place: (table, column, row id)."""
        nonce = os.urandom(_NONCE)
        sealed = self._ring[self._newest].encrypt(nonce, plaintext.encode("utf-8", "surrogatepass"), _aad(place))
        return _VERSION + self._newest + nonce + sealed

    def open(self, sealed: bytes, *place: str) -> str:
        """Decrypt what ``seal`` made for the same place; raises ``VaultLocked``."""
        key = self._ring.get(sealed[1 : 1 + _KEY_ID])
        if key is None or sealed[:1] != _VERSION:
            raise VaultLocked(f"no key for {place[0]}.{place[1]}")
        nonce = sealed[1 + _KEY_ID : 1 + _KEY_ID + _NONCE]
        try:
            opened = key.decrypt(nonce, sealed[1 + _KEY_ID + _NONCE :], _aad(place))
        except Exception:
            raise VaultLocked(f"{place[0]}.{place[1]} does not belong to its row") from None
        return opened.decode("utf-8", "surrogatepass")

    def index(self, value: str) -> bytes:
        """The keyed hash (16 bytes) under which ``value`` is stored."""
        return _digest(self._hash_keys[0], value)

    def indexes(self, value: str) -> list[bytes]:
        """All keyed hashes under which ``value`` may have been stored, one for each key of the ring."""
        return [_digest(key, value) for key in self._hash_keys]


def name_words(*names: str) -> set[str]:
    """Normalised words of names: lower case, no accents, letters and digits only."""
    words: set[str] = set()
    for name in names:
        plain = unicodedata.normalize("NFKD", name).casefold()
        kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
        words.update(kept.split())
    return words


def name_prefixes(*names: str) -> set[str]:
    """Prefixes of one to ten letters of each word of names, for search as you type."""
    return {word[:length] for word in name_words(*names) for length in range(1, min(len(word), 10) + 1)}


def _aad(place: tuple[str, ...]) -> bytes:
    return "|".join(place).encode()


def _key_id(key: bytes) -> bytes:
    return hashlib.sha256(b"adherence key id" + key).digest()[:_KEY_ID]


def _digest(key: bytes, value: str) -> bytes:
    return hmac.digest(key, value.encode("utf-8", "surrogatepass"), "sha256")[:16]
