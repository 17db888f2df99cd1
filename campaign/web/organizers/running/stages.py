"""Launching, pausing, closing and going on: what only owners do, each on a page of its own."""

from functools import partial
from typing import Final

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from campaign.actions import running as actions
from campaign.catalogue import upkeep
from campaign.errors import NotReady
from campaign.model.running import Stopped
from campaign.web.desk import desk
from campaign.web.organizers.running import needs
from campaign.web.organizers.running.forms import LaunchForm, ReopenForm, StopForm, in_languages
from campaign.web.organizers.running.saving import saved, seen

pages = Blueprint("stages", __name__)

HOW: Final = {"pause": Stopped.PAUSED, "close": Stopped.CLOSED}


@pages.get("/<slug>/campaign/launch")
def launching(slug: str) -> ResponseReturnValue:
    """Say what launching does, and what is not done yet."""
    campaign = desk.latest_campaign(slug)
    if campaign.launched:
        raise NotReady
    todo = needs.open_lines(campaign)
    form = LaunchForm(complete=not todo, data={"seen": seen(slug, LaunchForm)})
    return _launch_page(slug, form)


@pages.post("/<slug>/campaign/launch")
def launch(slug: str) -> ResponseReturnValue:
    """Launch."""
    form = LaunchForm(complete=not needs.open_lines(desk.latest_campaign(slug)))
    act = partial(actions.launch, on=desk.today())
    return saved(slug, form, partial(_launch_page, slug, form), act)


@pages.get("/<slug>/campaign/<any(pause, close):how>")
def stopping(slug: str, how: str) -> ResponseReturnValue:
    """Ask why."""
    campaign = desk.latest_campaign(slug)
    if not actions.may_stop(campaign, HOW[how], desk.today()):
        raise NotReady
    form = in_languages(StopForm, campaign, seen=seen(slug, StopForm))
    return _stop_page(slug, how, form)


@pages.post("/<slug>/campaign/<any(pause, close):how>")
def stop(slug: str, how: str) -> ResponseReturnValue:
    """Pause or close."""
    form = in_languages(StopForm, desk.latest_campaign(slug))
    act = partial(actions.stop, how=HOW[how], reasons=form.texts(), on=desk.today())
    return saved(slug, form, partial(_stop_page, slug, how, form), act)


@pages.get("/<slug>/campaign/reopen")
def reopening(slug: str) -> ResponseReturnValue:
    """Say what going on does, and ask until when."""
    campaign = desk.latest_campaign(slug)
    if not (campaign.launched and campaign.is_stopped(desk.today())):
        raise NotReady
    ahead = campaign.closes if campaign.closes and campaign.closes >= desk.today() else None
    form = ReopenForm(data={"seen": seen(slug, ReopenForm), "closes": ahead})
    return _reopen_page(slug, form)


@pages.post("/<slug>/campaign/reopen")
def reopen(slug: str) -> ResponseReturnValue:
    """Go on."""
    form = ReopenForm()
    act = partial(actions.reopen, closes=form.closes.data, on=desk.today())
    return saved(slug, form, partial(_reopen_page, slug, form), act)


def _launch_page(slug: str, form: LaunchForm) -> str:
    campaign = desk.latest_campaign(slug)
    return render_template(
        "organizer/launch.html",
        shown=campaign,
        form=form,
        lines=needs.open_lines(campaign),
        lacks=actions.lacks(campaign, desk.today()),
        coverage=upkeep.coverage(campaign, desk.today()),
    )


def _stop_page(slug: str, how: str, form: StopForm) -> str:
    campaign = desk.latest_campaign(slug)
    return render_template("organizer/stop.html", shown=campaign, how=how, form=form)


def _reopen_page(slug: str, form: ReopenForm) -> str:
    return render_template("organizer/reopen.html", shown=desk.latest_campaign(slug), form=form)
