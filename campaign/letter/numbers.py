"""Finds numbers that could be somebody's: of a passport, an identity card or a telephone."""

from collections.abc import Iterator
from typing import Final

import regex

RUN: Final = regex.compile(r"(?<![\p{L}\p{N}/]|\p{N}[.,])\p{Lu}{0,3}+\+?+\(?+\p{Nd}++(?:[ \-.()/]{1,2}+\p{Nd}++)*+[Xx]?+")
"""Digits in groups, after a plus or the letters of a passport."""
DATE: Final = regex.compile(
    r"(?<!\p{Nd})(?:\p{Nd}{4}([\-./])\p{Nd}{1,2}\1\p{Nd}{1,2}|\p{Nd}{1,2}([\-./])\p{Nd}{1,2}\2\p{Nd}{4})(?!\p{Nd})"
)
FEWEST: Final = 7
"""Digits of a number that is somebody's by its length alone: of the shortest telephone numbers."""
FEWEST_HINTED: Final = 4
HINTED: Final = 40
"""Characters before a number in which a word may say what it is for."""


def find(text: str, hints: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Yield where numbers begin and end; `hints` are the places of words that say "number"."""
    plain = DATE.sub(lambda date: " " * len(date[0]), text)
    for run in RUN.finditer(plain):
        digits = regex.sub(r"\P{Nd}", "", run[0])
        hinted = any(0 < run.start() - hint <= HINTED for hint in hints)
        fewest = FEWEST_HINTED if hinted else FEWEST
        if len(digits) >= fewest and not _is_amount(run[0]):
            yield run.span()


def _is_amount(run: str) -> bool:
    """Whether it is only years ("2017-2019"), or a round number ("1 000 000")."""
    groups = regex.findall(r"\p{Nd}+", run)
    years = all(len(group) == 4 and 1800 <= int(group) < 2100 for group in groups)
    return years or (int(groups[-1]) == 0 and not run.startswith("+"))
