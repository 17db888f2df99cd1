"""Tables as one XLSX workbook: a sheet for each, and one of notes on them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import chain
from typing import BinaryIO, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from campaign.exports.csv_lines import defuse_formula
from campaign.model.table import Blank, Cell, Table, TableBook

ROWS_IN_A_SHEET: Final = 1_000_000
"""The most rows in a sheet, of Excel's 1,048,576; further rows go on in the next."""
NARROWEST: Final = 10
WIDEST: Final = 46
"""The widest column, in characters as all widths."""
WIDEST_HEAD: Final = 14
"""The widest column of figures; its head is broken into lines."""
ROOM: Final = 3
"""What a column has beyond its longest cell, for the button of its filter."""
MEASURED: Final = 1000
"""The rows by which the widths of columns are chosen."""
LONGEST_NAME: Final = 31
"""Characters of a sheet's name, by Excel's rule; so are those that it cannot have."""
NOT_IN_A_NAME: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
LANDSCAPE_A4: Final = 9
LINE: Final = 15
"""The height of a line, in points; heads have a few at most."""
MOST_LINES: Final = 3
NOTE_WIDTHS: Final = (28, 100)


def write_workbook(book: TableBook, file: BinaryIO) -> None:
    """Write tables as a workbook. Rows wait in a file, not in memory, until it is closed."""
    with Workbook(file, {"constant_memory": True}) as made:
        made.set_properties({"title": book.title})
        writer = _SheetWriter(made, book)
        for table in book.tables:
            writer.write(table)
        writer.write_notes()


class _SheetWriter:
    """Writes the sheets of one workbook, which share their formats."""

    def __init__(self, made: Workbook, book: TableBook) -> None:
        self._made, self._book, self._names = made, book, set[str]()
        head = {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1}
        self._start: dict[str, object] = {
            "align": "right" if book.is_right_to_left else "left",
            "indent": 1,
        }
        self._word_head = made.add_format({**head, **self._start})
        self._figure_head = made.add_format({**head, "align": "right"})
        noted = {"text_wrap": True, "valign": "top", **self._start}
        self._wrapped = made.add_format(noted)
        self._bold = made.add_format({"bold": True, **noted})
        self._formats = {is_sum: self._formats_of(is_sum) for is_sum in (False, True)}

    def write(self, table: Table) -> None:
        """Write a table, in as many sheets as its rows need."""
        rows = map(table.for_people, table.rows)
        first = next(rows, [""] * len(table.heads))
        written = self._begin(table, first)
        for row in chain([first], rows) if any(first) else ():
            if written.rows == ROWS_IN_A_SHEET:
                written.end()
                written = self._begin(table, first)
            written.add(row)
        if not written.rows:
            written.say(table.nothing)
        written.end(table.for_people(row) for row in table.sums)

    def write_notes(self) -> None:
        """Write the sheet that says what the others are."""
        sheet = self._add(self._book.notes_title)
        for column, width in enumerate(NOTE_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, defuse_formula(self._book.title), self._bold)
        for number, (heading, text) in enumerate(self._book.notes.values(), 2):
            sheet.set_row(number, LINE * -(-len(text) // (NOTE_WIDTHS[1] - ROOM)))
            sheet.write_string(number, 0, defuse_formula(heading), self._bold)
            sheet.write_string(number, 1, defuse_formula(text), self._wrapped)

    def _begin(self, table: Table, first: Sequence[Cell]) -> "_Written":
        """Add a sheet with its heads, each above its column as the cells of the first row stand."""
        sheet, heads = self._add(table.title), table.heads
        lines = max(-(-len(head) // (WIDEST_HEAD - ROOM)) for head in heads)
        sheet.set_row(0, LINE * min(lines, MOST_LINES))
        for column, (head, cell) in enumerate(zip(heads, first, strict=True)):
            look = self._word_head if isinstance(cell, str | date) else self._figure_head
            sheet.write_string(0, column, defuse_formula(head), look)
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        return _Written(sheet, heads, self._formats)

    def _add(self, title: str) -> Worksheet:
        """Add a sheet under a name that is free, and as it is to be printed."""
        sheet = self._made.add_worksheet(self._free_name(title))
        if self._book.is_right_to_left:
            sheet.right_to_left()
        sheet.set_landscape()
        sheet.set_paper(LANDSCAPE_A4)
        sheet.fit_to_pages(1, 0)
        start, end = ("&R", "&L") if self._book.is_right_to_left else ("&L", "&R")
        sheet.set_header(f"{start}{self._book.title.replace('&', '&&')[:120]}{end}&A")
        return sheet

    def _free_name(self, title: str) -> str:
        clean = " ".join(title.translate(NOT_IN_A_NAME).split()) or "-"
        number, name = 1, clean[:LONGEST_NAME]
        while name.casefold() in self._names:
            number += 1
            end = f" ({number})"
            name = clean[: LONGEST_NAME - len(end)] + end
        self._names.add(name.casefold())
        return name

    def _formats_of(self, is_sum: bool) -> dict[type, Format]:  # noqa: FBT001 - a key of a table
        look: dict[str, object] = {"bold": True, "top": 1} if is_sum else {}
        kinds: dict[type, dict[str, object]] = {
            str: self._start,
            int: {"num_format": "#,##0"},
            date: {"num_format": "yyyy-mm-dd", **self._start},
            datetime: {"num_format": "yyyy-mm-dd hh:mm:ss", **self._start},
            Blank: {"align": "right", "font_color": "#595959"},
        }
        return {kind: self._made.add_format({**look, **each}) for kind, each in kinds.items()}


class _Written:
    """A sheet that is being written, row by row."""

    def __init__(
        self, sheet: Worksheet, heads: Sequence[str], formats: dict[bool, dict[type, Format]]
    ) -> None:
        self._sheet, self._heads, self._formats = sheet, heads, formats
        self._widths = [NARROWEST] * len(heads)
        self._are_words = [False] * len(heads)
        self.rows = 0

    def add(self, row: Sequence[Cell], *, is_sum: bool = False) -> None:
        """Write the next row."""
        self.rows += 1
        for column, cell in enumerate(row):
            self._write(column, cell, self._formats[is_sum][type(cell)])
        if self.rows < MEASURED:
            self._measure(row)

    def say(self, nothing: str) -> None:
        """Say that there are no rows."""
        self._sheet.write_string(1, 0, nothing, self._formats[False][str])

    def end(self, sums: Iterable[Sequence[Cell]] = ()) -> None:
        """Write the sums, which no filter takes away, and set filter and widths."""
        if self.rows:
            self._sheet.autofilter(0, 0, self.rows, len(self._heads) - 1)
        for row in sums:
            self.add(row, is_sum=True)
        for column, head in enumerate(self._heads):
            most = WIDEST if self._are_words[column] else WIDEST_HEAD
            wanted = max(self._widths[column], min(most, len(head) + ROOM))
            self._sheet.set_column(column, column, min(WIDEST, wanted))

    def _measure(self, row: Sequence[Cell]) -> None:
        for column, cell in enumerate(row):
            shown = cell.text if isinstance(cell, Blank) else f"{cell}"
            self._widths[column] = max(self._widths[column], len(shown) + ROOM)
            self._are_words[column] |= isinstance(cell, str)

    def _write(self, column: int, cell: Cell, look: Format) -> None:
        """Write texts as texts and figures as figures, whatever they look like."""
        if isinstance(cell, Blank):
            self._sheet.write_string(self.rows, column, defuse_formula(cell.text), look)
        elif isinstance(cell, str):
            self._sheet.write_string(self.rows, column, defuse_formula(cell), look)
        elif isinstance(cell, date):
            self._sheet.write_datetime(self.rows, column, cell, look)
        else:
            self._sheet.write_number(self.rows, column, cell, look)
