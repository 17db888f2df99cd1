"""The pages on which supporters find whom to write to."""

from collections.abc import Sequence

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from campaign.actions import counts
from campaign.catalogue import targets, upkeep
from campaign.model.language import Kind
from campaign.model.statement import Campaign
from campaign.store import db
from campaign.web import choosing
from campaign.web.desk import desk
from campaign.web.forms import MOST_AT_ONCE
from campaign.web.locale import by_name, words
from campaign.web.page_cache import made_once

pages = Blueprint("finding", __name__)

FEW_SECONDS = 60
"""How long a page without a form may be kept by a cache in front."""


@pages.get("/")
def campaigns() -> ResponseReturnValue:
    """Lead to the campaign, or list them all when there are several."""
    if len(desk.campaigns) == 1:
        return redirect(url_for("finding.start", slug=next(iter(desk.campaigns))))
    return kept(render_template("supporter/campaigns.html", campaigns=desk.campaigns.values()))


@pages.get("/<slug>/")
@made_once(shows_counts=True)
def start(slug: str) -> ResponseReturnValue:
    """Say what the campaign is about, who runs it, and whom one can write to."""
    campaign = desk.campaign(slug)
    return kept(
        render_template(
            "supporter/start.html",
            campaign=campaign,
            offices=choosing.offices(campaign, desk.today()),
            session=upkeep.next_session(campaign.world, Kind.COUNCIL, desk.today()),
            totals=counts.totals_if_known(db.session, campaign),
        )
    )


@pages.get("/<slug>/to/")
@made_once(shows_counts=True)
def choose(slug: str) -> ResponseReturnValue:
    """Show every target of the day that a search finds."""
    campaign = desk.campaign(slug)
    asked = {
        name: request.args.get(name, "") for name in ("find", "region", "vote", "postal", "order")
    }
    return kept(_choose_page(campaign, choosing.Search(**asked)))


@pages.post("/<slug>/to/")
def choose_by_country(slug: str) -> ResponseReturnValue:
    """Show the delegations of the country where somebody lives first; it is not kept."""
    campaign = desk.campaign(slug)
    return _choose_page(campaign, choosing.Search(), request.form.get("country", ""))


@pages.get("/<slug>/several/")
@made_once()
def several(slug: str) -> ResponseReturnValue:
    """Let several delegations be chosen, and lead to the form for the first of them."""
    campaign = desk.campaign(slug)
    chosen = list(dict.fromkeys(request.args.getlist("to")))
    if "look" in request.args or not (chosen or "go" in request.args):
        return kept(_several_page(campaign, chosen))
    if wrong := _wrong_with(chosen):
        return _several_page(campaign, chosen, wrong), 422
    for to in chosen:
        targets.find(campaign, to, desk.today())
    first, *then = chosen
    return redirect(url_for("writing.write", slug=slug, to=first, then=then), 303)


def _wrong_with(chosen: Sequence[str]) -> str:
    """Say what is wrong with a choice of several; blank if nothing is."""
    if not chosen:
        return gettext("Choose at least one delegation.")
    if len(chosen) > MOST_AT_ONCE:
        return gettext(
            "Choose at most %(most)d; you chose %(num)d.", most=MOST_AT_ONCE, num=len(chosen)
        )
    return ""


def _several_page(campaign: Campaign, chosen: Sequence[str], wrong: str = "") -> str:
    search = choosing.Search(request.args.get("find", ""))
    return render_template(
        "supporter/several.html",
        campaign=campaign,
        bodies=choosing.bodies(campaign, desk.today(), search, {}, chosen),
        search=search,
        number=choosing.how_many(campaign, desk.today(), search),
        chosen=chosen,
        wrong=wrong,
        most=MOST_AT_ONCE,
    )


def _choose_page(campaign: Campaign, search: choosing.Search, country: str | None = None) -> str:
    so_far = counts.prepared_by_target_if_known(db.session, campaign)
    day = desk.today()
    language, _ = words(campaign)
    return render_template(
        "supporter/choose.html",
        campaign=campaign,
        offices=choosing.offices(campaign, day, search),
        bodies=choosing.bodies(campaign, day, search, so_far),
        search=search,
        country=country,
        countries=by_name(language.territories),
        at_home=choosing.at_home(campaign, country, day) if country else ([], []),
        session=upkeep.next_session(campaign.world, Kind.COUNCIL, day),
        coverage=upkeep.coverage(campaign, day),
    )


def kept(page: str) -> Response:
    """Let caches in front keep a page that is the same for everybody."""
    response = make_response(page)
    response.cache_control.public, response.cache_control.max_age = True, FEW_SECONDS
    return response
