"""A campaign's page: how it stands and what is left to do; its days, and the notice on top."""

from functools import partial

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from campaign.actions import running as actions
from campaign.catalogue import checklist
from campaign.catalogue.running import rows_of
from campaign.errors import NotReady
from campaign.model.facts import Sheet
from campaign.model.organizer import Role
from campaign.model.running import Stopped
from campaign.store import db
from campaign.web.desk import desk
from campaign.web.organizers.permits import me
from campaign.web.organizers.running import needs
from campaign.web.organizers.running.forms import DatesForm, NoticeForm, in_languages
from campaign.web.organizers.running.saving import back, hand, looked_at, saved, seen

pages = Blueprint("running", __name__)


@pages.get("/<slug>/campaign")
def running(slug: str) -> ResponseReturnValue:
    """Show how a campaign stands, and all that can be done with it."""
    campaign = desk.latest_campaign(slug)
    risks = rows_of(desk.latest().sheets, Sheet.RISKS, slug)
    return render_template(
        "organizer/campaign.html",
        shown=campaign,
        owns=me().organizer.role.covers(Role.OWNER),
        can={how: actions.may_stop(campaign, how, desk.today()) for how in Stopped},
        lines=needs.lines(campaign),
        seen=seen(slug, NoticeForm),
        known=checklist.uncertain(campaign),
        risks=[row for row in risks.values() if row["language"] in campaign.languages],
        sources=rows_of(desk.latest().sheets, Sheet.NONE_KNOWN, slug),
        made=actions.made(db.session, slug),
    )


@pages.get("/<slug>/campaign/dates")
def dates(slug: str) -> ResponseReturnValue:
    """Ask for the first and the last day."""
    campaign = desk.latest_campaign(slug)
    if campaign.has_closed(desk.today()):
        raise NotReady
    days = {"opens": campaign.opens, "closes": campaign.closes}
    return _dates_page(slug, DatesForm(data={"seen": seen(slug, DatesForm), **days}))


@pages.post("/<slug>/campaign/dates")
def set_dates(slug: str) -> ResponseReturnValue:
    """Set them."""
    form = DatesForm()
    act = partial(
        actions.set_dates, opens=form.opens.data, closes=form.closes.data, on=desk.today()
    )
    return saved(slug, form, partial(_dates_page, slug, form), act)


@pages.get("/<slug>/campaign/notice")
def notice(slug: str) -> ResponseReturnValue:
    """Let a notice be written, or changed."""
    campaign = desk.latest_campaign(slug)
    up = campaign.notice
    until = up.until if up else None
    form = in_languages(
        NoticeForm, campaign, up.texts if up else {}, seen=seen(slug, NoticeForm), until=until
    )
    return _notice_page(slug, form)


@pages.post("/<slug>/campaign/notice")
def put_up(slug: str) -> ResponseReturnValue:
    """Show the notice as supporters will see it; then put it up."""
    form = in_languages(NoticeForm, desk.latest_campaign(slug))
    page = partial(_notice_page, slug, form)
    if request.form.get("step") != "keep":
        return looked_at(form, page)
    return saved(
        slug, form, page, partial(actions.put_up, texts=form.texts(), until=form.until.data)
    )


@pages.post("/<slug>/campaign/notice/down")
def take_down(slug: str) -> ResponseReturnValue:
    """Take the notice down."""
    form = in_languages(NoticeForm, desk.latest_campaign(slug))
    actions.take_down(db.session, desk.shipped, hand(slug, form))
    return back(slug)


def _dates_page(slug: str, form: DatesForm) -> str:
    return render_template("organizer/dates.html", shown=desk.latest_campaign(slug), form=form)


def _notice_page(slug: str, form: NoticeForm, *, looking: bool = False) -> str:
    campaign = desk.latest_campaign(slug)
    return render_template("organizer/notice.html", shown=campaign, form=form, looking=looking)
