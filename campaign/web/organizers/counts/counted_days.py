"""Days of counts that were a machine's: taking them out, and putting them back."""

from datetime import date

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response
from wtforms import Field, HiddenField, StringField, ValidationError

from campaign.actions import count_moves as actions
from campaign.letter import clean
from campaign.model.statement import Campaign
from campaign.model.tally import CountMove
from campaign.web.database import db
from campaign.web.organizers.counts.labels import MARKS, WAYS
from campaign.web.organizers.forms import LONGEST, OrganizerForm, typed
from campaign.web.organizers.permits import me
from campaign.web.services import services

pages = Blueprint("counted_days", __name__)

ON_A_PAGE = 30
"""The days that one page lists."""


class ReasonForm(OrganizerForm):
    """Why counts are moved, and which of them were seen."""

    seen = HiddenField(default="")
    reason = StringField(lazy_gettext("Why"), filters=[clean.line], default="")

    def validate_reason(self, field: Field) -> None:
        """Want a reason that is no story."""
        if not field.data:
            raise ValidationError(gettext("Write why, for whoever reads the audit."))
        if len(typed(field)) > LONGEST:
            raise ValidationError(gettext("Write at most %(most)d characters.", most=LONGEST))


@pages.get("/<slug>/counted/")
def list_days(slug: str) -> ResponseReturnValue:
    """Show what was counted and marked on each day, and what was moved."""
    campaign = services.campaign(slug)
    days = actions.list_days(db.session, campaign, today=services.today())
    before = _day(request.args.get("before"))
    listed = [each for each in days if before is None or each.day < before]
    return render_template(
        "organizers/counts/counted-days.html",
        shown=campaign,
        listed=listed[:ON_A_PAGE],
        more=len(listed) > ON_A_PAGE,
        moves=actions.list_moves(db.session, campaign),
        names=WAYS,
        marks=MARKS,
    )


@pages.get("/<slug>/counted/day")
def show_day(slug: str) -> ResponseReturnValue:
    """Show what moving the counts of a day would do, before it is done."""
    return _day_page(services.campaign(slug), ReasonForm())


@pages.post("/<slug>/counted/day")
def move_day(slug: str) -> ResponseReturnValue:
    """Take the counts of a day out, or count in those that a rule marked."""
    campaign, form = services.campaign(slug), ReasonForm()
    day, marked = _asked_for()
    if not form.validate():
        return _day_page(campaign, form), 422
    move = CountMove(
        slug, day, marked, by=me().organizer.email, at=services.now(), reason=typed(form.reason)
    )
    actions.move_counts(db.session, campaign, move, seen=typed(form.seen))
    return _to_days(campaign)


@pages.get("/<slug>/counted/moves/<row:number>")
def show_move(slug: str, number: int) -> ResponseReturnValue:
    """Show what moving counts back would do, before it is done."""
    return _move_page(services.campaign(slug), number, ReasonForm())


@pages.post("/<slug>/counted/moves/<row:number>")
def undo_move(slug: str, number: int) -> ResponseReturnValue:
    """Move counts back."""
    campaign, form = services.campaign(slug), ReasonForm()
    if not form.validate():
        return _move_page(campaign, number, form), 422
    actions.undo_move(
        db.session,
        campaign,
        number,
        reason=typed(form.reason),
        by=me().organizer.email,
        at=services.now(),
    )
    return _to_days(campaign)


def _day_page(campaign: Campaign, form: ReasonForm) -> str:
    day, marked = _asked_for()
    found = actions.preview_move(db.session, campaign, day, marked, today=services.today())
    form.seen.data = actions.fingerprint(found.counted.ways)
    return _preview_page(campaign, form, found, takes_out=not marked)


def _move_page(campaign: Campaign, number: int, form: ReasonForm) -> str:
    move, found = actions.preview_undo(db.session, campaign, number)
    return _preview_page(campaign, form, found, takes_out=not move.takes_out, move=move)


def _preview_page(
    campaign: Campaign,
    form: ReasonForm,
    found: actions.MovePreview,
    *,
    takes_out: bool,
    move: CountMove | None = None,
) -> str:
    return render_template(
        "organizers/counts/move.html",
        shown=campaign,
        form=form,
        found=found,
        takes_out=takes_out,
        move=move,
        names=WAYS,
        marks=MARKS,
    )


def _asked_for() -> tuple[date, str]:
    """Return the day in the address, and how its counts are marked."""
    return _day(request.args.get("day")) or abort(404), request.args.get("marked", "")


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _to_days(campaign: Campaign) -> Response:
    return redirect(url_for("counted_days.list_days", slug=campaign.slug), 303)
