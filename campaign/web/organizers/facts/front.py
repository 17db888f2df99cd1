"""What organizers have to look after: stale facts, the sheets, addresses, and recent changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Final

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup

from campaign.actions import facts as actions
from campaign.actions import importing, standing
from campaign.catalogue import upkeep
from campaign.catalogue.upkeep import Concern, Stale
from campaign.errors import BrokenData, Complaint
from campaign.model.facts import WORLD
from campaign.store import db
from campaign.web.desk import desk
from campaign.web.organizers.facts import words
from campaign.web.organizers.facts.speaker import Speaker

pages = Blueprint("facts", __name__)

RECENT: Final = 5
"""Changes that are shown at once."""
TERM_YEARS: Final = 3
"""Of a member of the Council (General Assembly resolution 60/251, paragraph 7)."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to look after: in how many days, why, and where it is done."""

    days: int
    why: Markup
    links: Sequence[tuple[str, str]]


@pages.get("/facts/")
def facts() -> ResponseReturnValue:
    """Show what is stale, most urgent first, and lead to everything else."""
    campaigns, disagreements = desk.campaigns, tuple[Complaint, ...]()
    try:
        campaigns = actions.current(db.session, desk.shipped).campaigns
    except BrokenData as error:
        disagreements = error.complaints
    everything = actions.as_they_are(db.session, desk.shipped)
    world, today, say = next(iter(campaigns.values())).world, desk.today(), speaker()
    return render_template(
        "organizer/facts.html",
        say=say,
        named=words,
        disagreements=disagreements,
        tasks=list(_tasks(upkeep.stale(world, today), say)),
        sheets={s: rows for s, rows in everything.items() if s in WORLD},
        coverage=[(each, upkeep.coverage(each, today)) for each in campaigns.values()],
        waiting=len(importing.everything(db.session, now=desk.now())),
        recent=actions.history(db.session, most=RECENT),
        differing=standing.against_shipped(db.session, desk.shipped),
    )


def speaker() -> Speaker:
    """Return who says facts in the language of the page."""
    return Speaker(next(iter(desk.campaigns.values())))


def _tasks(stale: Sequence[Stale], say: Speaker) -> Iterator[Task]:
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
    look = url_for("correcting.fact", sheet=each.sheet, key=each.key) if each.key else ""
    given: dict[str, Any] = {each.sheet.named_by[0]: each.about, "start": _next(each.day)}
    if each.concern is Concern.SEATS_OPEN:
        year = int(each.about)
        given = {"start": f"{year}-01-01", "end": f"{year + TERM_YEARS - 1}-12-31"}
    new = url_for("correcting.new", sheet=each.sheet, **given)
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
        Concern.UNDATED: [(look, gettext("Check it"))],
        Concern.OLD: [(look, gettext("Check it"))],
    }[each.concern]


def _next(day: date | None) -> str:
    """Return the day after one, on which what follows a term begins."""
    return (day + timedelta(1)).isoformat() if day else ""
