"""What organizers bring in: the UN's directory of missions in New York, or a sheet of facts as CSV.

A file is taken whole or refused whole, with the line and the reason. People's names are not read:
the directory's staff lists are left alone, and addresses that belong to one person are dropped.
"""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from campaign.catalogue.complaints import Complaints
from campaign.catalogue.fields import Fields
from campaign.catalogue.world import EMAIL, Shipped, world_of
from campaign.errors import BrokenData
from campaign.model.facts import Row, Sheet
from campaign.model.language import Language

LARGEST: Final = 5_000_000
"""Bytes; the whole directory of New York is under half a megabyte."""
DEEPEST: Final = 10
"""Levels of nesting; the directory has three."""
LONGEST_CELL: Final = 2000
MEMBER_STATES: Final = "1"
"""The directory's category of Member States; others are observers, agencies and offices."""
COUNTRY: Final = "UNITED STATES OF AMERICA"
DIRECTORY: Final = "Directory of Permanent Missions kept by the United Nations in New York"
PERSONAL: Final = re.compile(
    r"ambassador|representative|secretary|assistant|minister|counsell?or|attach|\bm(r|s|rs)\b",
    re.IGNORECASE,
)
"""What a remark in brackets says when the address is one person's and not the mission's."""

WEBSITE: Final = re.compile(r"(https?://)?[\w.-]+\.[a-z]{2,}(/\S*)?")


@dataclass(frozen=True, slots=True)
class Intake:
    """The facts of a file, by key, and what of it was left out and why.

    `whole` says that it lists all there are, so that what it lacks is gone; `prefix` is what the
    keys it speaks of begin with.
    """

    sheet: Sheet
    rows: Mapping[str, Row]
    dropped: Sequence[str]
    whole: bool
    prefix: str = ""


def read(name: str, content: bytes, shipped: Shipped, language: Language, as_of: date) -> Intake:
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


def refusal(name: str, key: str, wrong: str, write: str) -> BrokenData:
    """Return a complaint that refuses the whole file."""
    where = f"{name}: {key}" if key else name
    return BrokenData((f"{where}: {wrong} ({write})",))


def _read_csv(name: str, text: str, shipped: Shipped) -> Intake:
    """Read one sheet, known by its columns, in the format that `facts export` writes."""
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    complaints = Complaints(Path(name).parent)
    try:
        columns = tuple(reader.fieldnames or ())
        sheet = next((each for each in Sheet if each.columns == columns), None)
        if sheet is None:
            wrong = "has columns of no sheet"
            raise refusal(name, "line 1", wrong, "take the first line from `facts export`")
        fields = {f"line {reader.line_num}": row for row in reader}
    except csv.Error as error:
        wrong = f"is not CSV: {error}"
        raise refusal(
            name, f"line {reader.reader.line_num}", wrong, "mend the quotation marks"
        ) from None
    rows = _sound_rows(name, sheet, fields, complaints)
    rows = {key: row for key, row in rows.items() if _says_something(sheet, row.row())}
    return Intake(sheet, _checked(sheet, rows, shipped, complaints), (), whole=False)


def _checked(
    sheet: Sheet, rows: Mapping[str, Fields], shipped: Shipped, complaints: Complaints
) -> dict[str, Row]:
    """Return the facts, refusing them where one cannot be used."""
    world_of(shipped, {each: rows if each is sheet else {} for each in Sheet})
    complaints.raise_any()
    return {key: row.row() for key, row in rows.items()}


def _sound_rows(
    name: str, sheet: Sheet, fields: Mapping[str, Mapping[Any, Any]], complaints: Complaints
) -> dict[str, Fields]:
    rows: dict[str, Fields] = {}
    for line, row in fields.items():
        if None in row or None in row.values():
            raise refusal(name, line, "has too many or too few cells", "quote cells with commas")
        for column, value in row.items():
            if len(value) > LONGEST_CELL:
                raise refusal(name, f"{line}: {column}", "is too long", "shorten it")
            if value[:1] in set("=+-@\t\r"):
                wrong = "begins like a formula"
                raise refusal(name, f"{line}: {column}", wrong, "write the text itself")
        plain = {column: value.strip() for column, value in row.items()}
        key = sheet.key(plain)
        if key in rows:
            raise refusal(name, line, f"{key} stands twice", "keep one line")
        rows[key] = Fields(Path(name), line, plain, complaints)
    return rows


def _says_something(sheet: Sheet, row: Row) -> bool:
    return sheet is not Sheet.ADDRESSES or any(row[c] for c in ("postal", "email", "website"))


def _read_directory(
    name: str, text: str, shipped: Shipped, language: Language, as_of: date
) -> Intake:
    """Read the machine-readable directory of missions: `{"countries": [{"MC_Entity...": ...}]}`."""
    entries = _parsed(name, text)
    codes = {_folded(state.name): code for code, state in language.states.items()}
    codes |= {_folded(state.in_address): code for code, state in language.states.items()}
    codes.pop("", None)  # what is left of names in another script
    complaints = Complaints(Path(name).parent)
    rows: dict[str, Fields] = {}
    dropped: list[str] = []
    for number, entry in enumerate(_entries(name, entries), 1):
        if entry["MC_Category"] != MEMBER_STATES:
            continue
        state = _mended(entry["MC_EntityBB"]).strip()
        code = codes.get(_folded(state))
        if code is None:
            raise refusal(name, f"entry {number}", f"{state!r} is no Member State", "mend the name")
        target = f"third-committee-{code.lower()}"
        if target in rows:
            raise refusal(name, f"entry {number}", f"{state} stands twice", "keep one")
        email, left_out = _general_address(entry["MC_eMail"])
        dropped += [f"{state}: {why}" for why in left_out]
        row = _row(entry, target, email, as_of)
        rows[target] = Fields(Path(name), f"entry {number}", row, complaints)
    if not rows:
        raise refusal(name, "", "lists no Member State", "bring the directory of missions")
    facts = _checked(Sheet.ADDRESSES, rows, shipped, complaints)
    return Intake(Sheet.ADDRESSES, facts, dropped, whole=True, prefix="third-committee-")


def _parsed(name: str, text: str) -> Any:  # noqa: ANN401 - anything could stand there
    """Return what the file has under "countries"."""
    depth = max(_depths(text), default=0)
    if depth > DEEPEST:
        raise refusal(name, "", f"is nested {depth} levels deep", "bring the directory itself")
    try:
        return json.loads(text)["countries"]
    except json.JSONDecodeError as error:
        wrong = f"is not JSON: {error.msg}"
        raise refusal(name, f"line {error.lineno}", wrong, "download it again") from None
    except ValueError:  # Python refuses to read numbers of thousands of digits
        raise refusal(name, "", "has a number without end", "download it again") from None
    except (KeyError, TypeError):
        wrong = 'has no list "countries"'
        raise refusal(name, "", wrong, "bring the directory of missions") from None


def _depths(text: str) -> Iterator[int]:
    """Yield how deep brackets are nested, seen without parsing: parsing would recurse."""
    depth = 0
    for sign in re.findall(r"[\[\]{}]", re.sub(r'"(?:[^"\\]|\\.)*"', "", text)):
        depth += 1 if sign in "[{" else -1
        yield depth


def _entries(name: str, entries: object) -> Iterator[Mapping[str, str]]:
    """Yield each entry, refusing the file where one is not what the directory has."""
    if not isinstance(entries, list):
        raise refusal(name, "countries", "is not a list", "bring the directory of missions")
    wanted = (
        "MC_Category", "MC_EntityBB", "MC_Address", "MC_eMail", "MC_WebSite",
        "MC_UNCorrespondenceLanguage",
    )  # fmt: skip
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict):
            raise refusal(name, f"entry {number}", "is not a record", "download it again")
        for column in wanted:
            if (
                not isinstance(entry.get(column, ""), str)
                or len(entry.get(column, "")) > LONGEST_CELL
            ):
                wrong = f"{column} is not a short text"
                raise refusal(name, f"entry {number}", wrong, "download it again")
        yield {column: entry.get(column, "") for column in wanted}


def _row(entry: Mapping[str, str], target: str, email: str, as_of: date) -> Row:
    lines = [" ".join(line.split()) for line in _mended(entry["MC_Address"]).splitlines()]
    lines = [line for line in lines if line]
    return {
        "target": target,
        "postal": " | ".join([*lines, COUNTRY]) if len(lines) > 1 else "",
        "email": email,
        "website": website if WEBSITE.fullmatch(website := entry["MC_WebSite"].strip()) else "",
        "language": entry["MC_UNCorrespondenceLanguage"].strip(),
        "source": DIRECTORY,
        "as_of": as_of.isoformat(),
        "confirmed": "",
        "note": "",
    }


def _general_address(given: str) -> tuple[str, list[str]]:
    """Return the mission's own email address, and what was left out of the field and why."""
    general: list[str] = []
    dropped: list[str] = []
    for part in re.split(r"[;,\n]+(?![^(]*\))", given):
        address, _, remark = (piece.strip() for piece in part.strip().partition("("))
        if not address:
            continue
        if PERSONAL.search(remark):
            dropped.append(f"{address} belongs to one person or their office")
        elif not EMAIL.fullmatch(address):
            dropped.append(f"{address!r} is not an email address")
        else:
            general.append(address)
    dropped += [f"{address} is a second address" for address in general[1:]]
    return (general[0] if general else ""), dropped


def _mended(text: str) -> str:
    """Undo UTF-8 that was once read as Latin-1 ("CÃ´te d'Ivoire"), which the directory has."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _folded(name: str) -> str:
    """Return a State's name for comparing: "Korea, Republic of" aside, spellings are many."""
    name = re.sub(r"^(.*) \((.*) (?:of|of the)\)$", r"\2 of \1", name.replace("’", "'"))
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(char for char in plain if not unicodedata.combining(char)).casefold()
    return re.sub(r"\b(the|and|of|kingdom|islamic|republic|bolivarian)\b|[^a-z]", "", plain)
