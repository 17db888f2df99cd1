"""Letters from a CSV on the organizer's own computer: a Source. Nothing of it is ever logged."""

import csv
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path
from typing import Final, TextIO

from campaign.actions.print_runs.csv_row import COLUMNS, CsvRow
from campaign.actions.print_runs.source import SourceLetter
from campaign.catalogue.complaints import Complaints, refusal
from campaign.errors import BrokenData
from campaign.model.statement import Campaign

SEPARATORS: Final = ",;\t"
MARKS: Final = {BOM_UTF8: "utf-8-sig", BOM_UTF16_LE: "utf-16", BOM_UTF16_BE: "utf-16"}
"""How a file begins that says its encoding."""
LONGEST_CELL: Final = 100_000
"""Characters; a quotation mark that is never closed makes one cell of all that follows."""


class CsvSource:
    """The letters of one file, to the targets of one day."""

    def __init__(self, file: Path, campaign: Campaign, on: date) -> None:
        """Read the file's first line. Raises BrokenData for a file that cannot be used."""
        csv.field_size_limit(LONGEST_CELL)
        self._file, self._campaign, self._on = file, campaign, on
        self._places: dict[int, tuple[int, int]] = {}
        try:
            with file.open("rb") as start:
                self._encoding = _encoding(start.read(max(map(len, MARKS))))
            with self._opened() as text:
                header = text.readline()
        except OSError as error:
            raise refusal(
                file.name, "", f"{error.strerror}", "name a CSV that can be read"
            ) from None
        self._separator = max(SEPARATORS, key=header.count)
        (names,) = csv.reader([header], delimiter=self._separator)
        self._columns = [name.strip().casefold() for name in names]
        self._demand_columns()

    def __iter__(self) -> Iterator[SourceLetter]:
        """Yield the letter of every sound row. Raises BrokenData after the last for the others."""
        complaints = Complaints(self._file)
        with self._opened() as text:
            for number, place, cells in self._records(text, complaints):
                self._places[number] = (place, _mark(cells))
                given = self._given(number, cells, complaints)
                if given:
                    yield given
        if not self._places:
            complaints.add(self._file, "", "has no letters", "write one in each row")
        complaints.raise_any()

    def some(self, numbers: Sequence[int]) -> Sequence[SourceLetter]:
        """Return the letters of these rows, once all were gone through.

        Raises BrokenData if the file was changed meanwhile, though it were as long as before.
        """
        complaints = Complaints(self._file)
        try:
            with self._opened() as text:
                found = [self._given(each, self._again(text, each), complaints) for each in numbers]
        except (BrokenData, csv.Error, OSError):
            raise self._changed() from None
        return [given for given in found if given]

    def _again(self, text: TextIO, number: int) -> list[str]:
        """Return the cells of a row that was gone through. Raises BrokenData for others."""
        place, mark = self._places[number]
        text.seek(place)
        cells = next(self._reader(text), [])
        if _mark(cells) != mark:
            raise self._changed()
        return cells

    def _given(self, number: int, values: list[str], complaints: Complaints) -> SourceLetter | None:
        """Return a row's letter, or complain about it."""
        if len(values) > len(self._columns) and any(values[len(self._columns) :]):
            key = f"row {number}"
            write = "put a text with a comma or a line break between quotation marks"
            complaints.add(self._file, key, "has more cells than there are columns", write)
            return None
        by_name = dict(zip(self._columns, values, strict=False))
        cells = CsvRow(self._file, number, by_name, complaints)
        return cells.given(self._campaign, self._on)

    def _records(
        self, text: TextIO, complaints: Complaints
    ) -> Iterator[tuple[int, int, list[str]]]:
        """Yield each row with its number, as spreadsheets count, and its place in the file."""
        reader = self._reader(text)
        next(reader)
        for number in count(2):
            place = text.tell()
            try:
                cells = next(reader, None)
            except csv.Error:
                write = "look for a quotation mark without its other half; put “ ” instead"
                complaints.add(self._file, f"row {number}", "cannot be told from the next", write)
                return
            if cells is None:
                return
            if any(map(str.strip, cells)):
                yield number, place, cells

    def _reader(self, text: TextIO) -> Iterator[list[str]]:
        # Line by line, since a file that is gone through otherwise does not tell its place.
        return csv.reader(iter(text.readline, ""), delimiter=self._separator, strict=True)

    @contextmanager
    def _opened(self) -> Iterator[TextIO]:
        try:
            with self._file.open(encoding=self._encoding, newline="") as text:
                yield text
        except UnicodeError:
            raise self._refusal("is not UTF-8", "save the table as “CSV UTF-8”") from None

    def _demand_columns(self) -> None:
        known = ", ".join(COLUMNS)
        twice = [name for name, times in Counter(self._columns).items() if times > 1 and name]
        unknown = [name for name in self._columns if name and name not in COLUMNS]
        if "target" not in self._columns:
            raise self._refusal("row 1 has no column “target”", f"name the columns: {known}")
        if twice:
            raise self._refusal(f"row 1 has “{twice[0]}” twice", "keep one of the columns")
        if unknown:
            place = self._columns.index(unknown[0]) + 1
            write = f"take it out: only these are needed: {known}"
            raise self._refusal(f"column {place} is not one that letters have", write)

    def _changed(self) -> BrokenData:
        wrong = "was changed while its letters were being printed, so no PDF was made of them"
        write = (
            "put the table back as it was and give the same command, "
            "or print the changed one into a new folder"
        )
        return self._refusal(wrong, write)

    def _refusal(self, wrong: str, write: str) -> BrokenData:
        return refusal(self._file.name, "", wrong, write)


def _encoding(start: bytes) -> str:
    return next((name for mark, name in MARKS.items() if start.startswith(mark)), "utf-8")


def _mark(cells: Sequence[str]) -> int:
    """Return what tells a row from any other, as long as this process lives, in eight bytes."""
    return hash(tuple(cells))
