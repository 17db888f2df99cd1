"""Tables as people bring them: CSV however it was saved, or a workbook. One reader for all of them.

The first row that is not blank names the columns, in any case and order. Rows are numbered as
spreadsheets count them.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from campaign.catalogue.complaints import Complaints, refusal
from campaign.catalogue.csv_rows import CsvRows
from campaign.catalogue.workbook_rows import Read, WorkbookRows, read_workbook
from campaign.errors import BrokenData

BETWEEN_WORDS: Final = re.compile(r"[\s_-]+")
ZIP: Final = b"PK\x03\x04"
"""How a workbook begins, as every ZIP file does."""
OTHERS: Final = {
    b"\xd0\xcf\x11\xe0": "is an old Excel file, or locked with a password",
    b"%PDF": "is a PDF, whatever its name says",
}
"""How files begin that hold no table we read, and what they are."""

BYTE_ORDER_MARK: Final = "\ufeff"
"""What stands before the first head where a program wrote it twice."""

Opened = Callable[[], BinaryIO]
"""A way to open a file anew, at its beginning."""
WorkbookReader = Callable[[str, Opened], Read]
"""A way to read a workbook: here, or in a process of its own."""
Record = tuple[int, int, list[str]]
"""A row: its number, its place, by which it is found again, and its cells."""


class Rows(Protocol):
    """The rows of a file, of which none that is blank counts."""

    def records(self) -> Iterator[Record]:
        """Yield each row. Raises BrokenData at the first that cannot be read."""
        ...

    def at(self, place: int) -> Sequence[str]:
        """Return the cells of the row at a place. Raises BrokenData."""
        ...


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row under the heads of its table."""

    number: int
    place: int
    cells: tuple[str, ...]


class TableFile:
    """A table whose columns are known by name; those without a name hold nothing."""

    def __init__(
        self,
        file: Path,
        opened: Opened,
        known: Collection[str],
        workbook: WorkbookReader = read_workbook,
    ) -> None:
        """Read the heads of a file, of which some are `known`. Raises BrokenData, OSError."""
        with opened() as begun:
            start = begun.read(4)
        for mark, wrong in OTHERS.items():
            if start == mark:
                raise refusal(file.name, "", wrong, "save the table as XLSX or as “CSV UTF-8”")
        self._file = file
        self._rows: Rows = (
            WorkbookRows(workbook(file.name, opened))
            if start == ZIP
            else CsvRows(file, opened, known)
        )
        heads = next(self._rows.records(), None)
        self._number, _, names = heads or (1, 0, [])
        self.columns = tuple(map(folded_head, names))

    def rows(self, complaints: Complaints) -> Iterator[TableRow]:
        """Yield each row below the heads; complain of those that cannot be read."""
        records = self._rows.records()
        try:
            next(records, None)
            for number, place, cells in records:
                if any(cells[len(self.columns) :]):
                    write = "put a text with a comma or a line break between quotation marks"
                    wrong = "has more cells than there are columns"
                    complaints.add(self._file, f"row {number}", wrong, write)
                else:
                    yield TableRow(number, place, tuple(cells))
        except BrokenData as error:
            complaints.take(error)

    def at(self, place: int) -> tuple[str, ...]:
        """Return the cells of a row that was gone through. Raises BrokenData."""
        return tuple(self._rows.at(place))

    def by_name(self, cells: Sequence[str]) -> dict[str, str]:
        """Return a row's cells by their columns; those that it lacks are blank."""
        filled = (*cells, *[""] * (len(self.columns) - len(cells)))
        return {name: cell for name, cell in zip(self.columns, filled, strict=False) if name}

    def demand(self, wanted: Collection[str], known: Sequence[str]) -> None:
        """Raise BrokenData unless the wanted columns are there, each once, and only known ones."""
        where, all_known = f"row {self._number}", ", ".join(known)
        if lacking := [name for name in wanted if name not in self.columns]:
            raise self._refusal(
                f"{where} has no column “{lacking[0]}”", f"name the columns: {all_known}"
            )
        times = Counter(name for name in self.columns if name)
        if twice := [name for name, number in times.items() if number > 1]:
            raise self._refusal(f"{where} has “{twice[0]}” twice", "keep one of the columns")
        if unknown := [name for name in times if name not in known]:
            place = self.columns.index(unknown[0]) + 1
            write = f"take it out: only these are needed: {all_known}"
            raise self._refusal(f"column {place} is not one that is read here", write)

    def demand_heads(self, row: TableRow) -> None:
        """Raise BrokenData where a row holds something below a head that is blank."""
        for place, (name, cell) in enumerate(zip(self.columns, row.cells, strict=False), 1):
            if cell.strip() and not name:
                wrong = f"column {place} has no name, and holds something in row {row.number}"
                raise self._refusal(wrong, "name it, or take it out")

    def _refusal(self, wrong: str, write: str) -> BrokenData:
        return refusal(self._file.name, "", wrong, write)


def folded_head(name: str) -> str:
    """Return a column's name as we write it: “As of” and “AS_OF” are `as_of`."""
    return BETWEEN_WORDS.sub("_", name.strip(f" \t\r\n{BYTE_ORDER_MARK}").casefold())
