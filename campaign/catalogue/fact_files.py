"""What organizers bring in: the UN's directory of missions in New York, or a sheet of facts.

A file is taken whole or refused whole, with each row that is wrong and the reason. People's
names are not read: the directory's staff lists are left alone, and addresses that belong to one
person are dropped.
"""

from collections.abc import Collection, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Final

from campaign.catalogue import directory, incoming_facts
from campaign.catalogue.complaints import LONGEST_TEXT, Complaints, refusal
from campaign.catalogue.csv_rows import encoding_of
from campaign.catalogue.fact_rows import FOR_READING, facts_of
from campaign.catalogue.fields import Fields
from campaign.catalogue.named_states import NamedStates
from campaign.catalogue.tables import TableFile
from campaign.catalogue.world import Shipped, world_of
from campaign.model.facts import WORLD, FactFile, FactTable, Row
from campaign.model.formulas import is_formula
from campaign.model.language import Language

LARGEST: Final = 5_000_000
"""The most bytes of a file; the whole directory of New York is under half a megabyte."""
MOST_ROWS: Final = 2000
"""The most rows of a sheet; the longest, of all terms in the Council since 2006, has some 400."""

BEGINNING: Final = 100
"""The bytes by which a directory is told from a table."""
ALL_COLUMNS: Final = frozenset(
    name for each in WORLD for name in (*each.columns, *FOR_READING[each])
)


TOLD_BY: Final = {
    FactTable.MEMBERS: "code",
    FactTable.OFFICERS: "office",
    FactTable.SESSIONS: "body",
    FactTable.ADDRESSES: "target",
    FactTable.TASKS: "task",
}
"""The column by which each sheet is known; the last that is there tells."""


def read_fact_file(
    name: str, content: bytes, shipped: Shipped, language: Language, as_of: date
) -> FactFile:
    """Read a file an organizer brings. Raises BrokenData where it is not what it claims to be."""
    if len(content) > LARGEST:
        raise refusal(name, "", f"is over {LARGEST:,} bytes", "bring the file itself, not more")
    if _begins_like_json(content):
        return _read_directory(name, _decoded(name, content), shipped, language, as_of)
    return _read_table(name, content, shipped, language, as_of)


def _begins_like_json(content: bytes) -> bool:
    start = content[:BEGINNING].decode(encoding_of(content), "ignore")
    return start.removeprefix("\ufeff").lstrip()[:1] in {"{", "["}


def _decoded(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        wrong = "is not UTF-8"
        raise refusal(name, f"line {line}", wrong, "save the file as UTF-8") from None


def _read_table(
    name: str, content: bytes, shipped: Shipped, language: Language, as_of: date
) -> FactFile:
    """Read one sheet, known by its columns, from a CSV or a workbook."""
    file = Path(name)
    table = TableFile(file, lambda: BytesIO(content), ALL_COLUMNS)
    sheet = _sheet_of(file.name, table)
    complaints = Complaints(file.parent)
    sound = _sound_rows(file, table, complaints)
    dated = {} if "as_of" in table.columns else {"as_of": as_of.isoformat()}
    rows: dict[str, Fields] = {}
    for row in facts_of(sheet, sound, NamedStates(language)):
        fact = {**row.row(), **dated}
        if _says_something(sheet, fact):
            _add(rows, sheet.key(fact), row.with_values(fact))
    return FactFile(sheet, _checked(sheet, rows, shipped, complaints), (), whole=False)


def _sheet_of(name: str, table: TableFile) -> FactTable:
    """Return which facts a table has. Raises BrokenData where it lacks what they need."""
    # Not of campaigns: what their owners decide does not come in with a file.
    sheet = _named_by(table.columns)
    if sheet is None:
        wrong = "has columns of no sheet"
        write = "name one of its columns " + ", ".join(TOLD_BY.values())
        raise refusal(name, "row 1", wrong, write)
    table.demand(sheet.needed, (*sheet.columns, *FOR_READING[sheet]))
    return sheet


def _named_by(columns: Collection[str]) -> FactTable | None:
    """Return the sheet that is told by a column; recipients and tasks are of a body, too."""
    found = [each for each, column in TOLD_BY.items() if column in columns]
    return found[-1] if found else None


def _checked(
    sheet: FactTable, rows: Mapping[str, Fields], shipped: Shipped, complaints: Complaints
) -> dict[str, Row]:
    """Return the facts, refusing them where one cannot be used."""
    blank = dict.fromkeys(sheet.columns, "")
    whole = {key: row.with_values({**blank, **row.row()}) for key, row in rows.items()}
    incoming_facts.judge(sheet, whole)
    world_of(shipped, {each: whole if each is sheet else {} for each in FactTable})
    complaints.raise_any()
    return {key: row.row() for key, row in rows.items()}


def _add(rows: dict[str, Fields], key: str, row: Fields) -> None:
    """Add a fact by its key, or complain that it stands there already."""
    if key in rows:
        row.complain("", f"{key} stands twice", f"keep this or {rows[key].key}")
    else:
        rows[key] = row


def _sound_rows(file: Path, table: TableFile, complaints: Complaints) -> list[Fields]:
    """Return the rows whose cells are sound; complain of the others."""
    rows = []
    for number, row in enumerate(table.rows(complaints)):
        place = f"row {row.number}"
        if number == MOST_ROWS:
            wrong = f"has over {MOST_ROWS:,} rows"
            raise refusal(file.name, place, wrong, "bring only the rows that are new or changed")
        table.demand_heads(row)
        given = Fields(file, place, table.by_name(row.cells), complaints)
        if _is_sound(given):
            rows.append(given)
    return rows


def _is_sound(row: Fields) -> bool:
    """Complain of cells that no fact has; say whether there is none."""
    wrong = False
    for column, value in row.row().items():
        if len(value) > LONGEST_TEXT:
            row.complain(column, "is too long", "shorten it")
            wrong = True
        elif is_formula(value):
            row.complain(column, "begins like a formula", "write the text itself")
            wrong = True
    return not wrong


def _says_something(sheet: FactTable, row: Row) -> bool:
    """Say whether a row was filled in, of a sheet of addresses that are to be."""
    of_address = [row[name] for name in ("postal", "email", "website") if name in row]
    return sheet is not FactTable.ADDRESSES or not of_address or any(of_address)


def _read_directory(
    name: str, text: str, shipped: Shipped, language: Language, as_of: date
) -> FactFile:
    complaints = Complaints(Path(name).parent)
    rows, dropped = directory.read_directory(name, text, language, as_of, complaints)
    facts = _checked(FactTable.ADDRESSES, rows, shipped, complaints)
    return FactFile(FactTable.ADDRESSES, facts, dropped, whole=True, prefix="third-committee-")
