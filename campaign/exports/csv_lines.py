"""Rows as lines of CSV, harmless in every spreadsheet. No other place writes CSV."""

import csv
import io
from collections.abc import Iterable
from typing import Final, TextIO, TypeVar

from campaign.model.formulas import is_formula

Value = TypeVar("Value")
END: Final = "\r\n"
"""The end of a line (RFC 4180)."""

BYTE_ORDER_MARK: Final = "\ufeff"
"""The sign before all others of a CSV, without which Excel takes UTF-8 for something else."""


def defuse_formula(cell: Value) -> Value | str:
    """Return a cell that no spreadsheet calculates; an apostrophe makes it a text."""
    return f"'{cell}" if isinstance(cell, str) and is_formula(cell) else cell


def write_lines(file: TextIO, rows: Iterable[Iterable[object]], *, end: str = END) -> None:
    """Write rows into a file, a line for each."""
    lines = csv.writer(file, lineterminator=end)
    lines.writerows([defuse_formula(cell) for cell in row] for row in rows)


def as_lines(rows: Iterable[Iterable[object]], *, end: str = END) -> str:
    """Return rows as text, a line for each."""
    text = io.StringIO()
    write_lines(text, rows, end=end)
    return text.getvalue()
