"""Codes for signing in: six digits that an app makes anew every 30 seconds, and recovery codes.

The app's codes are those of RFC 6238.
"""

import base64
import secrets
import unicodedata
from datetime import datetime
from typing import Final
from urllib.parse import quote, urlencode

import regex
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP

from campaign.credentials.seals import at

STEP: Final = 30
"""The seconds that one code of an app is valid."""
DIGITS: Final = 6
DRIFT: Final = 1
"""The steps that a telephone's clock may be ahead or behind."""
AHEAD: Final = 2
"""The steps that another machine's clock may be ahead of ours."""
RECOVERY_CODES: Final = 10
ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""The letters and digits of recovery codes, without those that look alike on paper."""
GROUPS: Final = 4
GROUP: Final = 4
"""The letters in one group of a recovery code; the sixteen of a code are 79 bits."""


BETWEEN: Final = regex.compile(r"[\s\p{Pd}\p{Cf}−⁃ー·.,_]+")
"""What people and their keyboards put between the parts of a code: spaces, points, all dashes."""


def new_secret() -> bytes:
    """Return a new secret that an app and we share: 160 bits, as RFC 4226 recommends."""
    return secrets.token_bytes(20)


def code_at(secret: bytes, counter: int) -> str:
    """Return the code of one step of 30 seconds since 1970."""
    return _app(secret).generate(counter).decode()


def counter_at(now: datetime) -> int:
    """Return the number of the step that a time is in."""
    return int(at(now)) // STEP


def latest_at(now: datetime) -> int:
    """Return the last step of which a code can have been taken, on a machine a little ahead."""
    return counter_at(now) + DRIFT + AHEAD


def counter_of(secret: bytes, code: str, now: datetime) -> int | None:
    """Return the step of which a code is, now or one before or after; None for a wrong code."""
    digits = plain(code)
    here = counter_at(now)
    for counter in range(here - DRIFT, here + DRIFT + 1):
        if secrets.compare_digest(digits.encode(), code_at(secret, counter).encode()):
            return counter
    return None


def written(secret: bytes) -> str:
    """Return a secret as one types it into an app, in groups of four."""
    text = base64.b32encode(secret).decode()
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


def link(secret: bytes, *, issuer: str, email: str) -> str:
    """Return the address that an app reads from a QR code (Key Uri Format)."""
    label = quote(f"{issuer}:{email}")
    fields = {"secret": written(secret).replace(" ", ""), "issuer": issuer}
    return f"otpauth://totp/{label}?{urlencode(fields, quote_via=quote)}"


def new_recovery_codes() -> tuple[str, ...]:
    """Return codes to write down."""
    return tuple(_recovery_code() for _ in range(RECOVERY_CODES))


def spelled(secret: bytes, letters: int) -> str:
    """Return the end of a secret in so many letters fit for paper, of almost five bits each."""
    rest, text = int.from_bytes(secret), ""
    for _ in range(letters):
        rest, place = divmod(rest, len(ALPHABET))
        text += ALPHABET[place]
    return text


def plain(code: str) -> str:
    """Return a code as it is kept, however it was typed: any dashes, the digits of any script."""
    joined = BETWEEN.sub("", unicodedata.normalize("NFKC", code)).lower()
    return "".join(str(unicodedata.decimal(char, char)) for char in joined)


def _recovery_code() -> str:
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def _app(secret: bytes) -> HOTP:
    return HOTP(secret, DIGITS, SHA1())  # noqa: S303 - the one all apps know
