"""What organizers have to look after: stale facts, addresses, and recent changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Final

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup

from campaign.actions import fact_history, fact_imports
from campaign.actions import facts as actions
from campaign.errors import BrokenData, Complaint
from campaign.rules import staleness
from campaign.rules.staleness import Concern, Stale
from campaign.web.database import db
from campaign.web.organizers.facts import labels
from campaign.web.organizers.facts.fact_formatter import FactFormatter
from campaign.web.services import services

pages = Blueprint("facts", __name__)

RECENT: Final = 5
"""Changes that are shown at once."""
TERM_YEARS: Final = 3
"""The years of a term in the Council (General Assembly resolution 60/251, paragraph 7)."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to look after: in how many days, why, and where it is done."""

    days: int
    why: Markup
    links: Sequence[tuple[str, str]]


@pages.get("/facts/")
def front_page() -> ResponseReturnValue:
    """Show what is stale, most urgent first, and lead to everything else."""
    campaigns, disagreements = services.campaigns, tuple[Complaint, ...]()
    try:
        campaigns = actions.current_catalogue(db.session, services.shipped).campaigns
    except BrokenData as error:
        disagreements = error.complaints
    world, today, say = next(iter(campaigns.values())).world, services.today(), formatter()
    return render_template(
        "organizers/facts/front-page.html",
        say=say,
        named=labels,
        disagreements=disagreements,
        tasks=list(_tasks(staleness.stale_facts(world, today), say)),
        coverage=[(each, staleness.coverage(each, today)) for each in campaigns.values()],
        waiting=len(fact_imports.list_pending_imports(db.session, now=services.now())),
        recent=actions.list_changes(db.session, most=RECENT),
        differing=fact_history.against_shipped(db.session, services.shipped),
    )


def tasks_of(on: date) -> Sequence[Task]:
    """Return what is stale on a day, or soon will be, the most urgent first."""
    world = next(iter(services.campaigns.values())).world
    return list(_tasks(staleness.stale_facts(world, on), formatter()))


def formatter() -> FactFormatter:
    """Return who says facts in the language of the page."""
    return FactFormatter(next(iter(services.campaigns.values())))


def _tasks(stale: Sequence[Stale], say: FactFormatter) -> Iterator[Task]:
    """Yield what there is to do; the terms that end on one day are one task."""
    for _, group in groupby(stale, lambda e: e.day if e.concern is Concern.TERM_ENDS else e.fact):
        first, *others = group
        if not others:
            yield Task(first.days, say.concern(first), _mends(first))
        else:
            links = [(_mends(each)[0][0], say.state(each.about)) for each in (first, *others)]
            yield Task(first.days, say.terms_end(len(links), first.day), links)


def _mends(each: Stale) -> Sequence[tuple[str, str]]:
    """Return where a stale fact is mended, and what is done there."""
    look = url_for("facts_edit.show_fact", sheet=each.sheet, key=each.key) if each.key else ""
    given: dict[str, Any] = {each.sheet.named_by[0]: each.about, "start": _next(each.day)}
    if each.concern is Concern.HOLDER_OLD:
        given.pop("start")
    if each.concern is Concern.SEATS_OPEN:
        year = int(each.about)
        given = {"start": f"{year}-01-01", "end": f"{year + TERM_YEARS - 1}-12-31"}
    new = url_for("facts_edit.new_fact", sheet=each.sheet, **given)
    return {
        Concern.TERM_ENDS: [(new, gettext("Add the next term, if it was elected again"))],
        Concern.SEATS_OPEN: [(new, gettext("Add a State that was elected"))],
        Concern.HOLDER_ENDS: [
            (new, gettext("Add who holds it next")),
            (look, gettext("Correct the last day")),
        ],
        Concern.NO_HOLDER: [
            (new, gettext("Add who holds it now")),
            (look, gettext("Correct the last day")),
        ],
        Concern.NO_SESSION: [
            (look, gettext("Write down its days")) if look else (new, gettext("Add the next one"))
        ],
        Concern.HOLDER_OLD: [
            (look, gettext("Check it")),
            (new, gettext("Add who holds it now")),
        ],
        Concern.UNDATED: [(look, gettext("Check it"))],
        Concern.OLD: [(look, gettext("Check it"))],
    }[each.concern]


def _next(day: date | None) -> str:
    """Return the day after one, on which what follows a term begins."""
    return (day + timedelta(1)).isoformat() if day else ""
