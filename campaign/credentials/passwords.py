"""Passwords: how they are kept, and which are too weak."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from math import prod
from threading import Lock
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn
from zxcvbn.matching import L33T_TABLE

SHORTEST: Final = 12
"""The fewest characters of a password."""
LONGEST: Final = 200
"""The most characters of a password."""
STRONG_ENOUGH: Final = 3
"""The lowest of zxcvbn's scores from 0 to 4 that is taken: more than 10^8 guesses."""
TAKEN_APART: Final = 4
"""The most characters that one takes with its marks typed apart; longer passwords are too long."""
LOOKED_AT: Final = 32
"""The characters that zxcvbn judges, as more take it long; if these are strong, all are."""
MOST_READINGS: Final = 8
"""The most ways in which zxcvbn may have to read signs that stand for letters.

It looks up every word in every way, and 21 signs can be read in hundreds of ways.
"""
_ONE_AT_A_TIME: Final = Lock()
"""The lock on zxcvbn, which keeps words about somebody in one place for all that it judges."""

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
    password = _prepared(password)
    if len(password) < SHORTEST:
        return Weakness.SHORT
    if len(password) > LONGEST:
        return Weakness.LONG
    parts = [part for word in known for part in _parts(word) if part]
    with _ONE_AT_A_TIME:
        score = zxcvbn(_looked_at(password), user_inputs=parts)["score"]
    return Weakness.COMMON if score < STRONG_ENOUGH else None


def hash_password(password: str) -> str:
    """Return what is kept of a password."""
    return _HASHER.hash(_prepared(password))


def is_right(password: str, kept: str) -> bool:
    """Say whether a password is the one that was kept, here or before passwords were prepared."""
    forms = dict.fromkeys((_prepared(password), password))
    return any(len(form) <= LONGEST and _is_kept(form, kept) for form in forms)


def _is_kept(password: str, kept: str) -> bool:
    try:
        return _HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


def _prepared(password: str) -> str:
    """Return a password in the one form of RFC 8265 (4.2.2), whichever keyboard it was typed on.

    Wide letters stay: to that standard they are others.
    """
    if len(password) > LONGEST * TAKEN_APART:
        return password
    spaced = "".join(" " if unicodedata.category(char) == "Zs" else char for char in password)
    return unicodedata.normalize("NFC", spaced)


def _parts(word: str) -> Iterator[str]:
    """Yield a word that is known of somebody, an address without its host, and what it is of."""
    yield word
    yield word.partition("@")[0]
    yield from re.split(r"\W+", word)


def _looked_at(password: str) -> str:
    """Return the beginning of a password, as far as it is judged within milliseconds.

    All of it is at least as strong.
    """
    looked_at = password[:LOOKED_AT]
    while _readings(looked_at) > MOST_READINGS:
        looked_at = looked_at[:-1]
    return looked_at


def _readings(password: str) -> int:
    """Return in how many ways the signs of a password can be read as letters."""
    present = (sum(sign in password for sign in signs) for signs in L33T_TABLE.values())
    return prod(max(number, 1) for number in present)
