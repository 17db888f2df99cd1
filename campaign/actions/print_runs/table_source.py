"""Letters from a table on the organizer's own computer: a Source. Nothing of it is ever logged."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from campaign.actions.print_runs.letter_row import COLUMNS, LetterRow
from campaign.actions.print_runs.source import SourceLetter
from campaign.catalogue.complaints import Complaints, refusal
from campaign.catalogue.import_limits import ImportJudge, ImportLimits
from campaign.catalogue.named_states import NamedStates
from campaign.catalogue.tables import TableFile, TableRow
from campaign.errors import BrokenData
from campaign.model.statement import Campaign

WORKBOOK: Final = ImportLimits(seconds=120, cpu_seconds=60, megabytes=1024)
"""What a workbook of letters may take: far more than ten thousand of them do."""


class TableSource:
    """The letters of one file, to the targets of one day."""

    def __init__(self, file: Path, campaign: Campaign, on: date) -> None:
        """Read the file's heads. Raises BrokenData for a file that cannot be used."""
        self._file, self._campaign, self._on = file, campaign, on
        self._states = NamedStates(campaign.default_language)
        self._places: dict[int, tuple[int, int]] = {}
        try:
            workbook = ImportJudge(WORKBOOK).read_workbook
            self._table = TableFile(file, lambda: file.open("rb"), COLUMNS, workbook)
        except OSError as error:
            write = "name a CSV or XLSX that can be read"
            raise refusal(file.name, "", f"{error.strerror}", write) from None
        self._table.demand(["target"], COLUMNS)

    def __iter__(self) -> Iterator[SourceLetter]:
        """Yield the letter of every sound row. Raises BrokenData after the last for the others."""
        complaints = Complaints(self._file)
        for row in self._table.rows(complaints):
            self._places[row.number] = (row.place, _mark(row.cells))
            if given := self._given(row, complaints):
                yield given
        if not self._places and not complaints.any_found():
            complaints.add(self._file, "", "has no letters", "write one in each row")
        complaints.raise_any()

    def some(self, numbers: Sequence[int]) -> Sequence[SourceLetter]:
        """Return the letters of these rows, once all were gone through.

        Raises BrokenData if the file was changed meanwhile, though it were as long as before.
        """
        complaints = Complaints(self._file)
        try:
            found = [self._given(self._again(each), complaints) for each in numbers]
        except (BrokenData, csv.Error, OSError):
            raise self._changed() from None
        return [given for given in found if given]

    def _again(self, number: int) -> TableRow:
        """Return a row that was gone through. Raises BrokenData for another."""
        place, mark = self._places[number]
        cells = self._table.at(place)
        if _mark(cells) != mark:
            raise self._changed()
        return TableRow(number, place, cells)

    def _given(self, row: TableRow, complaints: Complaints) -> SourceLetter | None:
        """Return a row's letter, or complain about it."""
        cells = self._table.by_name(row.cells)
        letter = LetterRow(self._file, row.number, cells, complaints, self._states)
        return letter.given(self._campaign, self._on)

    def _changed(self) -> BrokenData:
        wrong = "was changed while its letters were being printed, so no PDF was made of them"
        write = (
            "put the table back as it was and give the same command, "
            "or print the changed one into a new folder"
        )
        return refusal(self._file.name, "", wrong, write)


def _mark(cells: Sequence[str]) -> int:
    """Return what tells a row from any other, as long as this process lives, in eight bytes."""
    return hash(tuple(cells))
