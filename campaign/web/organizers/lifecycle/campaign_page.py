"""A campaign's page: how it stands and what is left to do; its days, and the notice on top."""

from functools import partial

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from campaign.actions.lifecycle import edits, stages, texts
from campaign.catalogue.lifecycle import rows_of
from campaign.errors import NotReady
from campaign.model.facts import FactTable
from campaign.model.lifecycle import StopKind
from campaign.model.organizer import Role
from campaign.rules import launch_checklist
from campaign.web.database import db
from campaign.web.organizers.lifecycle import launch_steps as steps
from campaign.web.organizers.lifecycle.detail_forms import FORMS
from campaign.web.organizers.lifecycle.forms import DatesForm, NoticeForm, in_languages
from campaign.web.organizers.lifecycle.saving import (
    back,
    edit_by,
    saved,
    seen_fingerprint,
    was_looked_at,
)
from campaign.web.organizers.permits import me
from campaign.web.services import services

pages = Blueprint("campaign_page", __name__)


@pages.get("/<slug>/campaign")
def show_campaign(slug: str) -> ResponseReturnValue:
    """Show how a campaign stands, and all that can be done with it."""
    campaign = services.latest_campaign(slug)
    risks = rows_of(services.latest().sheets, FactTable.RISKS, slug)
    return render_template(
        "organizers/lifecycle/campaign.html",
        shown=campaign,
        owns=me().organizer.role.covers(Role.OWNER),
        can={how: stages.may_stop_campaign(campaign, how, services.today()) for how in StopKind},
        path=steps.steps_of(campaign),
        forms=FORMS,
        seen=seen_fingerprint(slug, NoticeForm),
        known=launch_checklist.asks_to_confirm(campaign),
        risks=[row for row in risks.values() if row["language"] in campaign.written],
        sources=rows_of(services.latest().sheets, FactTable.NONE_KNOWN, slug),
        made=edits.change_stamps(db.session, slug),
    )


@pages.get("/<slug>/campaign/dates")
def show_dates(slug: str) -> ResponseReturnValue:
    """Ask for the first and the last day."""
    campaign = services.latest_campaign(slug)
    if campaign.has_closed(services.today()):
        raise NotReady
    days = {"opens": campaign.opens, "closes": campaign.closes}
    return _dates_page(slug, DatesForm(data={"seen": seen_fingerprint(slug, DatesForm), **days}))


@pages.post("/<slug>/campaign/dates")
def set_dates(slug: str) -> ResponseReturnValue:
    """Set them."""
    form = DatesForm()
    act = partial(
        stages.set_dates, opens=form.opens.data, closes=form.closes.data, on=services.today()
    )
    return saved(slug, form, partial(_dates_page, slug, form), act)


@pages.get("/<slug>/campaign/notice")
def show_notice(slug: str) -> ResponseReturnValue:
    """Let a notice be written, or changed."""
    campaign = services.latest_campaign(slug)
    up = campaign.notice
    until = up.until if up else None
    form = in_languages(
        NoticeForm,
        campaign,
        up.texts if up else {},
        seen=seen_fingerprint(slug, NoticeForm),
        until=until,
    )
    return _notice_page(slug, form)


@pages.post("/<slug>/campaign/notice")
def put_up_notice(slug: str) -> ResponseReturnValue:
    """Show the notice as supporters will see it; then put it up."""
    form = in_languages(NoticeForm, services.latest_campaign(slug))
    page = partial(_notice_page, slug, form)
    if request.form.get("step") != "keep":
        return was_looked_at(form, page)
    return saved(
        slug, form, page, partial(texts.put_up_notice, texts=form.texts(), until=form.until.data)
    )


@pages.post("/<slug>/campaign/notice/down")
def take_down_notice(slug: str) -> ResponseReturnValue:
    """Take the notice down."""
    form = in_languages(NoticeForm, services.latest_campaign(slug))
    texts.take_down_notice(db.session, services.shipped, edit_by(slug, form))
    return back(slug)


def _dates_page(slug: str, form: DatesForm) -> str:
    return render_template(
        "organizers/lifecycle/dates.html", shown=services.latest_campaign(slug), form=form
    )


def _notice_page(slug: str, form: NoticeForm, *, looking: bool = False) -> str:
    campaign = services.latest_campaign(slug)
    return render_template(
        "organizers/lifecycle/notice.html", shown=campaign, form=form, looking=looking
    )
