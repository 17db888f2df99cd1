"""Says facts in the language of the page: values, what goes wrong with them, what is stale."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from flask_babel import gettext, lazy_gettext, ngettext
from markupsafe import Markup, escape

from campaign.errors import Complaint
from campaign.model.facts import Difference, FactTable, Row
from campaign.model.language import TargetKind
from campaign.model.statement import Campaign
from campaign.rules import targets
from campaign.rules.session_tasks import PlannedTask
from campaign.rules.staleness import Concern, Stale
from campaign.web.locale import fold, page_texts, say_day
from campaign.web.organizers.facts import labels as named
from campaign.web.template_helpers import body_of_one, in_language

PLACE: Final = re.compile(r"(row|entry) (\d+)")
PLACES: Final = {
    "row": lazy_gettext("Row %(number)s"),
    "entry": lazy_gettext("Entry %(number)s"),
}
"""Where in a file something is wrong."""


class FactFormatter:
    """Says values of facts in the language of the page, or marks the language they are in."""

    def __init__(self, campaign: Campaign) -> None:
        """Speak as a campaign's texts do of States."""
        self.language, _ = page_texts(campaign)
        self._marks = in_language(self.language)
        self._targets = targets.all_targets(campaign)

    def knows(self, target: str) -> bool:
        """Say whether there is such a recipient, in any year."""
        return target in self._targets

    def plain(self, column: str, text: str) -> str:
        """Return a value as it is read, to search and sort by."""
        if column in named.STATES and text in self.language.states:
            return self.language.states[text].name
        if column == "target" and text in self._targets:
            return self._named(self._targets[text].state or "", self._targets[text].kind)
        if column == "task":
            return str(named.TASKS.get(text, text))
        choices: Mapping[Any, Any] = named.CHOICES.get(column, {})
        return str(choices.get(text, text))

    def value(self, column: str, text: str) -> Markup:
        """Return a value as it is shown."""
        if column in named.DAYS:
            return escape(self._plain_day(text))
        if column in named.NUMBERS:
            return escape(text)
        if column in named.STATES and text in self.language.states:
            return self.state(text)
        if column == "target" and text in self._targets:
            return self._target(text)
        if text in (named.TASKS if column == "task" else named.CHOICES.get(column, ())):
            return escape(self.plain(column, text))
        lines = Markup("<br>").join(
            line.strip() for line in text.split("|" if column in named.LINES else "\n")
        )
        return Markup('<bdi lang="und" dir="auto">{}</bdi>').format(lines)

    def in_line(self, column: str, text: str) -> Markup:
        """Return a value as it is shown where there is little room."""
        if column == "postal":
            return self.value("", text.replace(" | ", ", "))
        return self.value(column, text)

    def title(self, sheet: FactTable, row: Row) -> Markup:
        """Return what a fact is called."""
        return Markup(", ").join(self.value(n, row[n]) for n in sheet.named_by if row[n])

    def heading(self, sheet: FactTable, key: str) -> Markup:
        """Return what a fact is called of which only the key is known."""
        parts = key.split(" ", len(sheet.named_by) - 1)
        return self.title(sheet, dict(zip(sheet.named_by, parts, strict=False)))

    def by_kind(self, found: Iterable[Difference]) -> Mapping[str, Sequence[Difference]]:
        """Return differences by what becomes of the facts, as KINDS has them, each by name."""
        kinds: dict[str, list[Difference]] = {kind: [] for kind in named.KINDS}
        for each in sorted(found, key=lambda d: fold(self.heading(d.sheet, d.key).striptags())):
            is_dated = each.kind == "changed" and set(each.columns()) <= named.BESIDE
            kinds["dated" if is_dated else each.kind].append(each)
        return {kind: differences for kind, differences in kinds.items() if differences}

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
        return Markup("{}: {}").format(who, str(named.CONCERNS[each.concern]) % {"day": day})

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

    def session_task(self, planned: PlannedTask, session: str) -> Markup:
        """Return what is to be done, before which session and by when."""
        what = self.value("task", planned.task.task)
        return Markup("{}: {} ({})").format(what, session, self.task_days(planned))

    def task_days(self, planned: PlannedTask) -> str:
        """Return the days in which something is to be done, and whether they are about right."""
        if not planned.first or not planned.last:
            return gettext("no day is set")
        first, last = self._plain_day(str(planned.first)), self._plain_day(str(planned.last))
        if planned.first == planned.last:
            said = gettext("about %(last)s") if planned.is_about else gettext("by %(last)s")
        elif planned.is_about:
            said = gettext("about %(first)s to %(last)s")
        else:
            said = gettext("%(first)s to %(last)s")
        return said % {"first": first, "last": last}

    def clash(self, complaint: Complaint) -> Markup:
        """Return why facts do not agree; what has no words of ours is in the words of the files."""
        if complaint.clash is None:
            return Markup('<span lang="en" dir="ltr">{}</span>').format(complaint)
        who, *others = (*complaint.about, "")
        first, second = (self._plain_day(each) for each in others[:2])
        said = str(named.CLASHES[complaint.clash]) % {"first": first, "second": second}
        return Markup("{}: {}").format(self.value(named.CLASHING[complaint.clash], who), said)

    def fault(self, complaint: Complaint) -> Markup:
        """Return what is wrong in a file: where and what to do in our words, and in the file's."""
        told = str(complaint).removeprefix("file: ")
        said = Markup('<span class="quiet" lang="en" dir="ltr">{}</span>').format(told)
        if complaint.name not in named.MISTAKES or not (place := PLACE.fullmatch(complaint.key)):
            return said
        where = str(PLACES[place[1]]) % {"number": place[2]}
        column, what = named.COLUMNS[complaint.name], named.MISTAKES[complaint.name]
        return Markup("{}, {}: {}<br>{}").format(where, column, what, said)

    def _plain_day(self, text: str) -> str:
        """Return a day as it is read; what is none stays as it is."""
        return say_day(day) if (day := named.day(text)) else text

    def _named(self, state: str, kind: TargetKind) -> str:
        name = self.language.states[state].name if state else ""
        return f"{name} {body_of_one(kind)}" if name else str(named.OFFICES[kind])

    def _target(self, slug: str) -> Markup:
        target = self._targets[slug]
        if target.state is None:
            return escape(str(named.OFFICES[target.kind]))
        return Markup("{}: {}").format(self.state(target.state), body_of_one(target.kind))
