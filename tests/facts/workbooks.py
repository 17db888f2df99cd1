"""Workbooks that tests bring in, sound and hostile."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from xlsxwriter import Workbook

Cell = str | int | date
NAME: Final = "xl/workbook.xml"


def make_workbook(*rows: Sequence[Cell]) -> bytes:
    """Return a workbook whose first sheet has these rows."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        days, sheet = book.add_format({"num_format": "d.m.yyyy"}), book.add_worksheet()
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, cell, days)
                else:
                    sheet.write(number, column, cell)
        book.add_worksheet("Notes").write("A1", "target")
    return file.getvalue()


def with_parts(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return a workbook with other parts, or with parts in place of its own."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return file.getvalue()
