"""Named values of a TOML table or a CSV row, each read as what it should be.

A value that is wrong is complained about and read as an empty one, so that reading goes on and
finds every other mistake too.
"""

import csv
import io
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, TypeVar

from campaign.catalogue.complaints import Complaints

Choice = TypeVar("Choice", bound=StrEnum)

ID: Final = re.compile(r'id\s*=\s*"(.*)"')
"""A line of a TOML file that says which table it is in."""
DAY: Final = re.compile(r"(\w+)\s*=\s*(\d+-\d+-\d+)\s*(#.*)?")
"""A line of a TOML file that holds a date."""
LONG_AGO: Final = date(1, 1, 1)
"""The date in place of a required one that was wrong; the complaint keeps it from being used."""


class Fields:
    """One table or row of a file, whose values are read by name.

    `key` says which it is, in complaints.
    """

    def __init__(
        self, file: Path, key: str, values: Mapping[str, Any], complaints: Complaints
    ) -> None:
        """Read `values` of `file`."""
        self.file, self.key = file, key
        self._values, self._complaints = values, complaints

    def complain(self, name: str, wrong: str, write: str) -> None:
        """Complain about one of the values."""
        self._complaints.add(self.file, self.key, wrong, write, name=name)

    def only(self, *names: str, retired: Collection[str] = ()) -> "Fields":
        """Complain about values under other names than these; return self.

        Names that are `retired` were known to an earlier version.
        """
        for name in sorted(set(self._values) - set(names)):
            if name in retired:
                key = ": ".join(filter(None, (self.key, name)))
                self._complaints.add_gap(self.file, key, "has no use any more", "take it out")
            else:
                self.complain(name, "is not a known name", "use one of " + ", ".join(names))
        return self

    def text(self, name: str) -> str:
        """Return a text that may be blank."""
        value = self._values.get(name, "")
        if isinstance(value, str):
            return value.strip()
        self.complain(name, f"is {value!r}, not a text", "put it between quotation marks")
        return ""

    def required(self, name: str) -> str:
        """Return a text that must not be blank."""
        if text := self.text(name):
            return text
        if not self._values.get(name):
            self.complain(name, "is missing", "write it down; it must not be blank")
        return ""

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts, empty when it is missing."""
        value = self._values.get(name, [])
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self.complain(name, f"is {value!r}, not a list of texts", 'write ["one", "two"]')
        return ()

    def number(self, name: str) -> int:
        """Return a whole number, 0 when it is missing."""
        value = self._values.get(name, 0)
        if isinstance(value, int) or (isinstance(value, str) and value.isdecimal()):
            return int(value)
        self.complain(name, f"is {value!r}, not a whole number", "write a number such as 17")
        return 0

    def flag(self, name: str) -> bool:
        """Return true or false, false when it is missing."""
        value = self._values.get(name, False)
        if isinstance(value, bool):
            return value
        self.complain(name, f"is {value!r}, not true or false", "write true or false")
        return False

    def day(self, name: str) -> date | None:
        """Return a date, or None when it is blank."""
        value = self._values.get(name) or None
        if value is None or type(value) is date:
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.complain(name, f"is {value}, which is not a date", "write YYYY-MM-DD")
            return None

    def required_day(self, name: str) -> date:
        """Return a date that must not be blank."""
        found = self.day(name)
        if found is None and not self._values.get(name):
            self.complain(name, "is missing", "write a date as YYYY-MM-DD")
        return found or LONG_AGO

    def choice(self, name: str, options: type[Choice], default: Choice) -> Choice:
        """Return one of `options`; the default when it is missing."""
        if name not in self._values:
            return default
        return next(iter(self._choices(name, (self.required(name),), options)), default)

    def choices(self, name: str, options: type[Choice]) -> tuple[Choice, ...]:
        """Return a list of `options`, empty when it is missing."""
        return tuple(self._choices(name, self.texts(name), options))

    def table(self, name: str) -> "Fields":
        """Return the table of that name, empty when it is missing."""
        value = self._values.get(name, {})
        if not isinstance(value, dict):
            self.complain(name, "is not a table", f"write [{name}] on a line of its own")
            value = {}
        return Fields(self.file, self.key or name, value, self._complaints)

    def tables(self, name: str) -> Iterator["Fields"]:
        """Yield each `[[name]]`, known in complaints by its id."""
        rows = self._values.get(name, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self.complain(name, "is not a list of tables", f"write [[{name}]] above each")
            rows = []
        for number, row in enumerate(rows, 1):
            yield Fields(self.file, str(row.get("id", f"{name} {number}")), row, self._complaints)

    def filled_from(self, other: "Fields", *names: str) -> "Fields":
        """Return these values, with another file's under those of the names that have none here.

        Of a table, each value that it lacks is filled.
        """
        wanted = {name: value for name, value in other.row().items() if name in names}
        filled, lacking = _filled(self._values, wanted)
        for name in lacking:
            write = "write it down; it must not be blank"
            self._complaints.add_gap(self.file, name, "is missing", write)
        return Fields(self.file, self.key, filled, self._complaints)

    def with_values(self, values: Mapping[str, Any]) -> "Fields":
        """Return other values under the same name in complaints."""
        return Fields(self.file, self.key, values, self._complaints)

    def row(self) -> dict[str, str]:
        """Return the texts of all columns, of a CSV row."""
        return dict(self._values)

    def names(self) -> Sequence[str]:
        """Return the names of all values, in the order of the file."""
        return tuple(self._values)

    def _choices(self, name: str, values: Sequence[str], options: type[Choice]) -> Iterator[Choice]:
        for value in values:
            if value in {option.value for option in options}:
                yield options(value)
            elif value:
                known = ", ".join(option.value for option in options)
                self.complain(name, f'"{value}" is not known here', f"write one of {known}")


def _filled(
    ours: Mapping[str, Any], theirs: Mapping[str, Any]
) -> tuple[Mapping[str, Any], Sequence[str]]:
    """Return values, with those of others where there are none; and which these are."""
    filled, lacking = dict(ours), []
    for name, value in theirs.items():
        if name not in ours:
            filled[name] = value
            lacking.append(name)
        elif isinstance(value, dict) and isinstance(ours[name], dict):
            filled[name], deeper = _filled(ours[name], value)
            lacking += [f"{name}: {each}" for each in deeper]
    return filled, lacking


def read_toml(file: Path, complaints: Complaints) -> Fields:
    """Read a TOML file; a file that cannot be read is complained about and reads as empty."""
    values: dict[str, Any] = {}
    if text := read_text(file, complaints):
        try:
            values = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            if not _complain_of_dates(file, text, complaints):
                complaints.add(file, "", str(error), "mend the line")
            complaints.give_up(file)
    return Fields(file, "", values, complaints)


def _complain_of_dates(file: Path, text: str, complaints: Complaints) -> bool:
    """Name dates that are none, which TOML only finds hard to read; return whether there are."""
    key, any_found = "", False
    for line in text.splitlines():
        if named := ID.match(line):
            key = f"{named[1]}: "
        if found := DAY.fullmatch(line):
            try:
                date.fromisoformat(found[2])
            except ValueError:
                wrong = f"is {found[2]}, which is not a date"
                complaints.add(file, f"{key}{found[1]}", wrong, "write YYYY-MM-DD")
                any_found = True
    return any_found


def read_csv(
    file: Path, columns: Sequence[str], complaints: Complaints, *, later: Collection[str] = ()
) -> Iterator[Fields]:
    """Yield the rows of a CSV file with these columns, known in complaints by their line.

    Columns that earlier versions did not have may be missing: they read as blank.
    """
    text = io.StringIO(read_text(file, complaints), newline="")
    rows = csv.DictReader(text, strict=True)
    found = tuple(rows.fieldnames or ())
    lacking = [name for name in columns if name in later and name not in found]
    for name in lacking:
        complaints.add_gap(file, "line 1", f"has no column {name}", "write " + ",".join(columns))
    if found != tuple(name for name in columns if name not in lacking):
        complaints.add_unreadable(file, "line 1", "has other columns", "write " + ",".join(columns))
        return
    try:
        for row in rows:
            key = f"line {rows.line_num}"
            if None in row or None in row.values():
                complaints.add(
                    file, key, "has too many or too few cells", "quote cells with commas"
                )
            else:
                yield Fields(file, key, {**row, **dict.fromkeys(lacking, "")}, complaints)
    except csv.Error as error:
        key = f"line {rows.reader.line_num}"
        complaints.add_unreadable(file, key, str(error), "mend the quotation marks")


def find_file(file: Path, complaints: Complaints) -> Path:
    """Return a file, or the one that ships in its place where there is none."""
    return file if file.exists() else complaints.shipped_of(file) or file


def read_text(file: Path, complaints: Complaints) -> str:
    """Read a UTF-8 file; complain and return nothing when that cannot be done."""
    try:
        return find_file(file, complaints).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        complaints.add_unreadable(
            file, "", "is missing", "make the file; letters/README.md says what it holds"
        )
    except UnicodeDecodeError as error:
        wrong = f"is not UTF-8 at byte {error.start}"
        complaints.add_unreadable(file, "", wrong, "save the file as UTF-8")
    return ""
