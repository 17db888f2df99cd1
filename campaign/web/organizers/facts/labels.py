"""The words for facts: what sheets, columns and kinds are called, what is wrong or stale."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from flask_babel import gettext, lazy_gettext, ngettext

from campaign.errors import Clash
from campaign.model.facts import Fact, FactTable
from campaign.model.language import TargetKind
from campaign.rules.staleness import Concern
from campaign.web.organizers.facts import campaign_labels

SHEETS: Final = {
    FactTable.MEMBERS: lazy_gettext("Members of the Human Rights Council"),
    FactTable.OFFICERS: lazy_gettext("Who holds an office"),
    FactTable.SESSIONS: lazy_gettext("Sessions"),
    FactTable.ADDRESSES: lazy_gettext("Addresses"),
    FactTable.TASKS: lazy_gettext("What to do before sessions"),
    **campaign_labels.SHEETS,
}
TABS: Final = {
    FactTable.ADDRESSES: lazy_gettext("Addresses"),
    FactTable.OFFICERS: lazy_gettext("Office-holders"),
    FactTable.MEMBERS: lazy_gettext("Council members"),
    FactTable.SESSIONS: lazy_gettext("Sessions"),
}
"""The sheets, in a word or two, in the order in which one comes to them."""
ADD: Final = {
    FactTable.MEMBERS: lazy_gettext("Add a State’s term"),
    FactTable.OFFICERS: lazy_gettext("Add who holds an office"),
    FactTable.SESSIONS: lazy_gettext("Add a session"),
    FactTable.ADDRESSES: lazy_gettext("Add an address"),
    FactTable.TASKS: lazy_gettext("Add something to do"),
}
COLUMNS: Final = {
    "code": lazy_gettext("State"),
    "start": lazy_gettext("First day"),
    "end": lazy_gettext("Last day"),
    "office": lazy_gettext("Office"),
    "name": lazy_gettext("Name"),
    "state": lazy_gettext("Their State"),
    "body": lazy_gettext("Body"),
    "number": lazy_gettext("Number of the session"),
    "target": lazy_gettext("Recipient"),
    "task": lazy_gettext("What to do"),
    "weeks_from": lazy_gettext("Begin so many weeks before"),
    "weeks": lazy_gettext("Be done so many weeks before"),
    "day": lazy_gettext("Or by this day"),
    "done": lazy_gettext("Done on"),
    "done_by": lazy_gettext("Done by"),
    "postal": lazy_gettext("Postal address"),
    "email": lazy_gettext("Email address"),
    "website": lazy_gettext("Website"),
    "language": lazy_gettext("Language"),
    "source": lazy_gettext("Source"),
    "as_of": lazy_gettext("As of"),
    "confirmed": lazy_gettext("Checked on"),
    "note": lazy_gettext("Note"),
}
HINTS: Final = {
    "name": lazy_gettext("As it is to stand in a letter, without a title."),
    "postal": lazy_gettext("A line for each line of the address, the country last."),
    "email": lazy_gettext("One general address. No address that belongs to one person."),
    "weeks": lazy_gettext("Counted from the day on which the session opens, such as 2."),
    "source": lazy_gettext(
        "Where you have it from: a link or a document, so that others can check."
    ),
    "as_of": lazy_gettext("The day on which the source said so."),
    "note": lazy_gettext("For other organizers. It is not printed."),
}
OF_EACH: Final = lazy_gettext("Leave it blank for what is to be done before each session.")
"""The hint at the session of a task."""
OPEN: Final = lazy_gettext("Leave it blank while the term goes on until further notice.")
"""The hint at the last day of a term of office."""
MISTAKES: Final = {
    "code": lazy_gettext("Choose the State."),
    "start": lazy_gettext("Write the first day as 2026-11-24: year, month, day."),
    "end": lazy_gettext("Write the last day as 2026-11-24. It cannot be before the first day."),
    "office": lazy_gettext("Choose the office."),
    "name": lazy_gettext("Write the name in plain text."),
    "state": lazy_gettext("Choose the State, or leave it out."),
    "body": lazy_gettext("Choose the body."),
    "number": lazy_gettext("Write the number of the session, such as 64."),
    "target": lazy_gettext("There is no such recipient."),
    "task": lazy_gettext("Write what is to be done in plain text, without a slash."),
    "weeks_from": lazy_gettext("Write a number of weeks, such as 4: no fewer than it is done by."),
    "weeks": lazy_gettext("Write a number of weeks, such as 2, or leave it out."),
    "day": lazy_gettext("Write the day as 2026-11-24, or the weeks, not both."),
    "done": lazy_gettext("Write the day as 2026-11-24: year, month, day."),
    "done_by": lazy_gettext("Write it in plain text."),
    "postal": lazy_gettext("Write the address in plain text, and not too long."),
    "email": lazy_gettext("Write one email address, such as mission@example.org, or leave it out."),
    "website": lazy_gettext("Write the address of the website in plain text."),
    "language": lazy_gettext("Write the name of the language in plain text."),
    "source": lazy_gettext(
        "Write where you have it from: a link or a document. Begin with a letter or a number."
    ),
    "as_of": lazy_gettext("Write the day of the source as 2026-11-24: year, month, day."),
    "confirmed": lazy_gettext("Write the day as 2026-11-24: year, month, day."),
    "note": lazy_gettext("Begin the note with a letter or a number, and do not make it too long."),
}
"""What to do about a value that the facts cannot take, a day among them that is typed as text."""
DAYS_MISTAKEN: Final = {
    "start": lazy_gettext("Enter the first day."),
    "end": lazy_gettext("Enter the last day. It cannot be before the first day."),
    "as_of": lazy_gettext("Enter the day of the source."),
    "confirmed": lazy_gettext("Enter the day."),
    "day": lazy_gettext("Enter the day, or the weeks, not both."),
    "done": lazy_gettext("Enter the day."),
}
"""What to do about a day where the browser shows its calendar, in which it has its own order."""
OFFICES: Final = {
    TargetKind.HIGH_COMMISSIONER: lazy_gettext("High Commissioner for Human Rights"),
    TargetKind.COUNCIL: lazy_gettext("President of the Human Rights Council"),
    TargetKind.COMMITTEE: lazy_gettext("Chair of the Third Committee"),
}
BODIES: Final = {
    TargetKind.COUNCIL: lazy_gettext("Human Rights Council"),
    TargetKind.COMMITTEE: lazy_gettext("Third Committee of the General Assembly"),
}
TASKS: Final = {
    "letters": lazy_gettext("Letters by email arrive"),
    "written-statements": lazy_gettext("Written statements are handed in"),
    "speakers-list": lazy_gettext("Ask for a place on the list of speakers"),
}
"""The tasks that come with the program; others are called as they are written."""
DAYS: Final = campaign_labels.DAYS | {"start", "end", "as_of", "confirmed", "day", "done"}
NUMBERS: Final = frozenset({"number", "weeks_from", "weeks"})
STATES: Final = frozenset({"code", "state"})
CHOICES: Final = {"office": OFFICES, "body": BODIES}
LONG: Final = {"postal": 6, "source": 2, "note": 4}
"""Columns that want more than a line, and how many."""
LINES: Final = frozenset({"postal"}) | campaign_labels.LINES
"""Columns whose lines have strokes between them."""
FIXED: Final = frozenset({"target"})
"""Columns that are not typed: one comes to the form from a list of what there is."""
BESIDE: Final = frozenset({"source", "as_of", "confirmed", "note"})
"""Columns that say something of a fact and are not the fact."""
KINDS: Final = {
    "new": lazy_gettext("New"),
    "changed": lazy_gettext("Changed"),
    "gone": lazy_gettext("Taken away"),
    "dated": lazy_gettext("The same, from another day or source"),
    "kept": lazy_gettext("Changed by hand, so they stay"),
}
"""What becomes of facts, in the order in which it is shown."""
CONCERNS: Final = {
    Concern.TERM_ENDS: lazy_gettext("the term in the Human Rights Council ends on %(day)s."),
    Concern.HOLDER_ENDS: lazy_gettext("the term of office ends on %(day)s."),
    Concern.NO_HOLDER: lazy_gettext(
        "nobody is known to hold the office since %(day)s. Letters name the office alone."
    ),
    Concern.HOLDER_OLD: lazy_gettext(
        "the term of office has no last day. Look whether the person of %(day)s still holds it."
    ),
    Concern.NO_SESSION: lazy_gettext(
        "no coming session has a date. Letters name its month by custom."
    ),
    Concern.UNDATED: lazy_gettext("nobody knows from when the address is."),
    Concern.OLD: lazy_gettext("the address is from %(day)s."),
}
"""Each stands after who or what it is about, and a colon."""
CLASHES: Final = {
    Clash.TERMS: lazy_gettext(
        "two terms at once. One begins on %(first)s, but the one before ends on %(second)s."
    ),
    Clash.HOLDERS: lazy_gettext(
        "two people at once. One begins on %(first)s, but the one before holds the office until "
        "%(second)s."
    ),
    Clash.SEATS: lazy_gettext(
        "the Human Rights Council would have %(first)s members. It has %(second)s seats."
    ),
    Clash.SESSIONS: lazy_gettext(
        "this session would open on %(first)s, before session %(second)s is over."
    ),
    Clash.VOTE: lazy_gettext(
        "this State voted on %(first)s, so it must have a term in the Human Rights Council that "
        "day."
    ),
    Clash.UNNAMED: lazy_gettext(
        "a launched campaign has to say who runs it and how to reach them. Correct that instead of "
        "undoing it."
    ),
}
"""The words for facts that clash; each speaks of the two values that do not go together."""
CLASHING: Final = {
    Clash.TERMS: "code",
    Clash.VOTE: "code",
    Clash.SEATS: "start",
    Clash.HOLDERS: "office",
    Clash.SESSIONS: "number",
    Clash.UNNAMED: "campaign",
}
"""The column of who or what facts clash about."""


def column(sheet: FactTable, name: str) -> str:
    """Return what a column is called."""
    if sheet.is_of_campaign and name in campaign_labels.COLUMNS:
        return str(campaign_labels.COLUMNS[name])
    return str(COLUMNS[name])


def label_of(sheet: FactTable) -> Sequence[str]:
    """Return the columns that are a sheet's facts, without names and what is beside them."""
    return [name for name in sheet.columns if name not in {*sheet.named_by, *BESIDE}]


def in_table(sheet: FactTable, facts: Sequence[Fact]) -> Sequence[str]:
    """Return the columns that a table shows after what each fact is about: none that is empty."""
    return [
        name
        for name in sheet.columns[1:]
        if name not in BESIDE and any(each.row[name] for each in facts)
    ]


def urgency(days: int) -> str:
    """Return in how many days a fact fails, or that it has."""
    if days <= 0:
        return gettext("now")
    return ngettext("in %(num)d day", "in %(num)d days", days)


def mistake(name: str, typed: str | None) -> str:
    """Return what to do about a value, in the format in which its field shows it."""
    return str(DAYS_MISTAKEN[name] if name in DAYS_MISTAKEN and is_day(typed) else MISTAKES[name])


def is_needed(sheet: FactTable, name: str) -> bool:
    """Say whether a form wants something in a column."""
    return name == "as_of" or name in sheet.needed


def is_day(text: str | None) -> bool:
    """Say whether a browser's calendar can show what was typed: it would drop anything else."""
    return not text or day(text) is not None


def day(text: str) -> date | None:
    """Return a day that is written as facts have it, None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
