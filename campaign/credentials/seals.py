"""Sealed values that only this instance can read or make, and keys derived from its secret."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class Seals:
    """Seals and derives with keys of their own for each purpose, all from the secret key."""

    def __init__(self, secret_key: str) -> None:
        """Take the instance's secret key."""
        self._secret = secret_key.encode()

    def seal(self, purpose: str, content: bytes) -> str:
        """Return content that nobody else can read or change, as ASCII text."""
        return self._fernet(purpose).encrypt(content).decode()

    def open(self, purpose: str, sealed: str, *, lasts: timedelta | None = None) -> bytes | None:
        """Return what was sealed for this purpose; None where it was not by us, or too long ago."""
        ttl = int(lasts.total_seconds()) if lasts else None
        try:
            return self._fernet(purpose).decrypt(sealed.encode(), ttl=ttl)
        except InvalidToken:
            return None

    def derive(self, purpose: str, value: str) -> bytes:
        """Return 32 bytes that always follow from a value, and that nobody else can work out."""
        return hmac.digest(self._key(purpose), value.encode(), "sha256")

    def _fernet(self, purpose: str) -> Fernet:
        return Fernet(base64.urlsafe_b64encode(self._key(purpose)))

    def _key(self, purpose: str) -> bytes:
        return HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(self._secret)


def new_token() -> str:
    """Return a word that nobody can guess: 256 bits, in letters fit for an address."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """Return what is kept of a token. No salt: it is random itself."""
    return hashlib.sha256(token.encode()).hexdigest()


def at(now: datetime) -> float:
    """Return a time in UTC, as databases keep it, in seconds since 1970."""
    return (now - datetime(1970, 1, 1)).total_seconds()  # noqa: DTZ001 - as databases keep it
