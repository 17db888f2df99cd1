"""Passwords: how they are kept, and which are too weak."""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

SHORTEST: Final = 12
LONGEST: Final = 200
"""Characters."""
STRONG_ENOUGH: Final = 3
"""Of zxcvbn's scores from 0 to 4: more than 10^8 guesses, with lists of common words and names."""
LOOKED_AT: Final = 72
"""Characters: zxcvbn refuses more, and what is longer is strong if these are."""

# OWASP's Password Storage Cheat Sheet: Argon2id with 19 MiB, so that eight at once fit a small
# machine.
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


class Weakness(StrEnum):
    """Why a password is refused."""

    SHORT = "short"
    LONG = "long"
    COMMON = "common"


def weakness(password: str, known: Iterable[str] = ()) -> Weakness | None:
    """Say why a password is too weak, if it is; `known` are words that others know of its owner."""
    if len(password) < SHORTEST:
        return Weakness.SHORT
    if len(password) > LONGEST:
        return Weakness.LONG
    parts = [part for word in known for part in (word, *re.split(r"\W+", word)) if part]
    score = zxcvbn(password[:LOOKED_AT], user_inputs=parts)["score"]
    return Weakness.COMMON if score < STRONG_ENOUGH else None


def hash_password(password: str) -> str:
    """Return what is kept of a password."""
    return _HASHER.hash(password)


def is_right(password: str, kept: str) -> bool:
    """Say whether a password is the one that was kept."""
    try:
        return _HASHER.verify(kept, password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
