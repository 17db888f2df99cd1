"""What was counted: totals, charts and tables, to look at and to take away."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from wtforms import Field, ValidationError
from wtforms.validators import Optional

from campaign.actions import count_overview as actions
from campaign.actions.counts import sum_up
from campaign.exports import chart as charts
from campaign.model.letter import Way
from campaign.model.statement import Campaign
from campaign.model.table import Table
from campaign.model.tally import CountTable
from campaign.web.database import db
from campaign.web.organizers import downloads
from campaign.web.organizers.counts import labels, tables
from campaign.web.organizers.forms import EARLIEST, DayField, OrganizerForm, not_to_come
from campaign.web.services import services

pages = Blueprint("counts", __name__)

SHOWN: Final = [each for each in CountTable if each is not CountTable.WAY and not each.is_long]
"""Tables on the page, under the totals."""
PICTURES: Final = {
    "svg": (charts.as_svg, "image/svg+xml"),
    "png": (charts.as_png, "image/png"),
}


def _any(choices: Iterable[str]) -> str:
    """Return what takes only these in an address."""
    return "any({})".format(", ".join(f'"{each}"' for each in choices))


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
    ways = tables.used(found)
    page = render_template(
        "organizers/counts/overview.html",
        shown=campaign,
        form=form,
        found=found,
        ways=ways,
        names=labels.WAYS,
        meanings=labels.MEANINGS,
        titles={name: entry.title for name, entry in tables.TABLES.items()},
        tables={name: _on_page(name, campaign, found, ways) for name in SHOWN},
        missing=[tables.named(campaign, target, found.span.last) for target in found.none],
        days=_days(form) if is_right else {},
        on_paper=sum_up(found.tables[CountTable.ON_PAPER]),
    )
    return page, 200 if is_right else 422


@pages.get(f"/<slug>/by-day/<{_any(Way)}:way>.<{_any(PICTURES)}:picture>")
def chart(slug: str, way: str, picture: str) -> ResponseReturnValue:
    """Draw how often one thing happened on each day."""
    campaign, form = services.campaign(slug), _right()
    span = actions.span_of(db.session, campaign, today=services.today(), **_span(form))
    draw, mimetype = PICTURES[picture]
    days = actions.course(db.session, campaign, Way(way), span)
    return Response(draw(days), mimetype=mimetype)


@pages.get(f"/<slug>/by-<{_any(CountTable)}:table>.<{_any(downloads.TYPES)}:form>")
def download(slug: str, table: str, form: str) -> ResponseReturnValue:
    """Give a table as a file."""
    campaign, days = services.campaign(slug), _right()
    name = f"{services.now():%Y-%m-%d}-{slug}-by-{table}"
    return downloads.sent(_table(campaign, CountTable(table), days), form, name)


def _table(campaign: Campaign, name: CountTable, form: DaysForm) -> Table:
    """Return a table of some days, having read no other."""
    today, now = services.today(), services.now()
    span = actions.span_of(db.session, campaign, today=today, **_span(form))
    if name.is_long:
        counts = actions.each_day(db.session, campaign, name, span)
        return tables.long_table(name, campaign, counts, span, now)
    figures = actions.read_table(db.session, campaign, name, span, today=today)
    return tables.table(name, campaign, figures, span, now)


def _on_page(
    name: CountTable, campaign: Campaign, found: actions.CountOverview, ways: Sequence[Way]
) -> tables.ShownTable:
    made = tables.table(name, campaign, found.tables[name], found.span, services.now(), ways)
    return tables.on_page(name, made)


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
