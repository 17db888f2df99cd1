"""What was counted: totals, charts and tables, to look at and to take away."""

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
from campaign.model.tally import Dimension
from campaign.web.database import db
from campaign.web.organizers import downloads
from campaign.web.organizers.counts import tables
from campaign.web.organizers.forms import EARLIEST, DayField, OrganizerForm, not_to_come
from campaign.web.services import services

pages = Blueprint("counts", __name__)

LONG: Final = {"target-by-day": Dimension.TARGET, "ask-by-day": Dimension.ASK}
"""Tables with a row for each count of each day: to take away only."""
SHOWN: Final = ("day", "target", "ask", "country", "language", "on-paper")
PICTURES: Final = {
    "svg": (charts.as_svg, "image/svg+xml"),
    "png": (charts.as_png, "image/png"),
}


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
        names=tables.WAYS,
        meanings=tables.MEANINGS,
        titles=tables.TITLES,
        tables={
            name: tables.on_page(name, tables.table(name, campaign, found, services.now(), ways))
            for name in SHOWN
        },
        missing=[tables.named(campaign, target, found.span.last) for target in found.none],
        days=_days(form) if is_right else {},
        on_paper=sum_up(found.on_paper),
    )
    return page, 200 if is_right else 422


@pages.get("/<slug>/by-day/<way>.<any(svg, png):picture>")
def chart(slug: str, way: str, picture: str) -> ResponseReturnValue:
    """Draw how often one thing happened on each day."""
    campaign, form = services.campaign(slug), _right()
    if way not in list(Way):
        abort(404)
    span = actions.span_of(db.session, campaign, today=services.today(), **_span(form))
    draw, mimetype = PICTURES[picture]
    days = actions.course(db.session, campaign, Way(way), span)
    return Response(draw(days), mimetype=mimetype)


@pages.get("/<slug>/by-<table>.<any(csv, json, xlsx):form>")
def download(slug: str, table: str, form: str) -> ResponseReturnValue:
    """Give a table as a file."""
    campaign, days = services.campaign(slug), _right()
    if table not in tables.TITLES:
        abort(404)
    name = f"{services.now():%Y-%m-%d}-{slug}-by-{table}"
    return downloads.sent(_table(campaign, table, days), form, name)


def _table(campaign: Campaign, name: str, form: DaysForm) -> Table:
    if name not in LONG:
        return tables.table(name, campaign, _look(campaign, form), services.now())
    span = actions.span_of(db.session, campaign, today=services.today(), **_span(form))
    counts = actions.each_day(db.session, campaign, LONG[name], span)
    return tables.long_table(name, campaign, counts, span, services.now())


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
