"""The signs that can be printed on this machine, so that no letter has empty boxes in it."""

import subprocess
import sys
from functools import cache
from typing import Final

import regex

LIST: Final = ("fc-list", "--format", "%{charset}\n")
"""The command that lists fonts as Pango, and so WeasyPrint, chooses from them."""
MISDRAWN: Final = regex.compile(
    r"((?:[\p{L}\p{N}#*]\p{M}*)?\p{Me}\p{M}*"
    r"|\U0001F3F4?[\U000E0020-\U000E007F]+"
    r"|[\p{Cf}--\p{Default_Ignorable_Code_Point}])",
    regex.V1,
)
"""Signs that come out wrong though a font has them.

WeasyPrint puts what encloses a letter (the frame of a keycap) or figures (the end of an ayah) over
what stands beside it, and knows no letters inside a flag: each would be a black one.
"""
NOT_DRAWN: Final = regex.compile(r"[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Zl}\p{Zp}]")
"""Signs that are not drawn: controls, joiners, and which variant of a sign is meant."""


def missing(text: str) -> str:
    """Return the signs of a text that cannot be printed here, each once, in their order."""
    known = covered()
    unknown: dict[str, None] = {}
    for at, part in enumerate(MISDRAWN.split(text)):
        if at % 2:
            unknown[part] = None
        else:
            lacking = dict.fromkeys(char for char in part if not known[ord(char)])
            unknown |= {char: None for char in lacking if not NOT_DRAWN.match(char)}
    return "".join(unknown)


def signs_of(missing: str) -> list[str]:
    """Return each of the signs that cannot be printed: a keycap or a flag is one."""
    parts = enumerate(MISDRAWN.split(missing))
    return [sign for at, part in parts for sign in ((part,) if at % 2 else part)]


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
