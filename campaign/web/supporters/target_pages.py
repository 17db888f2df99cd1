"""The pages on which supporters find whom to write to."""

from collections.abc import Sequence

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from campaign.actions import counts
from campaign.model.language import TargetKind
from campaign.model.statement import Campaign
from campaign.rules import staleness, targets
from campaign.web.database import db
from campaign.web.locale import by_name, page_texts
from campaign.web.page_cache import made_once
from campaign.web.services import services
from campaign.web.supporters import target_choice
from campaign.web.supporters.several_form import MOST_AT_ONCE
from campaign.web.unlaunched import listed_campaigns

pages = Blueprint("target_pages", __name__)

FEW_SECONDS = 60
"""How long a page without a form may be kept by a cache in front."""


@pages.get("/")
def campaigns() -> ResponseReturnValue:
    """Lead to the campaign, or list them all when there are several."""
    listed = listed_campaigns()
    if len(listed) == 1:
        return redirect(url_for("target_pages.start", slug=next(iter(listed))))
    return cacheable(render_template("supporters/campaigns.html", campaigns=listed.values()))


@pages.get("/<slug>/")
@made_once(shows_counts=True, names_host=True)
def start(slug: str) -> ResponseReturnValue:
    """Say what the campaign is about, and ask where the reader lives."""
    campaign = services.campaign(slug)
    day = services.today()
    so_far = counts.prepared_by_target_if_known(db.session, campaign, today=day)
    language, _ = page_texts(campaign)
    return cacheable(
        render_template(
            "supporters/start.html",
            campaign=campaign,
            countries=by_name(language.territories),
            most=target_choice.where_it_counts(campaign, day, so_far),
            offices=target_choice.offices_found(campaign, day),
            session=staleness.next_session(campaign.world, TargetKind.COUNCIL, day),
            totals=counts.totals_if_known(db.session, campaign),
        )
    )


@pages.get("/<slug>/to/")
@made_once(shows_counts=True, names_host=True)
def choose(slug: str) -> ResponseReturnValue:
    """Show every target of the day that a search finds."""
    campaign = services.campaign(slug)
    asked = {
        name: request.args.get(name, "")
        for name in ("find", "region", "vote", "reachable", "order")
    }
    return cacheable(_choose_page(campaign, target_choice.TargetSearch(**asked)))


@pages.post("/<slug>/to/")
def choose_by_country(slug: str) -> ResponseReturnValue:
    """Show the delegations of the country where somebody lives first; it is not kept."""
    campaign, search = services.campaign(slug), target_choice.TargetSearch()
    country = request.form.get("country", "")
    language, _ = page_texts(campaign)
    if country not in language.territories:
        return _choose_page(
            campaign, search, wrong=gettext("Choose the country where you live.")
        ), 422
    return _choose_page(campaign, search, country)


@pages.get("/<slug>/several/")
@made_once()
def several(slug: str) -> ResponseReturnValue:
    """Let several delegations be chosen, and lead to the form for the first of them."""
    campaign = services.campaign(slug)
    chosen = list(dict.fromkeys(request.args.getlist("to")))
    if "look" in request.args or not (chosen or "go" in request.args):
        return cacheable(_several_page(campaign, chosen))
    if wrong := _wrong_with(chosen):
        return _several_page(campaign, chosen, wrong), 422
    for to in chosen:
        targets.find_target(campaign, to, services.today())
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
    search = target_choice.TargetSearch(request.args.get("find", ""))
    return render_template(
        "supporters/several.html",
        campaign=campaign,
        bodies=target_choice.bodies_found(campaign, services.today(), search, {}, chosen),
        search=search,
        number=target_choice.how_many(campaign, services.today(), search),
        chosen=chosen,
        wrong=wrong,
        most=MOST_AT_ONCE,
    )


def _choose_page(
    campaign: Campaign, search: target_choice.TargetSearch, country: str = "", wrong: str = ""
) -> str:
    day = services.today()
    so_far = counts.prepared_by_target_if_known(db.session, campaign, today=day)
    language, _ = page_texts(campaign)
    return render_template(
        "supporters/choose.html",
        campaign=campaign,
        offices=target_choice.offices_found(campaign, day, search),
        bodies=target_choice.bodies_found(campaign, day, search, so_far),
        search=search,
        country=country,
        wrong=wrong,
        most=target_choice.where_it_counts(campaign, day, so_far),
        countries=by_name(language.territories),
        at_home=target_choice.at_home(campaign, country, day) if country else ([], []),
        session=staleness.next_session(campaign.world, TargetKind.COUNCIL, day),
        coverage=staleness.coverage(campaign, day),
        elected=target_choice.elected_members(campaign, day),
    )


def cacheable(page: str) -> Response:
    """Let caches in front keep a page that is the same for everybody."""
    response = make_response(page)
    response.cache_control.public, response.cache_control.max_age = True, FEW_SECONDS
    return response
