"""Tables as CSV, JSON and XLSX, however many rows they have."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import BinaryIO, Final, TypeVar

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from campaign.exports.csv_lines import as_lines, defuse_formula
from campaign.model.table import Cell, Table

Row = TypeVar("Row")
ROWS_IN_A_SHEET: Final = 1_000_000
"""The most rows in a sheet, of Excel's 1,048,576; further rows go on in the next."""
WIDTH: Final = 20
"""The width of a column in characters, set before its cells are known."""
AT_ONCE: Final = 500
"""The rows that are sent together."""


def as_csv(table: Table) -> Iterator[str]:
    """Yield a table as CSV, a part at a time, under lines that say what it is."""
    yield from map(as_lines, _together(_shown(table)))


def as_json(table: Table) -> Iterator[str]:
    """Yield a table as one JSON object, a part at a time, with an object for each row."""
    about = {name: text for name, (_, text) in table.about.items()}
    beginning = json.dumps({**about, "columns": dict(table.columns)}, ensure_ascii=False)
    yield f'{beginning[:-1]}, "rows": ['
    between = "\n"
    for rows in _together(table.rows):
        records = (dict(zip(table.columns, row, strict=True)) for row in rows)
        yield between + ",\n".join(json.dumps(each, ensure_ascii=False) for each in records)
        between = ",\n"
    yield "\n]}\n"


def write_xlsx(table: Table, file: BinaryIO) -> None:
    """Write a table as a workbook. Rows wait in a file, not in memory, until it is closed."""
    with Workbook(file, {"constant_memory": True}) as book:
        rows = _shown(table)
        while some := list(islice(rows, 1)):
            sheet = book.add_worksheet()
            sheet.set_column(0, len(table.columns) - 1, WIDTH)
            for number, row in enumerate(chain(some, islice(rows, ROWS_IN_A_SHEET - 1))):
                _write(sheet, number, row)


def _write(sheet: Worksheet, number: int, row: tuple[Cell, ...]) -> None:
    """Write texts as texts and figures as figures, whatever they look like."""
    for column, cell in enumerate(row):
        if isinstance(cell, str):
            sheet.write_string(number, column, defuse_formula(cell))
        else:
            sheet.write_number(number, column, cell)


def _shown(table: Table) -> Iterator[tuple[Cell, ...]]:
    """Return what a spreadsheet shows: what the table is, an empty line, heads and rows."""
    return chain(table.about.values(), [()], [tuple(table.columns.values())], table.rows)


def _together(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while some := list(islice(left, AT_ONCE)):
        yield some


WRITERS: Final[Mapping[str, Callable[[Table], Iterator[str]]]] = {"csv": as_csv, "json": as_json}
"""The formats that are sent as they are made."""
