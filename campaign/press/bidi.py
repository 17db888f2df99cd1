"""Foreign runs in a line of text, so that Latin reads rightly inside Arabic and the reverse.

WeasyPrint does not isolate `<bdi>` or `dir="auto"`, so every such run needs a direction of its own.
"""

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

import regex

from campaign.model.language import Direction

LATIN_RUN: Final = regex.compile(
    r"\p{Bidi_Class=L}(?:[^\p{Bidi_Class=R}\p{Bidi_Class=AL}]*[\p{Bidi_Class=L}\p{Bidi_Class=EN}])?"
)
"""From a left-to-right letter to the last such letter or digit before other script begins."""
ARABIC_RUN: Final = regex.compile(
    r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}](?:[^\p{Bidi_Class=L}]*[\p{Bidi_Class=R}\p{Bidi_Class=AL}])?"
)
MOST_RUNS: Final = 200
"""Foreign runs in one paragraph; no person writes more, and each costs time to typeset."""
BRACKETS: Final = {"(": ")", "[": "]", "{": "}"}
"""Those that close what a run has opened belong to it (Annex 9, rule N0)."""
STRONG: Final = regex.compile(r"[\p{Bidi_Class=L}\p{Bidi_Class=R}\p{Bidi_Class=AL}]")


def direction_of(text: str, default: Direction) -> Direction:
    """Return the direction of a text's first letter (Unicode Standard Annex 9, rule P2)."""
    first = STRONG.search(text)
    if first is None:
        return default
    return Direction.LTR if regex.match(r"\p{Bidi_Class=L}", first[0]) else Direction.RTL


def runs(text: str, base: Direction) -> Iterator[tuple[str, Direction]]:
    """Yield a line's pieces with their directions; only pieces other than `base` need a mark."""
    foreign = LATIN_RUN if base is Direction.RTL else ARABIC_RUN
    if len(foreign.findall(text)) > MOST_RUNS:
        yield text, base
        return
    other = Direction.LTR if base is Direction.RTL else Direction.RTL
    end = 0
    for match in foreign.finditer(text):
        if match.start() > end:
            yield text[end : match.start()], base
        end = match.end() + len(_closing(match[0], text[match.end() :]))
        yield text[match.start() : end], other
    if end < len(text):
        yield text[end:], base


def lines(text: str, base: Direction) -> Sequence[tuple[str, Direction]]:
    """Return a text's lines, each with its own direction."""
    return [(line, direction_of(line, base)) for line in text.split("\n")]


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
