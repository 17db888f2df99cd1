"""Every letter as it will appear: to choose among, to look at one by one, or all in one PDF."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.actions import editions
from campaign.actions import letters as actions
from campaign.actions.letters import Example
from campaign.actions.lifecycle import edits
from campaign.model.letter import Letter, Target
from campaign.model.statement import Campaign
from campaign.press import Paper
from campaign.rules import targets
from campaign.web.database import db
from campaign.web.services import services
from campaign.web.supporters import target_choice

pages = Blueprint("letters_review", __name__)

AT_ONCE: Final = 40
"""Letters that are typeset within a request; more are offered in parts."""
FILTERS: Final = ("kind", "language", "vote")


@dataclass(frozen=True, slots=True)
class ReadingPlace:
    """Where a letter stands among those looked at."""

    number: int
    every: int
    before: Example | None
    after: Example | None


@pages.get("/<slug>/letters/")
def list_letters(slug: str) -> ResponseReturnValue:
    """Show which letters there are, and who read them when."""
    to, language = request.args.get("to"), request.args.get("language")
    if to:
        spoken = language or services.latest_campaign(slug).default_language.code
        return redirect(
            url_for("letters_review.show_letter", slug=slug, to=to, spoken=spoken, which="offered")
        )
    return _page(slug)


@pages.get("/<slug>/letters/<to>/<spoken>/<any(every, home, offered):which>")
def show_letter(slug: str, to: str, spoken: str, which: str) -> ResponseReturnValue:
    """Show a letter: with every ask, to who lives there, or as supporters first get it."""
    campaign, day = services.newest_campaign(slug), services.today()
    target = targets.find_target(campaign, to, day)
    if spoken not in campaign.written or (which == "home" and not target.state):
        abort(404)
    return render_template(
        "organizers/lifecycle/letter.html",
        shown=campaign,
        to=target_choice.choice_of(campaign, target, day),
        letter=_compose(campaign, target, spoken, which),
        which=which,
        place=_place(campaign, target, spoken, which),
        filters=_filters(),
    )


@pages.get("/<slug>/letters.pdf")
def download(slug: str) -> ResponseReturnValue:
    """Give the letters that are looked at as one PDF, if they are not too many."""
    campaign, day = services.newest_campaign(slug), services.today()
    wanted = _wanted(campaign)
    if not 0 < len(wanted) <= AT_ONCE:
        abort(404)
    pdf = services.press.several(actions.proofs(campaign, wanted, day), Paper.A4)
    response = Response(pdf, mimetype="application/pdf")
    name = "-".join((day.isoformat(), slug, "letters", *_filters().values()))
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.pdf")
    return response


def _page(slug: str) -> str:
    campaign, day = services.newest_campaign(slug), services.today()
    wanted = _wanted(campaign)
    every = [
        target_choice.choice_of(campaign, t, day) for t in targets.offered_targets(campaign, day)
    ]
    return render_template(
        "organizers/lifecycle/letters.html",
        shown=campaign,
        filters=_filters(),
        wanted=[(each, target_choice.choice_of(campaign, each.target, day)) for each in wanted],
        targets=sorted(every, key=lambda each: each.names),
        made=edits.change_stamps(db.session, slug),
        readings=editions.readings(db.session, services.latest(), slug),
        waits=slug in services.latest().waiting,
        fits=len(wanted) <= AT_ONCE,
    )


def _filters() -> Mapping[str, str]:
    """Return what is looked for, without what is not asked."""
    return {name: value for name in FILTERS if (value := request.args.get(name, ""))}


def _wanted(campaign: Campaign) -> Sequence[Example]:
    kind, language, vote = (_filters().get(name) for name in FILTERS)
    return [
        each
        for each in actions.examples(campaign, services.today())
        if kind in {None, each.target.kind}
        and language in {None, each.language}
        and vote in {None, each.vote}
    ]


def _compose(campaign: Campaign, target: Target, spoken: str, which: str) -> Letter:
    if which == "offered":
        return actions.proof(campaign, target, services.today(), spoken)
    return actions.model(campaign, target, spoken, services.today(), at_home=which == "home")


def _place(campaign: Campaign, target: Target, spoken: str, which: str) -> ReadingPlace | None:
    """Return where a letter stands among those looked at, if it is among them."""
    wanted = list(_wanted(campaign))
    mine = Example(target, campaign.vote_of(target), spoken, at_home=which == "home")
    if which == "offered" or mine not in wanted:
        return None
    at = wanted.index(mine)
    before = wanted[at - 1] if at else None
    after = wanted[at + 1] if at + 1 < len(wanted) else None
    return ReadingPlace(at + 1, len(wanted), before, after)
