"""The signs that the fonts of this machine can show, so that no letter has empty boxes in it."""

import subprocess
import sys
from functools import cache
from typing import Final

import regex

LIST: Final = ("fc-list", "--format", "%{charset}\n")
"""The command that lists fonts as Pango, and so WeasyPrint, chooses from them."""
NOT_DRAWN: Final = regex.compile(r"[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Zl}\p{Zp}]")
"""Signs that are not drawn: controls, joiners, and which variant of a sign is meant."""


def missing(text: str) -> str:
    """Return the signs of a text that no font here has, each once, in their order."""
    known = covered()
    unknown = dict.fromkeys(char for char in text if not known[ord(char)])
    return "".join(char for char in unknown if not NOT_DRAWN.match(char))


@cache
def covered() -> bytes:
    """Return 1 at every code point that a font has, and else 0; it takes some 50 ms, once.

    A set of them would take fifteen times the memory, in every process that prints.
    """
    listed = subprocess.run(LIST, check=True, capture_output=True, text=True)  # noqa: S603 - ours
    found = bytearray(sys.maxunicode + 1)
    for part in set(listed.stdout.split()):
        first, _, last = part.partition("-")
        start, end = int(first, 16), int(last or first, 16) + 1
        found[start:end] = b"\1" * (end - start)
    return bytes(found)
