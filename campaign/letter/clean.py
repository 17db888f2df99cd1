"""Makes what supporters type safe to print: plain text in one normal form.

What is removed is not seen, or reorders what is. A sign that is seen stays, whether or not it can
be printed: the press names those that it cannot print (`campaign/press/fonts.py`).
"""

import unicodedata
from itertools import groupby
from typing import Final

import regex

FLAG: Final = r"\U0001F3F4[\U000E0030-\U000E0039\U000E0061-\U000E007A]{2,16}\U000E007F"
"""A flag with the letters of its country, which are not drawn themselves (UTS 51, annex C)."""
UNSPACED: Final = (
    r"[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}\p{Tai_Le}\p{New_Tai_Lue}\p{Tai_Tham}"
    r"\p{Tai_Viet}\p{Ahom}\p{Balinese}\p{Javanese}\p{Cham}]"
)
"""The scripts without spaces between words, in which U+200B says where a line may end."""
MONGOLIAN: Final = r"[\p{Mongolian}--\u180E]"
"""The script whose letters change their shape beside U+180E, the vowel separator."""
SPELLING: Final = regex.compile(
    rf"({FLAG}|(?<={UNSPACED})\u200B|\u200B(?={UNSPACED})|(?<={MONGOLIAN})\u180E(?={MONGOLIAN}))"
    r"|[\u200B\u180E\U000E0020-\U000E007F]",
    regex.V1,
)
"""Invisible signs that some scripts are spelled with, first where they are and then elsewhere."""
UNSEEN: Final = regex.compile(
    r"[\p{Cc}\p{Co}\p{Cs}\uFFF9-\uFFFB[[\p{Cf}&&\p{Default_Ignorable_Code_Point}]"
    r"--[\u200B-\u200D\u180E\U000E0020-\U000E007F]]]",
    regex.V1,
)
"""What is taken out wherever it is: controls, private use, halves of a character.

Joiners stay, as Persian, Uyghur, Hindi and emoji are spelled with them.
"""
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
BETWEEN_NAMES: Final = regex.compile(r"[^\p{L}\p{M}\p{N}\p{Cf}'’`´\"״׳]+")
"""What parts the words of a name: whatever is no letter, but for marks inside words."""
SIGN: Final = regex.compile(r"\X")
"""One letter as readers see it, with its marks."""
FAMILY_NAME: Final = regex.compile(
    r"[\P{L}\p{Lm}]*+(欧阳|歐陽|司马|司馬|诸葛|諸葛|上官|夏侯|皇甫|尉迟|尉遲|公孙|公孫|慕容|令狐|东方|東方|司徒|\p{Han})"
)
"""A Chinese family name at the start of a name: one sign, but for a few that have two."""
LETTER: Final = regex.compile(r"(?!\p{Lm})\p{L}")
"""A letter, but for the ʿ and ʻ of romanized names, which stand before one."""


def line(text: str) -> str:
    """Return a single line: a name or a place, spaces folded."""
    return " ".join(block(text).split())


def block(text: str) -> str:
    """Return lines of text: controls removed, line ends and blank lines made regular."""
    if text.isascii() and text.isprintable():  # as most cells of a table are
        return text.strip()
    rows = LINE_END.split(text.replace("\t", " "))
    kept = "\n".join(SPELLING.sub(r"\1", UNSEEN.sub("", row)).rstrip() for row in rows)
    # Before too, since to put a pile in order takes the square of its height in time.
    text = _composed(_without_piles(kept))
    return BLANK_LINES.sub("\n\n", _without_piles(text)).strip()


def figures(text: str) -> str:
    """Return a line in which the digits of every script are European ones: a day that is typed."""
    return "".join(str(unicodedata.decimal(char, char)) for char in line(text))


def initials(name: str) -> str:
    """Return the first letter of each word of a name, as readers see letters: "A. B.".

    A Chinese name has none: its family name, which comes first, stands alone.
    """
    if family := FAMILY_NAME.match(name):
        return family[1]
    words = (SIGN.findall(word) for word in BETWEEN_NAMES.split(name))
    first = (next(filter(LETTER.search, signs), "") for signs in words)
    return " ".join(f"{letter}." for letter in first if letter)


def _composed(text: str) -> str:
    """Return a text in the normal form C, but for signs that it would replace by another one.

    Unicode takes some ideographs of names for others that look different (U+FA1B), and gives them
    away in every normal form.
    """
    if unicodedata.is_normalized("NFC", text):
        return text
    parts = ("".join(part) for _, part in groupby(text, _is_replaced))
    return "".join(
        part if _is_replaced(part[0]) else unicodedata.normalize("NFC", part) for part in parts
    )


def _is_replaced(char: str) -> bool:
    """Say whether the normal form has one other sign for a sign."""
    other = unicodedata.normalize("NFC", char)
    return other != char and len(other) == 1 and not unicodedata.combining(char)


def _without_piles(text: str) -> str:
    return PILE.sub(r"\1", text)
