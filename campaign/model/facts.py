"""Facts as organizers see them: sheets of rows, and the changes that lie over the shipped ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

Row = Mapping[str, str]
"""A fact's values by the names of its sheet's columns."""


class Sheet(StrEnum):
    """The kinds of fact that change with time, each a CSV file of `letters/world`."""

    MEMBERS = "members"
    OFFICERS = "officers"
    SESSIONS = "sessions"
    ADDRESSES = "addresses"

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns, in the order of the file."""
        return (*_COLUMNS[self], "note")

    def key(self, row: Row) -> str:
        """Return what tells one fact from another: `hrc-kr`, or `KR 2025-01-01`."""
        return " ".join(row[name] for name in _KEYS[self])


_COLUMNS = {
    Sheet.MEMBERS: ("code", "start", "end", "source", "as_of"),
    Sheet.OFFICERS: (
        "office", "name", "state", "start", "end", "source", "as_of", "confirmed",
    ),
    Sheet.SESSIONS: ("body", "number", "start", "end", "source", "as_of"),
    Sheet.ADDRESSES: (
        "target", "postal", "email", "website", "language", "source", "as_of", "confirmed",
    ),
}  # fmt: skip
_KEYS = {
    Sheet.MEMBERS: ("code", "start"),
    Sheet.OFFICERS: ("office", "start"),
    Sheet.SESSIONS: ("body", "number"),
    Sheet.ADDRESSES: ("target",),
}


class Origin(StrEnum):
    """Where a change came from: changes by hand survive later imports."""

    HAND = "hand"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Change:
    """A fact as an organizer has it: it takes the place of the shipped one of the same key.

    `row` is None where the fact is taken away.
    """

    sheet: Sheet
    key: str
    row: Row | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class Batch:
    """Changes made at once, and undone at once."""

    id: int
    at: datetime
    by: str
    origin: Origin
    changes: int
    undone: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """What an import would do to one fact. `kept` says that a change by hand stands against it."""

    sheet: Sheet
    key: str
    before: Row | None
    after: Row | None
    kept: bool = False

    @property
    def kind(self) -> str:
        """Return new, changed, gone or kept."""
        if self.kept:
            return "kept"
        if self.before is None:
            return "new"
        return "changed" if self.after else "gone"

    def columns(self) -> tuple[str, ...]:
        """Return the columns whose values differ."""
        before, after = self.before or {}, self.after or {}
        return tuple(c for c in self.sheet.columns if before.get(c, "") != after.get(c, ""))
