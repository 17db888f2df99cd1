"""Reads what a letter evening's pack says on paper in one language, beside the letters."""

from pathlib import Path
from typing import Final

from campaign.catalogue.complaints import Complaints
from campaign.catalogue.texts import Part
from campaign.model import placeholders
from campaign.model.language import Evening

LINES: Final = {
    "title": frozenset[str](),
    "statement": placeholders.STATEMENT,
    "asks": frozenset[str](),
    "how": frozenset[str](),
    "safe": frozenset[str](),
    "run by": placeholders.RUN_BY,
    "contact": placeholders.CONTACT,
    "scan": frozenset[str](),
    "own words": frozenset[str](),
    "large print": frozenset[str](),
    "call": frozenset[str](),
    "camera": frozenset[str](),
}
"""The parts that are one paragraph, and what each may name in braces."""
SEVERAL: Final = ("welcome", "steps", "safety")
"""The parts that may be more."""


def read_evening(file: Path, complaints: Complaints) -> Evening:
    """Read a language's `evening.md`, in which every part must be."""
    part = Part(file, complaints)
    part.only({(name, "") for name in (*LINES, *SEVERAL)})
    lines = {name: part.single((name, ""), known) for name, known in LINES.items()}
    several = {name: part.required((name, "")) for name in SEVERAL}
    return Evening(
        **{name.replace(" ", "_"): text for name, text in lines.items()},
        **several,
    )
