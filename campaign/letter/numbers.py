"""Finds numbers that could be somebody's: of a passport, an identity card or a telephone."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final
from unicodedata import decimal

import regex

RUN: Final = regex.compile(
    r"(?<![\p{L}\p{N}/]|\p{N}[.,])"
    r"\p{Lu}{0,3}+\+?+\(?+\p{Nd}++(?:[ \-.()/]{1,2}+\p{Nd}++)*+[Xx]?+"
)
"""A run of digits in groups, after a plus or the letters of a passport."""
DATE: Final = regex.compile(
    r"(?<!\p{Nd})(?:\p{Nd}{4}([\-./])\p{Nd}{1,2}\1\p{Nd}{1,2}|\p{Nd}{1,2}([\-./])\p{Nd}{1,2}\2\p{Nd}{4})(?!\p{Nd})"
)
DIGITS: Final = regex.compile(r"\p{Nd}++")
YEAR: Final = 4
"""The number of digits of a year."""
CENTURIES: Final = (18, 19, 20)
"""The first digits of the years that people write about."""
FEWEST: Final = 7
"""The digits from which a number is somebody's by its length alone, as of a telephone."""
FEWEST_HINTED: Final = 4
HINTED: Final = 40
"""The characters before a number in which a word may say what it is for."""


def find_numbers(text: str, hints: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield where numbers begin and end; `hints` are where words say "number", in order."""
    plain = DATE.sub(lambda date: " " * len(date[0]), text)
    for run in RUN.finditer(plain):
        before = bisect_left(hints, run.start())
        hinted = before > 0 and run.start() - hints[before - 1] <= HINTED
        digits = sum(char.isdecimal() for char in run[0])
        if digits >= (FEWEST_HINTED if hinted else FEWEST) and not _is_amount(run[0]):
            yield run.span()


def _is_amount(run: str) -> bool:
    """Whether it is only years ("2017-2019"), or a round number ("1 000 000")."""
    groups = DIGITS.findall(run)
    years = all(len(group) == YEAR and int(group) // 100 in CENTURIES for group in groups)
    return years or (not any(map(decimal, groups[-1])) and "+" not in run)
