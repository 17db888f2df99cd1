"""Runs of the other direction in a line of text, so that Latin reads rightly inside Arabic.

WeasyPrint does not isolate `<bdi>` or `dir="auto"`, so every such run needs a direction of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Final

import regex

from campaign.model.language import Direction

LATIN, ARABIC = r"\p{Bidi_Class=L}", r"\p{Bidi_Class=R}\p{Bidi_Class=AL}"
ITS_MARKS: Final = r"[\p{Bidi_Class=NSM}\p{Bidi_Class=BN}]*"
"""The marks and joiners that go with a letter (Annex 9, rules W1 and X9)."""
LATIN_RUN: Final = regex.compile(
    rf"[{LATIN}](?:[^{ARABIC}]*[{LATIN}\p{{Bidi_Class=EN}}])?{ITS_MARKS}"
)
"""A run from a left-to-right letter to the last such letter or digit before other script."""
ARABIC_RUN: Final = regex.compile(rf"[{ARABIC}](?:[^{LATIN}]*[{ARABIC}])?{ITS_MARKS}")
MOST_RUNS: Final = 200
"""The most foreign runs in one text; no person writes more, and each costs time to typeset."""
BRACKETS: Final = {"(": ")", "[": "]", "{": "}"}
"""The brackets that belong to a run when they close what it opened (Annex 9, rule N0)."""
STRONG: Final = regex.compile(rf"[{LATIN}{ARABIC}]")


def direction_of(text: str, default: Direction) -> Direction:
    """Return the direction of a text's first letter (Unicode Standard Annex 9, rule P2)."""
    first = STRONG.search(text)
    if first is None:
        return default
    return Direction.LTR if regex.match(LATIN, first[0]) else Direction.RTL


def runs(text: str, base: Direction, most: int | None = None) -> Iterator[tuple[str, Direction]]:
    """Yield a line's pieces with their directions; only pieces other than `base` need a mark.

    At most so many of them do, `MOST_RUNS` if no number is given.
    """
    other = Direction.LTR if base is Direction.RTL else Direction.RTL
    end = 0
    for start, until in _joined(_foreign(text, base), MOST_RUNS if most is None else most):
        if start > end:
            yield text[end:start], base
        end = until + len(_closing(text[start:until], text[until:]))
        yield text[start:end], other
    if end < len(text):
        yield text[end:], base


def quotations(text: str, quoted: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield a text's pieces, and whether each is one of the words that are quoted."""
    found = [(text.find(words), words) for words in quoted if words in text]
    if not found:
        yield text, False
        return
    start, words = min(found)
    if start:
        yield text[:start], False
    yield words, True
    if rest := text[start + len(words) :]:
        yield from quotations(rest, quoted)


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its own direction; `most_runs` are those it may have of the other."""

    text: str
    direction: Direction
    most_runs: int


def lines(text: str, base: Direction) -> Sequence[Line]:
    """Return a text's lines: none has to join runs because another one has too many."""
    each = [(line, direction_of(line, base)) for line in text.split("\n")]
    share = _share([len(_foreign(*line)) for line in each], max(MOST_RUNS, len(each)))
    return [Line(*line, share) for line in each]


def _foreign(text: str, base: Direction) -> list[tuple[int, int]]:
    """Return where the runs of the other direction begin and end."""
    foreign = LATIN_RUN if base is Direction.RTL else ARABIC_RUN
    return [match.span() for match in foreign.finditer(text)]


def _joined(spans: Sequence[tuple[int, int]], most: int) -> Sequence[tuple[int, int]]:
    """Join neighbours until there are at most so many, those first that stand closest."""
    if len(spans) <= most:
        return spans
    gaps = sorted(range(1, len(spans)), key=lambda at: spans[at - 1][1] - spans[at][0])
    parted = (0, *sorted(gaps[: most - 1]), len(spans))
    return [(spans[first][0], spans[end - 1][1]) for first, end in pairwise(parted)]


def _share(numbers: Sequence[int], most: int) -> int:
    """Return the largest number that each may have at most, so that all are at most so many."""
    share = 1
    while share < max(numbers) and sum(min(each, share + 1) for each in numbers) <= most:
        share += 1
    return share


def _closing(run: str, after: str) -> str:
    """Return the brackets right after a run that close those it has opened."""
    awaited: list[str] = []
    for char in run:
        if char in BRACKETS:
            awaited.append(BRACKETS[char])
        elif awaited and char == awaited[-1]:
            awaited.pop()
    closed = takewhile(lambda pair: pair[0] == pair[1], zip(reversed(awaited), after, strict=False))
    return "".join(char for _, char in closed)
