"""Reads workbooks as spreadsheets do, as far as tests look at them."""

import io
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import dataclass
from typing import Any

SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True)
class SheetCell:
    """What a cell has, how it is shown, and whether it is bold; None where it is empty."""

    value: str | float | None
    shown_as: str
    is_bold: bool


@dataclass(frozen=True)
class Sheet:
    """A sheet's rows, and how one works with them."""

    rows: list[list[SheetCell]]
    frozen_at: str | None
    filtered: str | None
    widths: list[float]
    is_right_to_left: bool
    header: str

    @property
    def values(self) -> list[list[str | float | None]]:
        """What the cells have."""
        return [[cell.value for cell in row] for row in self.rows]


def read_workbook(file: bytes) -> dict[str, Sheet]:
    """Return the sheets of a workbook by their names."""
    made = zipfile.ZipFile(io.BytesIO(file))
    names = [each.get("name", "") for each in _part(made, "xl/workbook.xml").iter(f"{SPACE}sheet")]
    looks = _looks(_part(made, "xl/styles.xml"))
    return {
        name: _sheet(_part(made, f"xl/worksheets/sheet{number}.xml"), looks)
        for number, name in enumerate(names, 1)
    }


def _part(made: zipfile.ZipFile, name: str) -> ET.Element:
    return ET.fromstring(made.read(name))  # noqa: S314 - made by us


def _looks(styles: ET.Element) -> list[tuple[str, bool]]:
    """Return the number format of each look, and whether it is bold."""
    formats = {each.get("numFmtId"): each.get("formatCode", "") for each in _all(styles, "numFmt")}
    formats["3"] = "#,##0"  # by the standard
    fonts = [each.find(f"{SPACE}b") is not None for each in _all(styles, "font")]
    looks = styles.find(f"{SPACE}cellXfs")
    assert looks is not None
    return [
        (formats.get(each.get("numFmtId"), ""), fonts[int(each.get("fontId", 0))]) for each in looks
    ]


def _sheet(part: ET.Element, looks: list[tuple[str, bool]]) -> Sheet:
    view, pane = part.find(f".//{SPACE}sheetView"), part.find(f".//{SPACE}pane")
    filtered = part.find(f"{SPACE}autoFilter")
    return Sheet(
        rows=[[_cell(cell, looks) for cell in row] for row in _all(part, "row")],
        frozen_at=None if pane is None else pane.get("topLeftCell"),
        filtered=None if filtered is None else filtered.get("ref"),
        widths=[float(each.get("width", 0)) for each in _all(part, "col")],
        is_right_to_left=view is not None and view.get("rightToLeft") == "1",
        header=part.findtext(f".//{SPACE}oddHeader", ""),
    )


def _cell(cell: ET.Element, looks: list[tuple[str, bool]]) -> SheetCell:
    look = looks[int(cell.get("s", 0))]
    text, number = cell.find(f".//{SPACE}t"), cell.find(f"{SPACE}v")
    value: Any = None
    if text is not None:
        value = text.text
    elif number is not None:
        value = float(number.text or 0)
    return SheetCell(value, *look)


def _all(part: ET.Element, name: str) -> list[ET.Element]:
    return list(part.iter(f"{SPACE}{name}"))
