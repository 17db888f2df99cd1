"""Tables as CSV in a ZIP and as JSON, however many rows they have; workbooks are beside this."""

import codecs
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from io import TextIOWrapper
from itertools import islice
from typing import BinaryIO, Final, TypeVar
from zipfile import ZIP_DEFLATED, ZipFile

from campaign.exports.csv_lines import END, write_lines
from campaign.model.table import Blank, Cell, Table, TableBook

Row = TypeVar("Row")
AT_ONCE: Final = 500
"""The rows that are sent together."""
NOTES: Final = "notes.txt"
"""The file beside those of tables that says what they are."""
MARK: Final = codecs.BOM_UTF8
"""What spreadsheets know UTF-8 by."""


def write_zip(book: TableBook, file: BinaryIO) -> None:
    """Write tables as CSV files, heads in their first lines, with a file of notes beside them."""
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        for table in book.tables:
            with made.open(f"{table.name}.csv", "w", force_zip64=True) as inside:
                _write_csv(table, book.blank_head, inside)  # type: ignore[arg-type]  # it writes
        made.writestr(NOTES, MARK + _notes(book).encode())


def as_json(book: TableBook) -> Iterator[str]:
    """Yield tables as one JSON object, a part at a time, with an object for each row."""
    notes = {name: text for name, (_, text) in book.notes.items()}
    yield json.dumps({"title": book.title, **notes}, ensure_ascii=False)[:-1] + ', "tables": {'
    for number, table in enumerate(book.tables):
        yield ",\n" if number else "\n"
        yield from _json_of(table)
    yield "\n}}\n"


def plain(cell: Cell) -> str | int | None:
    """Return a cell as a program reads it: dates as ISO 8601 has them, None where it is blank."""
    if isinstance(cell, Blank):
        return None
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    return cell.isoformat() if isinstance(cell, date) else cell


def _write_csv(table: Table, blank_head: str, file: BinaryIO) -> None:
    file.write(MARK)
    text = TextIOWrapper(file, "utf-8", newline="", write_through=True)
    heads = list(table.columns.values())
    write_lines(text, [[*heads, blank_head] if table.has_blanks else heads])
    write_lines(text, (_csv_row(table, heads, row) for row in table.rows))
    text.detach()


def _csv_row(table: Table, heads: list[str], row: tuple[Cell, ...]) -> list[str | int | None]:
    cells = [plain(cell) for cell in row]
    if not table.has_blanks:
        return cells
    why = [
        f"{head}: {cell.text}"
        for head, cell in zip(heads, row, strict=True)
        if isinstance(cell, Blank)
    ]
    return [*cells, "; ".join(why)]


def _notes(book: TableBook) -> str:
    """Return the notes as text, with the name of each table's file."""
    lines = [book.title, ""]
    lines += [f"{heading}: {text}" for heading, text in book.notes.values()]
    lines += ["", *(f"{table.name}.csv: {table.title}" for table in book.tables)]
    return END.join([*lines, ""])


def _json_of(table: Table) -> Iterator[str]:
    about = {"title": table.title, "columns": dict(table.columns)}
    beginning = json.dumps(about, ensure_ascii=False)
    yield f'{json.dumps(table.name)}: {beginning[:-1]}, "rows": ['
    between = "\n"
    for rows in _together(table.rows):
        records = (json.dumps(_record(table, row), ensure_ascii=False) for row in rows)
        yield between + ",\n".join(records)
        between = ",\n"
    yield "\n]}"


def _record(table: Table, row: tuple[Cell, ...]) -> dict[str, object]:
    """Return a row by the names of its columns, and why cells are blank if any are."""
    record: dict[str, object] = {
        name: plain(cell) for name, cell in zip(table.columns, row, strict=True)
    }
    why = {
        name: cell.why
        for name, cell in zip(table.columns, row, strict=True)
        if isinstance(cell, Blank)
    }
    return {**record, "not_shown": why} if why else record


def _together(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while some := list(islice(left, AT_ONCE)):
        yield some
