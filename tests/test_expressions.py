"""Every regular expression that meets text from outside takes time in proportion to it.

Each is tried against its worst input, found by trying what makes such expressions go back and
forth. This is the one place where timings are asserted: not how long something takes, but how that
grows.
"""

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import process_time
from typing import Any, Final

import pytest

from campaign.actions.printing.cells import Cells
from campaign.catalogue import care, directory, fields, world
from campaign.cli import filled, on_paper, printing
from campaign.letter import clean, numbers, signing, words
from campaign.model import email_address, formulas, organizer, paper, placeholders
from campaign.press import fonts, isolate
from campaign.press.bulk import patterns
from campaign.proof import codes, passwords
from campaign.settings import ROOT
from campaign.web import forms
from campaign.web.organizers.facts import speaker

ENOUGH: Final = 0.002
"""Seconds of the processor that can be told from chance."""
MOST: Final = 1 << 19
"""Characters; what takes no time for so many takes none."""
BEST_OF: Final = 5
MODULES: Final = {"re", "regex"}
CAMPAIGN: Final = ROOT / "campaign"


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression by its place, how it is used, and its worst input: start, middle, end."""

    place: str
    use: Callable[[str], object]
    start: str
    middle: str
    end: str

    def input(self, size: int) -> str:
        """Return an input of about so many characters."""
        return self.start + self.middle * (size // len(self.middle)) + self.end

    def seconds(self, size: int) -> float:
        """Return how long it takes of the processor."""
        text = self.input(size)
        began = process_time()
        self.use(text)
        return process_time() - began


EXPRESSIONS: Final = (
    Expression("catalogue.care.WORD", care.WORD.fullmatch, "", "a", "*"),
)


def growth(of: Expression) -> tuple[float, float]:
    """Return the least seconds for some input and for twice as much."""
    size = 256
    while size < MOST and of.seconds(size) < ENOUGH:
        size *= 2
    runs = [(of.seconds(size), of.seconds(2 * size)) for _ in range(BEST_OF)]
    return min(once for once, _ in runs), min(twice for _, twice in runs)


def calls(node: ast.AST, place: str = "") -> Iterator[str]:
    """Yield the constant or function in which each call makes or uses an expression."""
    for child in ast.iter_child_nodes(node):
        inside = place
        if isinstance(child, ast.FunctionDef):
            inside = child.name
        elif not place and isinstance(child, ast.AnnAssign) and isinstance(child.target, ast.Name):
            inside = child.target.id
        if isinstance(child, ast.Call) and is_of_expressions(child.func):
            yield inside
        yield from calls(child, inside)


def is_of_expressions(function: ast.expr) -> bool:
    return (
        isinstance(function, ast.Attribute)
        and isinstance(function.value, ast.Name)
        and function.value.id in MODULES
        and function.attr != "escape"
    )
