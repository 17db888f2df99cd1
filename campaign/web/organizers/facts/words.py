"""The words for facts: what sheets and columns are called, what goes wrong, what is stale."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from flask_babel import format_date, gettext, lazy_gettext, ngettext
from markupsafe import Markup, escape

from campaign.catalogue import targets
from campaign.catalogue.upkeep import Concern, Stale
from campaign.errors import Clash, Complaint
from campaign.model.facts import Difference, Row, Sheet
from campaign.model.language import Kind
from campaign.model.statement import Campaign
from campaign.web.locale import folded, words
from campaign.web.look import body_of_one, in_language
from campaign.web.organizers.facts import of_campaigns

SHEETS: Final = {
    Sheet.MEMBERS: lazy_gettext("Members of the Human Rights Council"),
    Sheet.OFFICERS: lazy_gettext("Who holds an office"),
    Sheet.SESSIONS: lazy_gettext("Sessions"),
    Sheet.ADDRESSES: lazy_gettext("Addresses"),
    **of_campaigns.SHEETS,
}
ADD: Final = {
    Sheet.MEMBERS: lazy_gettext("Add a State’s term"),
    Sheet.OFFICERS: lazy_gettext("Add who holds an office"),
    Sheet.SESSIONS: lazy_gettext("Add a session"),
    Sheet.ADDRESSES: lazy_gettext("Add an address"),
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
    "source": lazy_gettext(
        "Where you have it from: a link or a document, so that others can check."
    ),
    "as_of": lazy_gettext("The day on which the source said so."),
    "note": lazy_gettext("For other organizers. It is not printed."),
}
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
"""What to do about a value that the facts cannot take."""
OFFICES: Final = {
    Kind.HIGH_COMMISSIONER: lazy_gettext("High Commissioner for Human Rights"),
    Kind.COUNCIL: lazy_gettext("President of the Human Rights Council"),
    Kind.COMMITTEE: lazy_gettext("Chair of the Third Committee"),
}
BODIES: Final = {
    Kind.COUNCIL: lazy_gettext("Human Rights Council"),
    Kind.COMMITTEE: lazy_gettext("Third Committee of the General Assembly"),
}
DAYS: Final = frozenset({"start", "end", "as_of", "confirmed"}) | of_campaigns.DAYS
STATES: Final = frozenset({"code", "state"})
CHOICES: Final = {"office": OFFICES, "body": BODIES}
LONG: Final = {"postal": 6, "source": 2, "note": 4}
"""Columns that want more than a line, and how many."""
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
    Concern.NO_SESSION: lazy_gettext(
        "no coming session has a date. Letters say “its next session”."
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
}
"""The same; each speaks of the two values that do not go together."""
CLASHING: Final = {
    Clash.TERMS: "code",
    Clash.VOTE: "code",
    Clash.SEATS: "start",
    Clash.HOLDERS: "office",
    Clash.SESSIONS: "number",
}
"""The column of who or what facts clash about."""


PLACE: Final = re.compile(r"(line|entry) (\d+)")
PLACES: Final = {
    "line": lazy_gettext("Line %(number)s"),
    "entry": lazy_gettext("Entry %(number)s"),
}
"""Where in a file something is wrong."""


class Speaker:
    """Says values of facts in the language of the page, or marks the language they are in."""

    def __init__(self, campaign: Campaign) -> None:
        """Speak as a campaign's texts do of States."""
        self.language, _ = words(campaign)
        self._marks = in_language(self.language)
        self._targets = targets.every(campaign)

    def knows(self, target: str) -> bool:
        """Say whether there is such a recipient, in any year."""
        return target in self._targets

    def plain(self, column: str, text: str) -> str:
        """Return a value as it is read, to search and sort by."""
        if column in STATES and text in self.language.states:
            return self.language.states[text].name
        if column == "target" and text in self._targets:
            return self._named(self._targets[text].state or "", self._targets[text].kind)
        named: Mapping[Any, Any] = CHOICES.get(column, {})
        return str(named.get(text, text))

    def value(self, column: str, text: str) -> Markup:
        """Return a value as it is shown."""
        if column in DAYS:
            return escape(self._plain_day(text))
        if column == "number":
            return escape(text)
        if column in STATES and text in self.language.states:
            return self.state(text)
        if column == "target" and text in self._targets:
            return self._target(text)
        if column in CHOICES and text in set(Kind):
            return escape(self.plain(column, text))
        lines = Markup("<br>").join(
            line.strip() for line in text.split("|" if column == "postal" else "\n")
        )
        return Markup('<bdi lang="und" dir="auto">{}</bdi>').format(lines)

    def in_line(self, column: str, text: str) -> Markup:
        """Return a value as it is shown where there is little room."""
        if column == "postal":
            return self.value("", text.replace(" | ", ", "))
        return self.value(column, text)

    def title(self, sheet: Sheet, row: Row) -> Markup:
        """Return what a fact is called."""
        return Markup(", ").join(self.value(name, row[name]) for name in sheet.named_by)

    def heading(self, sheet: Sheet, key: str) -> Markup:
        """Return what a fact is called of which only the key is known."""
        parts = key.split(" ", len(sheet.named_by) - 1)
        return self.title(sheet, dict(zip(sheet.named_by, parts, strict=False)))

    def state(self, code: str) -> Markup:
        """Return a State's name."""
        name = self.language.states[code].name if code in self.language.states else code
        marked = Markup("<span{}>{}</span>").format(self._marks, name)
        return marked if self._marks else escape(name)

    def concern(self, each: Stale) -> Markup:
        """Return why a fact is stale or soon will be."""
        if each.concern is Concern.SEATS_OPEN:
            return escape(
                ngettext(
                    "It is not known who has %(num)d of the Council’s seats in %(year)s.",
                    "It is not known who has %(num)d of the Council’s seats in %(year)s.",
                    each.number,
                    year=each.about,
                )
            )
        who = self.value(each.sheet.named_by[0], each.about)
        if each.concern is Concern.HOLDER_ENDS:
            who = Markup("{} ({})").format(who, self.value("name", each.name))
        day = self._plain_day(str(each.day))
        return Markup("{}: {}").format(who, str(CONCERNS[each.concern]) % {"day": day})

    def terms_end(self, number: int, day: date | None) -> Markup:
        """Return that the terms of several States end on one day."""
        return escape(
            ngettext(
                "The term of %(num)d State in the Human Rights Council ends on %(day)s. If it was "
                "elected again, add the next term:",
                "The terms of %(num)d States in the Human Rights Council end on %(day)s. If one "
                "was elected again, add its next term:",
                number,
                day=self._plain_day(str(day)),
            )
        )

    def clash(self, complaint: Complaint) -> Markup:
        """Return why facts do not agree; what has no words of ours is in the words of the files."""
        if complaint.clash is None:
            return Markup('<span lang="en" dir="ltr">{}</span>').format(complaint)
        who, *others = (*complaint.about, "")
        first, second = (self._plain_day(each) for each in others[:2])
        said = str(CLASHES[complaint.clash]) % {"first": first, "second": second}
        return Markup("{}: {}").format(self.value(CLASHING[complaint.clash], who), said)

    def fault(self, complaint: Complaint) -> Markup:
        """Return what is wrong in a file: where and what to do in our words, and in the file's."""
        told = str(complaint).removeprefix("file: ")
        said = Markup('<span class="quiet" lang="en" dir="ltr">{}</span>').format(told)
        if complaint.name not in MISTAKES or not (place := PLACE.fullmatch(complaint.key)):
            return said
        where = str(PLACES[place[1]]) % {"number": place[2]}
        column, what = COLUMNS[complaint.name], MISTAKES[complaint.name]
        return Markup("{}, {}: {}<br>{}").format(where, column, what, said)

    def _plain_day(self, text: str) -> str:
        """Return a day as it is read; what is none stays as it is."""
        return format_date(day, "d MMMM y") if (day := _day(text)) else text

    def _named(self, state: str, kind: Kind) -> str:
        name = self.language.states[state].name if state else ""
        return f"{name} {body_of_one(kind)}" if name else str(OFFICES[kind])

    def _target(self, slug: str) -> Markup:
        target = self._targets[slug]
        if target.state is None:
            return escape(str(OFFICES[target.kind]))
        return Markup("{}: {}").format(self.state(target.state), body_of_one(target.kind))


def column(sheet: Sheet, name: str) -> str:
    """Return what a column is called."""
    if sheet.is_of_campaign and name in of_campaigns.COLUMNS:
        return str(of_campaigns.COLUMNS[name])
    return str(COLUMNS[name])


def by_kind(found: Iterable[Difference], say: Speaker) -> Mapping[str, Sequence[Difference]]:
    """Return differences by what becomes of the facts, in the order of KINDS and of their names."""
    kinds: dict[str, list[Difference]] = {kind: [] for kind in KINDS}
    for each in sorted(found, key=lambda d: folded(say.heading(d.sheet, d.key).striptags())):
        is_dated = each.kind == "changed" and set(each.columns()) <= BESIDE
        kinds["dated" if is_dated else each.kind].append(each)
    return {kind: differences for kind, differences in kinds.items() if differences}


def told(sheet: Sheet) -> Sequence[str]:
    """Return the columns that are a sheet's facts, without names and what is beside them."""
    return [name for name in sheet.columns if name not in {*sheet.named_by, *BESIDE}]


def urgency(days: int) -> str:
    """Return in how many days a fact fails, or that it has."""
    if days <= 0:
        return gettext("now")
    return ngettext("in %(num)d day", "in %(num)d days", days)


def is_day(text: str | None) -> bool:
    """Say whether a browser's calendar can show what was typed: it would drop anything else."""
    return not text or _day(text) is not None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
