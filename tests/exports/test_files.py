"""Tables as files: whole, harmless in a spreadsheet, and made without being held in memory."""

import csv
import io
import json
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from campaign.exports import files, workbook
from campaign.model.table import Blank, Cell, Table, TableBook
from tests.exports.spreadsheets import Sheet, read_workbook

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
COLUMNS = {"code": "Short name", "name": "Name", "times": "Times"}
UNDER_FIVE = Blank("under 5", "under five")


def make_table(*rows: tuple[Cell, ...], **other: Any) -> Table:  # noqa: ANN401
    given = {"name": "by-name", "title": "By name", "columns": COLUMNS, "codes": 1, **other}
    return Table(rows=rows, **given)


def make_book(*tables: Table, **other: Any) -> TableBook:  # noqa: ANN401
    notes = {"made": ("Made", "2026-11-24")}
    given = {"title": "One campaign", "notes": notes, "notes_title": "Notes", **other}
    return TableBook(tables=tables, blank_head="Not shown", **given)


def many(number: int) -> TableBook:
    """Return a book with a table whose rows are made one at a time."""
    rows = (("code", f"row {each}", each) for each in range(number))
    return make_book(Table("by-name", "By name", COLUMNS, rows, codes=1))


def written(book: TableBook) -> bytes:
    """Return a book as a workbook."""
    file = io.BytesIO()
    workbook.write_workbook(book, file)
    return file.getvalue()


def opened(book: TableBook) -> dict[str, Sheet]:
    """Return the sheets of a book as a workbook."""
    return read_workbook(written(book))


def zipped(book: TableBook) -> dict[str, str]:
    """Return the files of a ZIP, whose byte order marks are taken for that."""
    file = io.BytesIO()
    files.write_zip(book, file)
    made = zipfile.ZipFile(file)
    assert all(made.read(name).startswith(b"\xef\xbb\xbf") for name in made.namelist())
    return {name: made.read(name).decode("utf-8-sig") for name in made.namelist()}


def lines(book: TableBook) -> list[list[str]]:
    return list(csv.reader(io.StringIO(zipped(book)["by-name.csv"], newline="")))


def records(book: TableBook) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads("".join(files.as_json(book)))["tables"]["by-name"][
        "rows"
    ]
    return rows


def test_a_csv_file_has_its_heads_first_and_its_notes_beside_it() -> None:
    book = make_book(make_table(("ci", "Côte d’Ivoire", 3), ("ab", 'a "b", c', 0)))

    assert lines(book) == [
        ["Short name", "Name", "Times"],
        ["ci", "Côte d’Ivoire", "3"],
        ["ab", 'a "b", c', "0"],
    ]
    notes = zipped(book)["notes.txt"]
    assert notes.splitlines()[0] == "One campaign"
    assert "Made: 2026-11-24" in notes
    assert "by-name.csv: By name" in notes


def test_what_is_not_shown_is_empty_and_a_column_says_why() -> None:
    book = make_book(
        make_table(("ci", "Côte d’Ivoire", UNDER_FIVE), ("ab", "AB", 5), has_blanks=True)
    )

    assert lines(book) == [
        ["Short name", "Name", "Times", "Not shown"],
        ["ci", "Côte d’Ivoire", "", "Times: under five"],
        ["ab", "AB", "5", ""],
    ]
    assert records(book) == [
        {"code": "ci", "name": "Côte d’Ivoire", "times": None, "not_shown": {"times": "under 5"}},
        {"code": "ab", "name": "AB", "times": 5},
    ]


def test_days_and_times_are_dates_in_every_form() -> None:
    day, time = date(2026, 11, 24), datetime(2026, 11, 24, 9, 8, 7, 654321)  # noqa: DTZ001 - UTC
    book = make_book(make_table(("x", day, time)))

    assert lines(book)[1] == ["x", "2026-11-24", "2026-11-24 09:08:07"]
    as_day, as_time = opened(book)["By name"].rows[1]
    assert (as_day.value, as_day.shown_as) == (46350, "yyyy-mm-dd")  # days since 1899-12-30
    assert as_time.value == pytest.approx(46350 + (9 * 3600 + 8 * 60 + 7.654321) / 86400)
    assert as_time.shown_as == "yyyy-mm-dd hh:mm:ss"


def test_a_workbook_has_a_sheet_for_each_table_and_one_of_notes() -> None:
    book = make_book(make_table(("ci", "Côte d’Ivoire", 3)), make_table(title="By day"))
    made = opened(book)

    assert list(made) == ["By name", "By day", "Notes"]
    assert made["Notes"].values == [["One campaign"], ["Made", "2026-11-24"]]
    core = zipfile.ZipFile(io.BytesIO(written(book))).read("docProps/core.xml").decode()
    assert "One campaign" in core


def test_a_sheet_is_ready_to_be_worked_with() -> None:
    sums = [("", "In all", 12345)]
    sheet = opened(make_book(make_table(("ci", "Côte d’Ivoire", 12345), sums=sums)))["By name"]

    assert sheet.values == [["Name", "Times"], ["Côte d’Ivoire", 12345], ["In all", 12345]]
    assert [[cell.is_bold for cell in row] for row in sheet.rows] == [
        [True, True], [False, False], [True, True]
    ]  # fmt: skip
    assert sheet.rows[1][1].shown_as == "#,##0"
    assert sheet.frozen_at == "B2"
    assert sheet.filtered == "A1:B2"  # without the sum
    assert sheet.widths[0] > len("Côte d’Ivoire") > sheet.widths[1]


def test_sheets_run_as_the_language_does() -> None:
    for is_right_to_left in (True, False):
        made = opened(make_book(make_table(), is_right_to_left=is_right_to_left))
        assert {sheet.is_right_to_left for sheet in made.values()} == {is_right_to_left}
        start = "&R" if is_right_to_left else "&L"
        assert all(sheet.header.startswith(f"{start}One campaign") for sheet in made.values())


def test_sheets_have_names_that_spreadsheets_allow() -> None:
    titles = ["By what is asked, and on which day it was", "By what is asked, and on which days?"]
    made = opened(make_book(*(make_table(title=title) for title in (*titles, "a/b:c", "notes"))))

    assert len({name.casefold() for name in made}) == 5
    assert all(len(name) <= 31 and not set("[]:*?/\\'") & set(name) for name in made)


def test_a_table_without_rows_says_so_and_is_still_a_file() -> None:
    book = make_book(make_table(nothing="Nothing was counted."))

    assert records(book) == []
    assert lines(book) == [["Short name", "Name", "Times"]]
    assert opened(book)["By name"].values == [["Name", "Times"], ["Nothing was counted."]]


@pytest.mark.parametrize("text", FORMULAS)
def test_nothing_is_calculated_in_any_spreadsheet(text: str) -> None:
    book = make_book(make_table(("x", text, -5)), notes={"x": (text, text)})
    made = zipfile.ZipFile(io.BytesIO(written(book)))
    sheets = "".join(made.read(f"xl/worksheets/sheet{each}.xml").decode() for each in (1, 2))

    assert lines(book)[-1] == ["x", f"'{text}", "-5"]
    assert "<f>" not in sheets
    assert "<v>-5</v>" in sheets
    assert sheets.count(">'") == 3
    assert records(book)[0]["name"] == text


def test_what_looks_like_more_than_text_in_a_workbook_is_text() -> None:
    rows = [("x", "{=1+1}", 1), ("x", "https://example.org", 2), ("x", "12", 3)]

    made = zipfile.ZipFile(io.BytesIO(written(make_book(make_table(*rows)))))
    assert "<f>" not in made.read("xl/worksheets/sheet1.xml").decode()
    assert "hyperlink" not in made.read("xl/worksheets/sheet1.xml").decode()
    assert not [name for name in made.namelist() if "_rels/sheet" in name]


def drain(parts: Iterator[str]) -> None:
    for _ in parts:
        pass


def peak(work: Callable[[], None]) -> int:
    """Return the most bytes that were held at a time."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.slow
def test_many_rows_need_no_more_memory_than_a_few() -> None:
    few = peak(lambda: drain(files.as_json(many(1_000))))
    more = peak(lambda: drain(files.as_json(many(100_000))))

    assert more < few + MEGABYTE / 10


@pytest.mark.slow
@pytest.mark.parametrize("write", [workbook.write_workbook, files.write_zip])
def test_a_file_needs_no_more_memory_for_more_rows(
    tmp_path: Path, write: Callable[[TableBook, Any], None]
) -> None:
    def through(number: int) -> None:
        with (tmp_path / "file").open("w+b") as file:
            write(many(number), file)

    few, more = peak(lambda: through(2_000)), peak(lambda: through(30_000))

    assert more < few + MEGABYTE


def test_rows_beyond_what_a_sheet_holds_go_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "ROWS_IN_A_SHEET", 10)

    made = opened(many(20))

    assert list(made) == ["By name", "By name (2)", "Notes"]
    assert len(made["By name (2)"].rows) == 11
    assert made["By name (2)"].values[0] == ["Name", "Times"]
