"""What supporters type, made safe to print: plain text in one normal form."""

import unicodedata
from typing import Final

import regex

BIDI_CONTROLS: Final = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Characters that reorder the text around them (Unicode Standard Annex 9): they could make a
letter read otherwise than it was typed."""

JOINERS: Final = frozenset("\u200c\u200d")
"""Invisible, but part of how Persian, Uyghur, Hindi and emoji are spelled."""


def line(text: str) -> str:
    """Return a single line: a name or a place, spaces folded."""
    return " ".join(block(text).split())


def block(text: str) -> str:
    """Return lines of text: controls removed, line ends and blank lines made regular."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = "".join(char for char in text.replace("\t", " ") if _printable(char))
    lines = (" ".join(row.split(" ")).rstrip() for row in text.split("\n"))
    return regex.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def initials(name: str) -> str:
    """Return the first letter of each word of a name, as readers see letters: "A. B."."""
    words = (regex.match(r"\X", word) for word in regex.split(r"[\s.·\-]+", name) if word)
    return " ".join(f"{word[0]}." for word in words if word)


def _printable(char: str) -> bool:
    if char == "\n" or char in JOINERS:
        return True
    return char not in BIDI_CONTROLS and unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co"}
