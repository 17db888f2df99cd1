"""The rows of a CSV, whatever stands between its cells and around them."""

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from itertools import count
from pathlib import Path
from typing import BinaryIO, Final, TextIO

from campaign.catalogue.complaints import refusal
from campaign.errors import BrokenData

SEPARATORS: Final = ",;\t|"
NAMED_SEPARATOR: Final = re.compile(r'"?sep=(.)"?[,;\t|]*+\s*+', re.IGNORECASE)
"""The line that tells Excel what stands between cells; it is shown as no row there."""
MARKS: Final = {BOM_UTF8: "utf-8-sig", BOM_UTF16_LE: "utf-16", BOM_UTF16_BE: "utf-16"}
"""How a file begins that says its encoding."""
LONGEST_CELL: Final = 100_000
"""Characters; a quotation mark that is never closed makes one cell of all that follows."""


class CsvRows:
    """The rows of a CSV, read from the file each time, so that none is kept."""

    def __init__(self, file: Path, opened: Callable[[], BinaryIO], known: Collection[str]) -> None:
        """Find out how the file was saved; of its columns some are `known`. Raises BrokenData."""
        csv.field_size_limit(LONGEST_CELL)
        self._file, self._open = file, opened
        with opened() as begun:
            self._encoding = encoding_of(begun.read(4))
        with self._opened() as text:
            first = text.readline()
            named = NAMED_SEPARATOR.fullmatch(first)
            self._start = text.tell() if named else 0
            head = text.readline() if named else first
        self._separator = named[1] if named else _separator(head, known)

    def records(self) -> Iterator[tuple[int, int, list[str]]]:
        """Yield the number, place and cells of each row. Raises BrokenData at a broken one."""
        with self._opened() as text:
            text.seek(self._start)
            reader = self._reader(text)
            for number in count(1):
                place = text.tell()
                try:
                    cells = next(reader, None)
                except csv.Error:
                    write = "look for a quotation mark without its other half; put “ ” instead"
                    wrong = "cannot be told from the next"
                    raise refusal(self._file.name, f"row {number}", wrong, write) from None
                if cells is None:
                    return
                if any(map(str.strip, cells)):
                    yield number, place, cells

    def at(self, place: int) -> Sequence[str]:
        """Return the cells of the row at a place. Raises BrokenData or csv.Error."""
        with self._opened() as text:
            text.seek(place)
            return next(self._reader(text), [])

    def _reader(self, text: TextIO) -> Iterator[list[str]]:
        # Line by line, since a file that is gone through otherwise does not tell its place.
        lines = iter(text.readline, "")
        return csv.reader(lines, delimiter=self._separator, strict=True, skipinitialspace=True)

    @contextmanager
    def _opened(self) -> Iterator[TextIO]:
        try:
            with TextIOWrapper(self._open(), self._encoding, newline="") as text:
                yield text
        except UnicodeError:
            raise self._unreadable() from None

    def _unreadable(self) -> BrokenData:
        """Return which line is in another encoding."""
        with self._open() as lines:
            found = next((n for n, line in enumerate(lines, 1) if not _is_utf8(line)), 1)
        wrong, write = "is not UTF-8", "save the table as “CSV UTF-8”, or as XLSX"
        return refusal(self._file.name, f"line {found}", wrong, write)


def encoding_of(start: bytes) -> str:
    """Return the encoding that a file's first bytes name; UTF-8 where they name none."""
    return next((name for mark, name in MARKS.items() if start.startswith(mark)), "utf-8")


def _separator(head: str, known: Collection[str]) -> str:
    """Return what stands between cells: that with which most columns have names that are known."""

    def found(separator: str) -> int:
        cells = next(csv.reader([head], delimiter=separator, skipinitialspace=True), [])
        return sum(cell.strip().casefold().replace(" ", "_") in known for cell in cells)

    return max(SEPARATORS, key=lambda each: (found(each), head.count(each)))


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
