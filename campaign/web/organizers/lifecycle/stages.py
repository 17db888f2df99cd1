"""Launching, pausing, closing and going on: what only owners do, each on a page of its own."""

from functools import partial
from http import HTTPStatus
from typing import Final

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from campaign.actions.facts import current_catalogue
from campaign.actions.lifecycle import stages
from campaign.errors import BrokenData, Complaint, NotReady
from campaign.model.lifecycle import StopKind
from campaign.rules import staleness
from campaign.web.database import db
from campaign.web.organizers.facts import labels
from campaign.web.organizers.facts.front_page import formatter
from campaign.web.organizers.lifecycle import launch_steps as steps
from campaign.web.organizers.lifecycle.forms import LaunchForm, ReopenForm, StopForm, in_languages
from campaign.web.organizers.lifecycle.saving import saved, seen_fingerprint
from campaign.web.services import services

pages = Blueprint("lifecycle", __name__)

HOW: Final = {"pause": StopKind.PAUSED, "close": StopKind.CLOSED}


@pages.get("/<slug>/campaign/launch")
def show_launch(slug: str) -> ResponseReturnValue:
    """Say what launching does, and what is not done yet."""
    campaign = services.latest_campaign(slug)
    if campaign.launched:
        raise NotReady
    todo = steps.open_steps(campaign)
    form = LaunchForm(complete=not todo, data={"seen": seen_fingerprint(slug, LaunchForm)})
    return _launch_page(slug, form)


@pages.post("/<slug>/campaign/launch")
def launch_campaign(slug: str) -> ResponseReturnValue:
    """Launch."""
    form = LaunchForm(complete=not steps.open_steps(services.latest_campaign(slug)))
    act = partial(stages.launch_campaign, on=services.today())
    try:
        return saved(slug, form, partial(_launch_page, slug, form), act)
    except BrokenData:
        return _launch_page(slug, form), HTTPStatus.CONFLICT


@pages.get("/<slug>/campaign/<any(pause, close):how>")
def show_stop(slug: str, how: str) -> ResponseReturnValue:
    """Ask why."""
    campaign = services.latest_campaign(slug)
    if not stages.may_stop_campaign(campaign, HOW[how], services.today()):
        raise NotReady
    form = in_languages(StopForm, campaign, seen=seen_fingerprint(slug, StopForm))
    return _stop_page(slug, how, form)


@pages.post("/<slug>/campaign/<any(pause, close):how>")
def stop_campaign(slug: str, how: str) -> ResponseReturnValue:
    """Pause or close."""
    form = in_languages(StopForm, services.latest_campaign(slug))
    act = partial(stages.stop_campaign, how=HOW[how], reasons=form.texts(), on=services.today())
    return saved(slug, form, partial(_stop_page, slug, how, form), act)


@pages.get("/<slug>/campaign/reopen")
def show_reopen(slug: str) -> ResponseReturnValue:
    """Say what going on does, and ask until when."""
    campaign = services.latest_campaign(slug)
    if not (campaign.launched and campaign.is_stopped(services.today())):
        raise NotReady
    ahead = campaign.closes if campaign.closes and campaign.closes >= services.today() else None
    form = ReopenForm(data={"seen": seen_fingerprint(slug, ReopenForm), "closes": ahead})
    return _reopen_page(slug, form)


@pages.post("/<slug>/campaign/reopen")
def reopen_campaign(slug: str) -> ResponseReturnValue:
    """Go on."""
    form = ReopenForm()
    act = partial(stages.reopen_campaign, closes=form.closes.data, on=services.today())
    return saved(slug, form, partial(_reopen_page, slug, form), act)


def _launch_page(slug: str, form: LaunchForm) -> str:
    campaign = services.latest_campaign(slug)
    return render_template(
        "organizers/lifecycle/launch.html",
        shown=campaign,
        form=form,
        lines=steps.open_steps(campaign),
        lacks=stages.lacks_requirements(campaign, services.today()),
        clashes=_clashes(),
        say=formatter(),
        named=labels,
        coverage=staleness.coverage(campaign, services.today()),
    )


def _clashes() -> tuple[Complaint, ...]:
    """Return what facts contradict each other in: nothing is launched meanwhile."""
    try:
        current_catalogue(db.session, services.shipped)
    except BrokenData as error:
        return error.complaints
    return ()


def _stop_page(slug: str, how: str, form: StopForm) -> str:
    campaign = services.latest_campaign(slug)
    return render_template("organizers/lifecycle/stop.html", shown=campaign, how=how, form=form)


def _reopen_page(slug: str, form: ReopenForm) -> str:
    return render_template(
        "organizers/lifecycle/reopen.html", shown=services.latest_campaign(slug), form=form
    )
