"""Facts as sheets to change or fill in, in the form in which they are read again.

What may be a fact stays as it is: none begins as a formula does. Days are texts, so that no
spreadsheet turns them round.
"""

import io
from collections.abc import Iterable, Sequence
from typing import Final

from xlsxwriter import Workbook

from campaign.exports.csv_lines import BYTE_ORDER_MARK, as_lines
from campaign.model.facts import Row

WIDTHS: Final = {
    "postal": 50,
    "email": 30,
    "website": 30,
    "source": 40,
    "note": 30,
    "recipient": 30,
}
"""The widths of columns in characters, where it is not `WIDTH`."""
WIDTH: Final = 16


def as_csv(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """Return facts as CSV."""
    return BYTE_ORDER_MARK + as_lines([columns, *_cells(columns, rows)], end="\n")


def as_xlsx(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """Return facts as a workbook whose cells are all texts, those that are blank too."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        head = book.add_format({"bold": True, "num_format": "@"})
        sheet = book.add_worksheet()
        for number, name in enumerate(columns):
            sheet.set_column(number, number, WIDTHS.get(name, WIDTH), text)
            sheet.write_string(0, number, name, head)
        for number, cells in enumerate(_cells(columns, rows), 1):
            for column, cell in enumerate(cells):
                sheet.write_string(number, column, cell, text)
        sheet.freeze_panes(1, 1)
    return file.getvalue()


def _cells(columns: Sequence[str], rows: Iterable[Row]) -> Iterable[list[str]]:
    return ([row[name] for name in columns] for row in rows)
