"""Reads `letters/world`: the facts that campaigns share."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from babel import Locale

from campaign.catalogue.complaints import LONGEST_TEXT, Complaints
from campaign.catalogue.fact_tables import Sheets, read_fact_tables
from campaign.catalogue.fields import LONG_AGO, Fields, read_csv
from campaign.model.email_address import is_address
from campaign.model.facts import FactTable
from campaign.model.language import TargetKind
from campaign.model.world import (
    OPEN_END,
    Address,
    BodySession,
    Officer,
    Region,
    SessionTask,
    State,
    Term,
    World,
)
from campaign.rules.postal import as_posted, lines_of
from campaign.rules.targets import DELEGATIONS, OFFICES, delegation

UNFIT: Final = re.compile(r"[<>\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]|^[=+@\-]")
"""Signs that no value may hold: markup, line breaks, controls, half letters, formulas."""
CODES: Final = {
    known: code
    for code, name in Locale("en").languages.items()
    if len(code) == 2  # noqa: PLR2004 - those with two letters, which States correspond in
    for known in (code, name.casefold())
}
"""The codes of languages, by the codes themselves and by their English names."""
FORMULA: Final = re.compile(r"^[=+@\-]|[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff]")
"""The start of a cell that a spreadsheet would calculate, or what it would not show as text."""
SOURCE: Final = ("source", "as_of")


@dataclass(frozen=True, slots=True)
class Shipped:
    """What `letters/world` holds: facts that organizers may change, and those they do not."""

    states: Mapping[str, State]
    directories: Mapping[str, str]
    sheets: Sheets


def read_shipped(folder: Path, complaints: Complaints) -> Shipped:
    """Read the shared facts."""
    states = {}
    for row in read_csv(folder / "states.csv", ("code", "group", *SOURCE), complaints):
        code = row.required("code")
        if code and code not in Locale("en").territories:
            row.complain("code", f'"{code}" is no ISO 3166 code', "write two capital letters")
        states[code] = State(code, row.choice("group", Region, Region.AFRICA))
    directories = _directories(folder / "directories.csv", complaints)
    return Shipped(states, directories, read_fact_tables(folder, complaints))


def _directories(file: Path, complaints: Complaints) -> Mapping[str, str]:
    """Read where each kind of target is looked up; a kind misspelled is not missing as well."""
    rows = list(read_csv(file, ("kind", "url", *SOURCE), complaints))
    found: dict[str, str] = {
        row.choice("kind", TargetKind, TargetKind.COUNCIL): row.required("url") for row in rows
    }
    if all(row.text("kind") in set(TargetKind) for row in rows):
        for kind in sorted(set(TargetKind) - set(found)):
            complaints.add(file, kind, "is missing", "say where to look it up")
    return found


def world_of(shipped: Shipped, sheets: Sheets) -> World:
    """Make the facts of shipped or overlaid sheets into values."""
    states = shipped.states
    slugs = _slugs(states)
    for sheet, rows in sheets.items():
        for row in rows.values():
            _plain(sheet, row)
    return World(
        states=states,
        terms=tuple(_term(row, states) for row in sheets[FactTable.MEMBERS].values()),
        officers=tuple(_succeeded([_officer(row) for row in sheets[FactTable.OFFICERS].values()])),
        sessions=tuple(_session(row) for row in sheets[FactTable.SESSIONS].values()),
        addresses={
            target: _address(row, slugs) for target, row in sheets[FactTable.ADDRESSES].items()
        },
        directories=shipped.directories,
        tasks=tuple(_task(row) for row in sheets[FactTable.TASKS].values()),
    )


def _plain(sheet: FactTable, row: Fields) -> None:
    """Complain of what no value may be, in words that can go back and forth as CSV."""
    for name in sheet.columns:
        if len(row.text(name)) > LONGEST_TEXT:
            row.complain(name, "is too long", f"write at most {LONGEST_TEXT:,} characters")
    for name in ("source", "note"):
        if FORMULA.search(row.text(name)):
            row.complain(name, "begins like a formula", "write the text itself")


def known_state(row: Fields, name: str, states: Mapping[str, State]) -> str:
    """Return a State's code, complaining about one that `states.csv` does not have."""
    code = row.required(name)
    if code and states and code not in states:
        row.complain(name, f'"{code}" is not a Member State', "write its two-letter ISO code")
    return code


def _term(row: Fields, states: Mapping[str, State]) -> Term:
    term = Term(
        known_state(row, "code", states),
        row.required_day("start"),
        row.required_day("end"),
        row.required("source"),
        row.day("as_of"),
    )
    _in_order(row, term.start, term.end)
    return term


def _officer(row: Fields) -> Officer:
    office = row.required("office")
    if office and office not in OFFICES:
        row.complain("office", f'"{office}" is no office', "write one of " + ", ".join(OFFICES))
    if UNFIT.search(row.text("name")):
        row.complain("name", "has signs that no name has", "write plain text")
    officer = Officer(
        office,
        row.required("name"),
        row.required_day("start"),
        row.day("end") or OPEN_END,
        row.required("source"),
        row.day("as_of"),
        row.day("confirmed"),
    )
    _in_order(row, officer.start, officer.end)
    return officer


def _succeeded(officers: Sequence[Officer]) -> Iterator[Officer]:
    """Yield office-holders, an open term being over on the day before the next one begins."""
    for each in officers:
        later = [o.start for o in officers if o.office == each.office and o.start > each.start]
        is_over = each.end == OPEN_END and later
        yield replace(each, end=min(later) - timedelta(1)) if is_over else each


def _session(row: Fields) -> BodySession:
    session = BodySession(
        _body(row),
        row.number("number"),
        row.day("start"),
        row.day("end"),
        row.required("source"),
        row.day("as_of"),
    )
    _in_order(row, session.start, session.end)
    return session


def _body(row: Fields) -> str:
    body = row.required("body")
    if body and body not in DELEGATIONS:
        row.complain("body", f'"{body}" is no body', "write one of " + ", ".join(DELEGATIONS))
    return body


def _task(row: Fields) -> SessionTask:
    for name in ("task", "done_by"):
        if UNFIT.search(row.text(name)) or "/" in row.text(name):
            row.complain(name, "has signs that no task has", "write plain text, without a slash")
    task = SessionTask(
        _body(row),
        _number(row, "number"),
        row.required("task"),
        _number(row, "weeks_from"),
        _number(row, "weeks"),
        row.day("day"),
        row.day("done"),
        row.text("done_by"),
    )
    if task.day and task.weeks is not None:
        row.complain("day", "stands beside weeks", "write the day or the weeks before it")
    if task.weeks_from is not None and task.weeks_from < (task.weeks or 0):
        row.complain("weeks_from", "is later than it ends", "write more weeks, or nothing")
    return task


def _number(row: Fields, name: str) -> int | None:
    """Return a number of at most two digits or so, None where it is blank."""
    if len(row.text(name)) > len("999"):
        row.complain(name, "is too large", "write a number such as 4")
        return None
    return row.number(name) if row.text(name) else None


def _in_order(row: Fields, start: date | None, end: date | None) -> None:
    if start and end and LONG_AGO < end < start:
        row.complain("end", f"{end} is before the start", "write the term's last day")


def _slugs(states: Mapping[str, State]) -> Collection[str]:
    """Return all that can be written to; nothing where States could not be read."""
    of_states = {delegation(body, state).slug for body in DELEGATIONS for state in states}
    return {*OFFICES, *of_states} if states else ()


def _address(row: Fields, slugs: Collection[str]) -> Address:
    target, email = row.required("target"), row.text("email")
    if target and slugs and target not in slugs:
        row.complain("target", f'"{target}" is no target', "write one such as hrc-kr")
    for name in ("postal", "email", "website", "language"):
        if UNFIT.search(row.text(name)):
            row.complain(name, "has signs that no address has", "write plain text, lines with |")
    return Address(
        target,
        as_posted(lines_of(row.text("postal"))),
        email if is_address(email) else "",
        row.text("website"),
        row.required("source"),
        row.day("as_of"),
        row.day("confirmed"),
        languages_in(row.text("language")),
    )


def languages_in(text: str) -> tuple[str, ...]:
    """Return the codes of the languages that are named, such as "French/English" or "fr, en"."""
    words = "".join(char if char.isalpha() else " " for char in text.casefold()).split()
    return tuple(sorted({CODES[word] for word in words if word in CODES}))
