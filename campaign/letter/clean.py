"""Makes what supporters type safe to print: plain text in one normal form."""

import unicodedata
from typing import Final

import regex

UNPRINTABLE: Final = frozenset({"Cc", "Cf", "Co", "Cs"})
"""Unicode's categories of what is taken out: controls, private use, halves of a character.
"""

JOINERS: Final = frozenset("\u200c\u200d")
"""Invisible signs that stay, as Persian, Uyghur, Hindi and emoji are spelled with them."""

MOST_MARKS: Final = 8
"""The most marks upon one letter; no living script needs more (Tibetan comes nearest).

A pile of them would be drawn over the address and off the page.
"""
MARK: Final = r"[\p{Mn}\p{Me}\P{ccc=0}]"
"""A mark that is drawn over or under the letter before it."""
PILE: Final = regex.compile(
    rf"((?:{MARK}[\u200c\u200d]*+){{{MOST_MARKS}}})(?:{MARK}|[\u200c\u200d])+"
)
"""A run of more marks than that, though joiners stand between them."""
LINE_END: Final = regex.compile(r"\R")
BLANK_LINES: Final = regex.compile(r"\n{3,}")
BETWEEN_NAMES: Final = regex.compile(r"[\s.·\-]+")
SIGN: Final = regex.compile(r"\X")
"""One letter as readers see it, with its marks."""


def line(text: str) -> str:
    """Return a single line: a name or a place, spaces folded."""
    return " ".join(block(text).split())


def block(text: str) -> str:
    """Return lines of text: controls removed, line ends and blank lines made regular."""
    if text.isascii() and text.isprintable():  # as most cells of a table are
        return text.strip()
    rows = LINE_END.split(text.replace("\t", " "))
    kept = ("".join(char for char in row if _printable(char)).rstrip() for row in rows)
    # Before too, since to put a pile in order takes the square of its height in time.
    text = unicodedata.normalize("NFC", _without_piles("\n".join(kept)))
    return BLANK_LINES.sub("\n\n", _without_piles(text)).strip()


def initials(name: str) -> str:
    """Return the first letter of each word of a name, as readers see letters: "A. B."."""
    words = (SIGN.match(word) for word in BETWEEN_NAMES.split(name) if word)
    return " ".join(f"{word[0]}." for word in words if word)


def _without_piles(text: str) -> str:
    return PILE.sub(r"\1", text)


def _printable(char: str) -> bool:
    return char in JOINERS or unicodedata.category(char) not in UNPRINTABLE
