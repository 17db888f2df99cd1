"""Facts as organizers see them: sheets of rows, and the changes that lie over the shipped ones."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

Row = Mapping[str, str]
"""The values of one fact by the names of its sheet's columns."""


class FactTable(StrEnum):
    """The kinds of fact that change with time.

    Those of the world are each a CSV file of `letters/world`; those of a campaign begin with what
    the files of its folder say.
    """

    MEMBERS = "members"
    OFFICERS = "officers"
    SESSIONS = "sessions"
    ADDRESSES = "addresses"
    TASKS = "tasks"

    STANDING = "standing"
    ORGANIZATION = "organization"
    GENUINE = "genuine"
    POST = "post"
    RELATIVES = "relatives"
    OFFER = "offer"
    REASONS = "reasons"
    DATES = "dates"
    NOTICES = "notices"
    NONE_KNOWN = "none-known"
    RISKS = "risks"
    READ = "read"
    TAKEN = "taken"
    ANSWERS = "answers"

    @property
    def is_of_campaign(self) -> bool:
        """Whether its facts are of one campaign, and not of the world."""
        return "campaign" in _KEYS[self]

    @property
    def can_be_removed(self) -> bool:
        """Whether a fact of it can be taken away; how a campaign runs is only set otherwise."""
        return not self.is_of_campaign or self is FactTable.ANSWERS

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns, in the order of the file."""
        return (*_COLUMNS[self], "note")

    @property
    def needed(self) -> tuple[str, ...]:
        """Return the columns that must not be blank; a form wants the day of the source too."""
        return _NEEDED[self]

    @property
    def named_by(self) -> tuple[str, ...]:
        """Return the columns that tell one fact from another."""
        return _KEYS[self]

    def key(self, row: Row) -> str:
        """Return what tells one fact from another: `hrc-kr`, or `KR 2025-01-01`."""
        return " ".join(row[name] for name in self.named_by)


_COLUMNS = {
    FactTable.MEMBERS: ("code", "start", "end", "source", "as_of"),
    FactTable.OFFICERS: (
        "office", "name", "state", "start", "end", "source", "as_of", "confirmed",
    ),
    FactTable.SESSIONS: ("body", "number", "start", "end", "source", "as_of"),
    FactTable.ADDRESSES: (
        "target", "postal", "email", "website", "language", "source", "as_of", "confirmed",
    ),
    FactTable.TASKS: (
        "body", "number", "task", "weeks_from", "weeks", "day", "done", "done_by",
        "source", "as_of",
    ),
    FactTable.STANDING: ("campaign", "launched", "stopped", "since"),
    FactTable.ORGANIZATION: ("campaign", "name", "contact"),
    FactTable.GENUINE: ("campaign", "addresses", "listed_at"),
    FactTable.POST: ("campaign", "lines"),
    FactTable.RELATIVES: ("campaign", "name", "contact"),
    FactTable.OFFER: ("campaign", "goal", "languages", "footnotes", "answers"),
    FactTable.REASONS: ("campaign", "language", "text"),
    FactTable.DATES: ("campaign", "opens", "closes"),
    FactTable.NOTICES: ("campaign", "language", "text", "until"),
    FactTable.NONE_KNOWN: ("campaign", "ask", "source", "as_of"),
    FactTable.RISKS: ("campaign", "kind", "language", "text", "source", "as_of"),
    FactTable.READ: ("campaign", "language", "sources", "as_of"),
    FactTable.TAKEN: ("campaign", "number"),
    FactTable.ANSWERS: ("campaign", "target", "day", "gist", "source"),
}  # fmt: skip
_NEEDED = {
    FactTable.MEMBERS: ("code", "start", "end", "source"),
    FactTable.OFFICERS: ("office", "name", "start", "source"),
    FactTable.SESSIONS: ("body", "number", "source"),
    FactTable.ADDRESSES: ("target", "source"),
    FactTable.TASKS: ("body", "task"),
}
_KEYS = {
    FactTable.MEMBERS: ("code", "start"),
    FactTable.OFFICERS: ("office", "start"),
    FactTable.SESSIONS: ("body", "number"),
    FactTable.ADDRESSES: ("target",),
    FactTable.TASKS: ("body", "number", "task"),
    FactTable.STANDING: ("campaign",),
    FactTable.ORGANIZATION: ("campaign",),
    FactTable.GENUINE: ("campaign",),
    FactTable.POST: ("campaign",),
    FactTable.RELATIVES: ("campaign",),
    FactTable.OFFER: ("campaign",),
    FactTable.REASONS: ("campaign", "language"),
    FactTable.DATES: ("campaign",),
    FactTable.NOTICES: ("campaign", "language"),
    FactTable.NONE_KNOWN: ("campaign", "ask"),
    FactTable.RISKS: ("campaign", "kind", "language"),
    FactTable.READ: ("campaign", "language", "sources"),
    FactTable.TAKEN: ("campaign",),
    FactTable.ANSWERS: ("campaign", "target", "day"),
}


WORLD: Final = tuple(sheet for sheet in FactTable if not sheet.is_of_campaign)
"""The tables of facts that campaigns share: they can be exported, and come in with files."""


class Origin(StrEnum):
    """Where a change came from: only changes by hand survive later imports.

    What is confirmed as a source published it stays the source's.
    """

    HAND = "hand"
    IMPORT = "import"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class ChangeStamp:
    """The record of by whom and when a change was made, and in which batch."""

    batch: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """A fact as an organizer has it: it takes the place of the shipped one of the same key.

    `row` is None where the fact is taken away; `made` is there once it is kept.
    """

    sheet: FactTable
    key: str
    row: Row | None
    origin: Origin
    made: ChangeStamp | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as it stands; `origin` is None where it is as it was shipped."""

    sheet: FactTable
    key: str
    row: Row
    origin: Origin | None


@dataclass(frozen=True, slots=True)
class SeenFact:
    """The fact that a form was made from: its key and digest, both blank for a new fact."""

    key: str = ""
    digest: str = ""


def digest(row: Row | None) -> str:
    """Return a digest that changes with every value of a fact; blank where there is no fact."""
    if row is None:
        return ""
    return hashlib.sha256(json.dumps(sorted(row.items())).encode()).hexdigest()[:16]


def is_same(after: Row, before: Row) -> bool:
    """Say whether what somebody confirmed stays the same: an address, or who holds an office."""
    return all(after.get(name) == before.get(name) for name in ("postal", "email", "name"))


def completed(sheet: FactTable, given: Row, before: Row | None) -> Row:
    """Return a whole fact from some of its columns: the others stay as they were before.

    What somebody confirmed is confirmed no more where it changes.
    """
    before = before or {}
    row = {**dict.fromkeys(sheet.columns, ""), **before, **given}
    if before.get("confirmed") and "confirmed" not in given and not is_same(row, before):
        row["confirmed"] = ""
    return row


@dataclass(frozen=True, slots=True)
class FactFile:
    """The facts of a file, by key, and what of it was left out and why.

    A row has the columns that the file has; in the others a fact stays as it is.

    `whole` says that it lists all there are, so that what it lacks is gone; `prefix` is what the
    keys it speaks of begin with.
    """

    sheet: FactTable
    rows: Mapping[str, Row]
    dropped: Sequence[str]
    whole: bool
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class PendingImport:
    """A file that was brought in and waits for somebody to approve of it."""

    id: int
    at: datetime
    by: str
    name: str
    intake: FactFile


@dataclass(frozen=True, slots=True)
class ChangeBatch:
    """Changes made at once, and undone at once; `sheet` and `key` are those of one of them.

    It `stands` while one of its facts is as it left it: only then does undoing it change anything.
    """

    id: int
    at: datetime
    by: str
    origin: Origin
    changes: int
    sheet: FactTable
    key: str
    undone_at: datetime | None
    undone_by: str
    stands: bool

    @property
    def undone(self) -> bool:
        """Say whether it was undone."""
        return self.undone_at is not None

    @property
    def is_of_owners(self) -> bool:
        """Say whether only owners may do or undo such a thing.

        That is launching, pausing and closing, and taking words that nobody read.
        """
        return self.sheet in {FactTable.STANDING, FactTable.TAKEN}


@dataclass(frozen=True, slots=True)
class Difference:
    """The effect of an import on one fact.

    `kept` says that a change by hand stands against it.
    """

    sheet: FactTable
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

    @property
    def goes_back(self) -> bool:
        """Say whether what it puts in place is from an earlier day, or takes something away."""
        before, after = self.before or {}, self.after or {}
        return before.get("as_of", "") > after.get("as_of", "")

    def columns(self) -> tuple[str, ...]:
        """Return the columns whose values differ."""
        before, after = self.before or {}, self.after or {}
        return tuple(c for c in self.sheet.columns if before.get(c, "") != after.get(c, ""))


def fingerprint(differences: Iterable[Difference]) -> str:
    """Return a digest that changes whenever an import would change something else."""
    told = [(each.key, digest(each.before), digest(each.after), each.kept) for each in differences]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]
