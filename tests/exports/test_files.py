"""Tables as files: whole, harmless in a spreadsheet, and made without being held in memory."""

import csv
import io
import json
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from campaign.exports import files
from campaign.model.table import Cell, Table

ABOUT = {"campaign": ("Campaign", "one"), "made": ("Made", "2026-11-24")}
MEGABYTE = 1 << 20
FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠1",
    " =1",
    "\ufeff=1",
    "﹦1",
]


def table(*rows: tuple[Cell, ...]) -> Table:
    return Table(ABOUT, {"name": "Name", "times": "Times"}, rows)


def many(number: int) -> Table:
    """Return a table whose rows are made one at a time."""
    rows = ((f"row {each}", each) for each in range(number))
    return Table(ABOUT, {"name": "Name", "times": "Times"}, rows)


def book(made: Table) -> str:
    """Return the texts and figures of a workbook's first sheet."""
    file = io.BytesIO()
    files.write_xlsx(made, file)
    return zipfile.ZipFile(file).read("xl/worksheets/sheet1.xml").decode()


def test_a_file_says_what_it_is_and_then_has_its_rows() -> None:
    rows = [("Côte d’Ivoire", 3), ('a "b", c', 0)]

    lines = list(csv.reader(io.StringIO("".join(files.as_csv(table(*rows))))))
    found = json.loads("".join(files.as_json(table(*rows))))

    assert lines == [
        *(["Campaign", "one"], ["Made", "2026-11-24"], [], ["Name", "Times"]),
        *([name, str(times)] for name, times in rows),
    ]
    assert (found["campaign"], found["columns"]["name"]) == ("one", "Name")
    assert found["rows"] == [{"name": name, "times": times} for name, times in rows]


def test_a_table_without_rows_is_still_a_file() -> None:
    assert json.loads("".join(files.as_json(table())))["rows"] == []
    assert "Name,Times" in "".join(files.as_csv(table()))
    assert "Name" in book(table())


@pytest.mark.parametrize("text", FORMULAS)
def test_nothing_is_calculated_in_any_spreadsheet(text: str) -> None:
    lines = "".join(files.as_csv(table((text, -5))))
    sheet = book(table((text, -5)))

    cell = list(csv.reader(io.StringIO(lines, newline="")))[-1]
    assert cell == [f"'{text}", "-5"]
    assert "<f>" not in sheet
    assert "<v>-5</v>" in sheet
    assert ">'" in sheet
    assert json.loads("".join(files.as_json(table((text, 1)))))["rows"][0]["name"] == text


def test_what_looks_like_more_than_text_in_a_workbook_is_text() -> None:
    file = io.BytesIO()

    files.write_xlsx(table(("{=1+1}", 1), ("https://example.org", 2), ("12", 3)), file)

    book = zipfile.ZipFile(file)
    assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()
    assert "hyperlink" not in book.read("xl/worksheets/sheet1.xml").decode()
    assert not [name for name in book.namelist() if "_rels/sheet" in name]


def drain(parts: Iterator[str]) -> None:
    for _ in parts:
        pass


def through_xlsx(made: Table, **to: Any) -> None:  # noqa: ANN401
    with (to["path"] / "book.xlsx").open("w+b") as file:
        files.write_xlsx(made, file)


def peak(work: Callable[[], None]) -> int:
    """Return the most bytes that were held at a time."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.slow
@pytest.mark.parametrize("form", list(files.WRITERS))
def test_many_rows_need_no_more_memory_than_a_few(form: str) -> None:
    few = peak(lambda: drain(files.WRITERS[form](many(1_000))))
    more = peak(lambda: drain(files.WRITERS[form](many(100_000))))

    assert more < few + MEGABYTE / 10


@pytest.mark.slow
def test_a_workbook_needs_no_more_memory_for_more_rows(tmp_path: Any) -> None:  # noqa: ANN401
    few = peak(lambda: through_xlsx(many(2_000), path=tmp_path))
    more = peak(lambda: through_xlsx(many(30_000), path=tmp_path))

    assert more < few + MEGABYTE


def test_rows_beyond_what_a_sheet_holds_go_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "ROWS_IN_A_SHEET", 10)
    file = io.BytesIO()

    files.write_xlsx(many(20), file)

    sheets = [name for name in zipfile.ZipFile(file).namelist() if "worksheets/sheet" in name]
    assert len(sheets) == 3
