"""Today: since somebody was last here, what waits, the figures of the day, what to do next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext, ngettext

from campaign.actions import counts, fact_imports, paper_count_review, today
from campaign.catalogue import fetch
from campaign.model.facts import FactTable
from campaign.model.letter import Way
from campaign.model.statement import Campaign
from campaign.rules.reach import lacks_new_york
from campaign.web.database import db
from campaign.web.organizers import permits
from campaign.web.organizers.facts.calendar_pages import tasks_to_do
from campaign.web.organizers.facts.front_page import Task, tasks_of
from campaign.web.organizers.facts.labels import urgency
from campaign.web.organizers.lifecycle import launch_steps
from campaign.web.organizers.lifecycle.launch_steps import Step
from campaign.web.services import services

pages = Blueprint("home", __name__)

NEWS: Final = 8
"""Entries of the audit that are shown at once."""
NEXT: Final = 6
"""Things to look after that are shown at once."""
FIGURES: Final = {
    "checked": lazy_gettext("Checked"),
    "taken": lazy_gettext("Taken"),
    "sent": lazy_gettext("Said to be sent"),
    "on_paper": lazy_gettext("Signed on paper"),
}


@dataclass(frozen=True, slots=True)
class Errand:
    """Something that waits for an organizer: what it is, and where it is done."""

    what: str
    link: str
    do: str
    campaign: Campaign | None = None


@dataclass(frozen=True, slots=True)
class CampaignToday:
    """A campaign as it stands today: on its way to the launch, or with the figures of its days."""

    campaign: Campaign
    path: Sequence[Step]
    tried: int
    days: Sequence[today.Day]
    checked: int


@pages.get("/")
def home() -> ResponseReturnValue:
    """Show what is new and what there is to do; first what a new instance lacks."""
    campaigns = list(services.campaigns.values())
    due = tasks_of(services.today()) if permits.may("facts.front_page") else []
    before_sessions = tasks_to_do(services.today()) if permits.may("facts.front_page") else ()
    return render_template(
        "organizers/home.html",
        news=today.news_for(db.session, permits.me(), most=NEWS),
        waiting=list(_waiting(campaigns, due)),
        campaigns=[_campaign(each) for each in campaigns],
        figures=FIGURES,
        due=[*before_sessions, *due[:NEXT]],
        urgency=urgency,
        lacks_directory=permits.may("imports.fetch_directory")
        and any(lacks_new_york(each) for each in campaigns),
        directory=_directory_waiting(),
        can_fetch=fetch.is_trusted(fetch.DIRECTORY, services.settings.directory_hosts),
    )


def _campaign(campaign: Campaign) -> CampaignToday:
    goes_to_launch = not campaign.launched and permits.may("launch_path.show_path")
    totals = counts.totals_if_known(db.session, campaign)
    return CampaignToday(
        campaign,
        path=launch_steps.steps_of(campaign) if goes_to_launch else (),
        tried=counts.tried(db.session, campaign).get(Way.PREPARED, 0),
        days=today.last_days(db.session, campaign, services.today()),
        checked=totals.get(Way.PREPARED.value, 0),
    )


def _waiting(campaigns: Sequence[Campaign], due: Sequence[Task]) -> Iterator[Errand]:
    for each in campaigns:
        if number := paper_count_review.count_proposals(db.session, each):
            said = ngettext(
                "Letters on paper: %(num)d event waits to be accepted.",
                "Letters on paper: %(num)d events wait to be accepted.",
                number,
            )
            place = url_for("evenings.list_evenings", slug=each.slug)
            yield Errand(said, place, gettext("Compare and accept"), each)
        waits = any(each.reviewed.get(code) is None for code in each.languages)
        if each.launched and waits and _reads_letters():
            said = gettext("Letters are offered in a language in which nobody has read them.")
            place = url_for("letters_review.list_letters", slug=each.slug)
            yield Errand(said, place, gettext("Read them"), each)
    for file in fact_imports.list_pending_imports(db.session, now=services.now()):
        if permits.may("imports.show_import"):
            said = gettext("A file of facts waits for approval.")
            yield Errand(
                said, url_for("imports.show_import", number=file.id), gettext("Look at it")
            )
    if now := [task for task in due if task.days <= 0]:
        said = ngettext("%(num)d fact needs a look.", "%(num)d facts need a look.", len(now))
        yield Errand(said, url_for("facts.front_page"), gettext("Look after facts"))


def _reads_letters() -> bool:
    return permits.may("letters_review.list_letters")


def _directory_waiting() -> int | None:
    """Return the number of a file of addresses that waits for approval, if one does."""
    waiting = fact_imports.list_pending_imports(db.session, now=services.now())
    return next((each.id for each in waiting if each.intake.sheet is FactTable.ADDRESSES), None)
