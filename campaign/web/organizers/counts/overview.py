"""What was counted: totals, charts and tables, to look at and to take away."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from wtforms import Field, ValidationError
from wtforms.validators import Optional

from campaign.actions import count_overview as actions
from campaign.actions.counts import sum_up
from campaign.model.letter import Way
from campaign.model.statement import Campaign
from campaign.model.table import Table
from campaign.model.tally import CountTable, LetterSteps
from campaign.web.database import db
from campaign.web.organizers import downloads
from campaign.web.organizers.counts import book, labels, names, tables
from campaign.web.organizers.forms import EARLIEST, DayField, OrganizerForm, not_to_come
from campaign.web.services import services

pages = Blueprint("counts", __name__)

GROUPS: Final = {
    lazy_gettext("Checked"): [Way.PREPARED],
    lazy_gettext("Taken away"): [way for way in labels.WAYS if way.is_taken],
    lazy_gettext("People said"): [way for way in labels.WAYS if way.is_said],
}
"""The totals, in the order of a letter's way."""
FIRST: Final = {
    CountTable.STEPS_BY_DAY: 14,
    CountTable.DAY: 14,
    CountTable.TARGET: 10,
    CountTable.ANSWERS: 10,
}
"""How many rows of long tables are seen at once; the rest unfolds."""
MOST_DAYS: Final = 92
"""How many days a page lists: a quarter of a year. The workbook has all."""
SPANS: Final = {
    lazy_gettext("Yesterday"): (1, 1),
    lazy_gettext("Last 7 days"): (7, 1),
    lazy_gettext("Last 28 days"): (28, 1),
}
"""Days that are often looked at: the first and the last, in days before today."""


@dataclass(frozen=True, slots=True)
class Bars:
    """A figure of each day, as bars, out of `top`."""

    name: str
    figure: int | None
    days: Sequence[tuple[date, int]]
    top: int

    @property
    def highest(self) -> tuple[date, int]:
        """The day with most, and how many."""
        return max(self.days, key=lambda each: each[1])

    @property
    def lowest(self) -> int:
        """The least of a day."""
        return min(times for _, times in self.days)


class DaysForm(OrganizerForm):
    """From when to when one looks; it stays in the address."""

    since = DayField(lazy_gettext("From"), name="from", validators=[Optional()])
    until = DayField(lazy_gettext("To"), name="to", validators=[Optional()])

    def __init__(self) -> None:
        """Read the address."""
        super().__init__(formdata=request.args)

    def validate_since(self, field: Field) -> None:
        """Want a day of this century."""
        if field.data and field.data < EARLIEST:
            raise ValidationError(gettext("Choose a day after 1999."))

    def validate_until(self, field: Field) -> None:
        """Want the end not to come before the beginning."""
        if field.data is None:
            return
        if field.data < (self.since.data or EARLIEST):
            raise ValidationError(gettext("The last day is before the first. Change one of them."))
        not_to_come(self, field)


@pages.get("/<slug>/")
def overview(slug: str) -> ResponseReturnValue:
    """Show all that was counted, of some days or of all."""
    campaign, form = services.campaign(slug), DaysForm()
    is_right = form.validate()
    found = _look(campaign, form if is_right else None)
    made = tables.tables_of(found, campaign)
    by_week = {name: tables.without_unrecorded(made[name]) for name in _with_blanks(made)}
    page = render_template(
        "organizers/counts/overview.html",
        shown=campaign,
        form=form,
        found=found,
        groups=GROUPS,
        names=labels.IN_ALL,
        meanings=labels.MEANINGS,
        titles=labels.TITLES,
        tables={**made, **{name: table for name, (table, _) in by_week.items()}},
        unrecorded={name: heads for name, (_, heads) in by_week.items()},
        first=FIRST,
        most_days=MOST_DAYS,
        bars=_bars(found),
        said=book,
        missing=[names.named(campaign, target, found.span.last) for target in found.none],
        days=_days(form) if is_right else {},
        spans=_spans(),
        on_paper=sum_up(found.tables[CountTable.ON_PAPER]),
    )
    return page, 200 if is_right else 422


@pages.get(f"/<slug>/counts.<{downloads.FORMS}:form>")
def download(slug: str, form: str) -> ResponseReturnValue:
    """Give all tables of some days."""
    campaign, days = services.campaign(slug), _right()
    made = book.book_of(_look(campaign, days), campaign, services.now())
    return downloads.sent(made, form, f"{services.now():%Y-%m-%d}-{slug}-counts")


@pages.get(f"/<slug>/by-<{downloads.any_of(book.LONG)}:table>.<{downloads.FORMS}:form>")
def download_long(slug: str, table: str, form: str) -> ResponseReturnValue:
    """Give a long table, with a row for each count of each day, having read no other."""
    campaign, days, now = services.campaign(slug), _right(), services.now()
    span = actions.span_of(db.session, campaign, today=services.today(), **_span(days))
    counts = actions.each_day(db.session, campaign, CountTable(table), span)
    made = tables.long_table(CountTable(table), campaign, counts, span)
    name = f"{now:%Y-%m-%d}-{slug}-by-{table}"
    return downloads.sent(book.long_book(campaign, made, span, now), form, name)


def _with_blanks(made: Mapping[CountTable, Table]) -> Iterable[CountTable]:
    return (name for name in made if not name.has_outcomes)


def _bars(found: actions.CountOverview) -> Sequence[Bars]:
    """Return each step of the way by day, and how many of 100 were taken."""
    days, steps = found.days, found.steps
    if not days:
        return []

    def bars(name: str, figure: int | None, of: Callable[[LetterSteps], int | None]) -> Bars:
        counted = [(day, of(each) or 0) for day, each in days.items()]
        return Bars(name, figure, counted, max(1, *(times for _, times in counted)))

    return [
        bars(gettext("Checked"), steps.checked, lambda each: each.checked),
        bars(gettext("Taken"), steps.taken, lambda each: each.taken),
        bars(gettext("Said to be sent"), steps.said_sent, lambda each: each.said_sent),
        bars(
            gettext("Taken per 100 checked"), steps.taken_per_100, lambda each: each.taken_per_100
        ),
    ]


def _spans() -> Mapping[object, Mapping[str, str]]:
    """Return the days that are often looked at, as they are in an address."""
    today = services.today()
    return {
        name: {
            "from": (today - timedelta(days=first)).isoformat(),
            "to": (today - timedelta(days=last)).isoformat(),
        }
        for name, (first, last) in SPANS.items()
    }


def _look(campaign: Campaign, form: DaysForm | None) -> actions.CountOverview:
    span = _span(form) if form else {"since": None, "until": None}
    return actions.overview_of(db.session, campaign, today=services.today(), **span)


def _right() -> DaysForm:
    """Return the days of a picture or file, of which nothing can be said beside it."""
    form = DaysForm()
    if not form.validate():
        abort(422)
    return form


def _span(form: DaysForm) -> dict[str, date | None]:
    return {"since": form.since.data, "until": form.until.data}


def _days(form: DaysForm) -> dict[str, str]:
    """Return what keeps the days in the links of a page."""
    return {field.name: field.data.isoformat() for field in form if field.data}
