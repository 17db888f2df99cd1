"""Sets the straight quotation marks that somebody typed as the letter's language has them.

What is no quotation stays as it was typed: feet and inches, code, the marks inside Hebrew words. A
mark between two letters, or at the end of a word that no quotation closes, is an apostrophe.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import regex

STRAIGHT: Final = regex.compile(
    r"`[^`\n]*`|<[A-Za-z/][^<>\n]*>|\w=(?:\"[^\"\n]*\"|'[^'\n]*')|(?P<mark>[\"'])"
)
"""A straight mark, or what is code: between two backticks, in a tag, set by an equals sign."""
APOSTROPHE: Final = "’"
LETTER: Final = regex.compile(r"[\p{Latin}\p{Greek}\p{Cyrillic}\p{Armenian}\p{Georgian}]\p{M}*\Z")
"""The end of a word in a script that has apostrophes."""
WORD: Final = regex.compile(r"[\p{Nd}\p{Pe}\p{Pf}]\Z")
"""The end of what is taken for a word: "the 1980's", "(the Office)'s"."""
UNSPACED: Final = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
"""A letter after which a quotation may begin at once, as no spaces part words."""
OPENS_AFTER: Final = regex.compile(r"[\s\p{Ps}\p{Pi}\p{Pd}/…¿¡\"']")
"""What stands before an opening mark, at its side."""
CLOSES_BEFORE: Final = regex.compile(r"[\s\p{Pe}\p{Pf}\p{Pd}\p{Po}]")
NEAR: Final = 8
"""The characters before a mark that are looked at: a letter with its marks."""


@dataclass(frozen=True, slots=True)
class StraightMark:
    """A straight mark, and what stands beside it: blank at either end of a text."""

    at: int
    sign: str
    before: str
    after: str

    @property
    def may_open(self) -> bool:
        """Whether a quotation may begin here."""
        last = self.before[-1:]
        begins = not last or OPENS_AFTER.match(last) or UNSPACED.match(last)
        return bool(begins and self.after and not self.after.isspace())

    @property
    def may_close(self) -> bool:
        """Whether a quotation may end here."""
        ends = not self.after or CLOSES_BEFORE.match(self.after) or UNSPACED.match(self.after)
        return bool(self.before and not self.before[-1].isspace() and ends)

    @property
    def is_in_word(self) -> bool:
        """Whether it stands between two letters, or behind what is taken for a word."""
        is_behind = LETTER.search(self.before) or WORD.search(self.before)
        return bool(is_behind and self.after.isalpha())

    @property
    def is_measure(self) -> bool:
        """Whether it may be of feet, inches, minutes or seconds."""
        return self.before[-1:].isdecimal()


def with_quotation_marks(text: str, quotes: tuple[str, str], inner: tuple[str, str]) -> str:
    """Return a text in which straight double and single marks are these."""
    marks = list(_marks(text))
    signs = dict(_doubles(marks, quotes))
    closed = frozenset(at for at, sign in signs.items() if sign == quotes[1])
    signs |= dict(_singles(marks, inner, closed))
    return "".join(signs.get(at, char) for at, char in enumerate(text))


def _marks(text: str) -> Iterator[StraightMark]:
    """Yield the straight marks of a text but for those in code."""
    for found in STRAIGHT.finditer(text):
        if found["mark"]:
            at = found.start()
            yield StraightMark(at, found[0], text[max(0, at - NEAR) : at], text[at + 1 : at + 2])


def _doubles(marks: list[StraightMark], quotes: tuple[str, str]) -> Iterator[tuple[int, str]]:
    """Yield which mark stands where a double one was typed."""
    is_open = False
    for mark in marks:
        if mark.sign != '"':
            continue
        if is_open and mark.may_close:
            is_open = False
            yield mark.at, quotes[1]
        elif mark.may_open:
            is_open = True
            yield mark.at, quotes[0]
        elif mark.may_close and not mark.is_measure:
            yield mark.at, quotes[1]


def _singles(
    marks: list[StraightMark], inner: tuple[str, str], closed: frozenset[int]
) -> Iterator[tuple[int, str]]:
    """Yield which mark stands where a single one was typed: one of a pair, or an apostrophe.

    `closed` is where a quotation ends: what follows at once is an apostrophe.
    """
    singles = [mark for mark in marks if mark.sign == "'"]
    closing = [each.at for each in singles if each.may_close and not each.is_in_word]
    is_open = False
    for mark in singles:
        if mark.is_in_word or (mark.at - 1 in closed and mark.after.isalpha()):
            yield mark.at, APOSTROPHE
        elif is_open and mark.may_close:
            is_open = False
            yield mark.at, inner[1]
        elif mark.may_open and not mark.after.isdecimal() and closing and closing[-1] > mark.at:
            is_open = True
            yield mark.at, inner[0]
        elif mark.may_open or (mark.may_close and LETTER.search(mark.before)):
            yield mark.at, APOSTROPHE
