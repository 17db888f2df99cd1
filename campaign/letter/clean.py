"""What supporters type, made safe to print: plain text in one normal form."""

import unicodedata
from typing import Final

import regex

UNPRINTABLE: Final = frozenset({"Cc", "Cf", "Co", "Cs"})
"""Unicode's categories of controls, format characters, private use and halves of a character. The
controls that reorder the text around them (Unicode Standard Annex 9) could make a letter read
otherwise than it was typed."""

JOINERS: Final = frozenset("\u200c\u200d")
"""Invisible, but part of how Persian, Uyghur, Hindi and emoji are spelled."""

MOST_MARKS: Final = 8
"""Upon one letter. No living script needs more (Tibetan comes nearest), and a pile of them would be
drawn over the address and off the page."""
MARK: Final = r"[\p{Mn}\p{Me}\P{ccc=0}]"
"""What is drawn over or under the letter before it, by its category or its combining class."""
PILE: Final = regex.compile(
    rf"((?:{MARK}[\u200c\u200d]*+){{{MOST_MARKS}}})(?:{MARK}|[\u200c\u200d])+"
)
"""More than so many marks in a row, though joiners stand between them."""
LINE_END: Final = regex.compile(r"\R")
BLANK_LINES: Final = regex.compile(r"\n{3,}")
BETWEEN_NAMES: Final = regex.compile(r"[\s.·\-]+")
SIGN: Final = regex.compile(r"\X")
"""What readers see as one letter."""


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
