"""The rows of a workbook's first sheet, as values. Nothing in it is run, calculated or fetched.

What it would take unpacked is looked at before anything is: openpyxl reads no part of a file for
longer than the file says that it is.
"""

import warnings
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, BinaryIO, Final
from zipfile import BadZipFile, ZipFile

from campaign.catalogue.complaints import refusal
from campaign.errors import BrokenData

Read = Mapping[int, Sequence[str]]
"""The cells of each row that is not blank, by its number."""

MOST_UNPACKED: Final = 20_000_000
"""The most bytes that a workbook may take unpacked; all delegations' addresses take 200,000."""
MOST_PARTS: Final = 500
MOST_COLUMNS: Final = 50
MOST_ROWS: Final = 1_048_576
"""The rows that Excel has."""
WORKBOOK: Final = "xl/workbook.xml"
SAVE_PLAIN: Final = "save the table alone as XLSX or as “CSV UTF-8”"
BLANK: Final = (None,) * MOST_COLUMNS
MIDNIGHT: Final = time()


class WorkbookRows:
    """The rows of the first sheet that are not blank, kept by their numbers."""

    def __init__(self, rows: Read) -> None:
        """Keep what was read of a workbook."""
        self._rows = rows

    def records(self) -> Iterator[tuple[int, int, list[str]]]:
        """Yield the number of each row, twice, as it is also its place, and its cells."""
        for number, cells in self._rows.items():
            yield number, number, list(cells)

    def at(self, place: int) -> Sequence[str]:
        """Return the cells of the row of a number."""
        return self._rows.get(place, [])


def read_workbook(name: str, opened: Callable[[], BinaryIO]) -> Read:
    """Read the first sheet. Raises BrokenData for no workbook, or for more than one of values."""
    with opened() as content:
        _look_before(name, content)
        content.seek(0)
        try:
            return dict(_filled_rows(content))
        except (MemoryError, RecursionError):
            raise
        except Exception:  # noqa: BLE001 - what a broken part leads to has no end
            raise _refusal(name, "cannot be read as a workbook") from None


def _look_before(name: str, content: BinaryIO) -> None:
    """Refuse what is no plain workbook, by the list of its parts alone."""
    try:
        with ZipFile(content) as parts:
            found = parts.infolist()
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        raise _refusal(name, "is broken, or was not downloaded to its end") from None
    names = {part.filename for part in found}
    if WORKBOOK not in names:
        raise _refusal(name, "is no workbook, whatever its name says")
    if sum(part.file_size for part in found) > MOST_UNPACKED or len(found) > MOST_PARTS:
        raise _refusal(name, f"takes over {MOST_UNPACKED:,} bytes when it is unpacked")
    if _has_part(names, "vba", "xl/macrosheets/"):
        raise _refusal(name, "has macros, which no table needs")
    if _has_part(names, "xl/externallinks/"):
        write = "copy the table, and paste it as values alone into a new workbook"
        raise refusal(name, "", "takes values from other files", write)


def _has_part(names: Collection[str], *marks: str) -> bool:
    """Say whether a workbook has a part whose name has one of these marks."""
    return any(mark in name.casefold() for name in names for mark in marks)


def _filled_rows(content: BinaryIO) -> Iterator[tuple[int, list[str]]]:
    # Loaded where it is needed: most who read tables read CSV.
    from openpyxl import load_workbook  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what it does not know, such as colours
        book = load_workbook(content, read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # the file may claim any
        rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
        for number, values in enumerate(rows, 1):
            if values == BLANK:  # of which one cell far below makes a million
                continue
            cells = list(map(_text, values))
            while cells and not cells[-1].strip():
                del cells[-1]
            if cells:
                yield number, cells


def _text(value: Any) -> str:  # noqa: ANN401 - as a cell has it
    """Return a cell's value as it is written in a CSV of ours: days as 2026-11-24."""
    if isinstance(value, datetime):
        return (value.date() if value.time() == MIDNIGHT else value).isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


def _refusal(name: str, wrong: str) -> BrokenData:
    return refusal(name, "", wrong, SAVE_PLAIN)
