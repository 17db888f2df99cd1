"""What organizers bring in: the UN's directory of missions in New York, or a sheet of facts as CSV.

A file is taken whole or refused whole, with the line and the reason. People's names are not read:
the directory's staff lists are left alone, and addresses that belong to one person are dropped.
"""

import csv
import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from campaign.catalogue import directory, incoming_facts
from campaign.catalogue.complaints import LONGEST_TEXT, Complaints, refusal
from campaign.catalogue.fields import Fields
from campaign.catalogue.world import Shipped, world_of
from campaign.model.facts import WORLD, FactFile, FactTable, Row
from campaign.model.formulas import is_formula
from campaign.model.language import Language

LARGEST: Final = 5_000_000
"""The most bytes of a file; the whole directory of New York is under half a megabyte."""
MOST_ROWS: Final = 2000
"""The most rows of a sheet; the longest, of all terms in the Council since 2006, has some 400."""


def read_fact_file(
    name: str, content: bytes, shipped: Shipped, language: Language, as_of: date
) -> FactFile:
    """Read a file an organizer brings. Raises BrokenData where it is not what it claims to be."""
    if len(content) > LARGEST:
        raise refusal(name, "", f"is over {LARGEST:,} bytes", "bring the file itself, not more")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        wrong = "is not UTF-8"
        raise refusal(name, f"line {line}", wrong, "save the file as UTF-8") from None
    if text.lstrip()[:1] in {"{", "["}:
        return _read_directory(name, text, shipped, language, as_of)
    return _read_csv(name, text, shipped)


def _read_csv(name: str, text: str, shipped: Shipped) -> FactFile:
    """Read one sheet, known by its columns, in the format that `facts export` writes."""
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True, delimiter=_between(text))
    complaints = Complaints(Path(name).parent)
    try:
        columns = tuple(reader.fieldnames or ())
        # Not of campaigns: what their owners decide does not come in with a file.
        sheet = next((each for each in WORLD if each.columns == columns), None)
        if sheet is None:
            wrong = "has columns of no sheet"
            raise refusal(name, "line 1", wrong, "take the first line from `facts export`")
        rows = _sound_rows(name, sheet, reader, complaints)
    except csv.Error as error:
        wrong = f"is not CSV: {error}"
        raise refusal(
            name, f"line {reader.reader.line_num}", wrong, "mend the quotation marks"
        ) from None
    rows = {key: row for key, row in rows.items() if _says_something(sheet, row.row())}
    return FactFile(sheet, _checked(sheet, rows, shipped, complaints), (), whole=False)


def _between(text: str) -> str:
    """Return the separator between cells: some languages' spreadsheets write no commas."""
    first = text.partition("\n")[0].rstrip("\r")
    heads = {each.columns for each in WORLD}
    return next((sign for sign in ";\t" if tuple(first.split(sign)) in heads), ",")


def _checked(
    sheet: FactTable, rows: Mapping[str, Fields], shipped: Shipped, complaints: Complaints
) -> dict[str, Row]:
    """Return the facts, refusing them where one cannot be used."""
    incoming_facts.judge(sheet, rows)
    world_of(shipped, {each: rows if each is sheet else {} for each in FactTable})
    complaints.raise_any()
    return {key: row.row() for key, row in rows.items()}


def _sound_rows(
    name: str, sheet: FactTable, reader: "csv.DictReader[str]", complaints: Complaints
) -> dict[str, Fields]:
    """Return the facts by key, as far as cells go; raise at the first that is not sound."""
    rows: dict[str, Fields] = {}
    for row in reader:
        line = f"line {reader.line_num}"
        if len(rows) == MOST_ROWS:
            wrong = f"has over {MOST_ROWS:,} rows"
            raise refusal(name, line, wrong, "bring only the rows that are new or changed")
        if None in row or None in row.values():
            raise refusal(name, line, "has too many or too few cells", "quote cells with commas")
        for column, value in row.items():
            if len(value) > LONGEST_TEXT:
                raise refusal(name, line, "is too long", "shorten it", column=column)
            if is_formula(value):
                wrong = "begins like a formula"
                raise refusal(name, line, wrong, "write the text itself", column=column)
        plain = {column: value.strip() for column, value in row.items()}
        key = sheet.key(plain)
        if key in rows:
            raise refusal(name, line, f"{key} stands twice", "keep one line")
        rows[key] = Fields(Path(name), line, plain, complaints)
    return rows


def _says_something(sheet: FactTable, row: Row) -> bool:
    return sheet is not FactTable.ADDRESSES or any(row[c] for c in ("postal", "email", "website"))


def _read_directory(
    name: str, text: str, shipped: Shipped, language: Language, as_of: date
) -> FactFile:
    complaints = Complaints(Path(name).parent)
    rows, dropped = directory.read_directory(name, text, language, as_of, complaints)
    facts = _checked(FactTable.ADDRESSES, rows, shipped, complaints)
    return FactFile(FactTable.ADDRESSES, facts, dropped, whole=True, prefix="third-committee-")
