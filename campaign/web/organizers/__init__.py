"""The organizers' pages, all under /organizers/: the only ones with a cookie and with sessions.

A new page is a view in a room whose blueprint is in ROOMS, a line in `permits.PERMITS`, a template
that extends `organizers/base.html`, and, if it is to be found from every page, a line in
NAVIGATION;
in CAMPAIGN, if it is about one campaign, whose `slug` is then in its address.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import Flask, g, request
from flask_babel import lazy_gettext

from campaign.actions import paper_count_review
from campaign.model.statement import Campaign
from campaign.web.database import db
from campaign.web.organizers import (
    accounts,
    answers,
    audit,
    browser_session,
    counts,
    facts,
    home,
    lifecycle,
    paper_counts,
    permits,
    printing,
    template_filters,
)
from campaign.web.services import services

LAUNCH: Final = "launch_path.show_path"
EVENINGS: Final = "evenings.list_evenings"
SETTINGS: Final = "campaign_page.show_campaign"
ROOMS: Final = (
    home,
    audit,
    *accounts.ROOMS,
    *counts.ROOMS,
    answers,
    *facts.ROOMS,
    *paper_counts.ROOMS,
    *printing.ROOMS,
    *lifecycle.ROOMS,
)
NAVIGATION: Final = {
    "home.home": lazy_gettext("Today"),
    "facts.front_page": lazy_gettext("Facts"),
    "organizers_page.people": lazy_gettext("People"),
    "audit.audit": lazy_gettext("Audit"),
    "account.account": lazy_gettext("My account"),
}
"""What the side of each page leads to, for those who may go there."""
CAMPAIGN: Final = {
    LAUNCH: lazy_gettext("Launch"),
    "counts.overview": lazy_gettext("Counts"),
    "answers.list_answers": lazy_gettext("Answers"),
    EVENINGS: lazy_gettext("Letter evenings"),
    "deliveries.list_deliveries": lazy_gettext("Deliveries"),
    "letters_review.list_letters": lazy_gettext("Letter texts"),
    SETTINGS: lazy_gettext("Settings"),
}
"""What it leads to for one campaign: the launch before it, all else at any time."""
FIRST_DAY: Final = frozenset({"details", "known", "addresses", "lifecycle"})
"""Blueprints of what the path to the launch leads to, and the settings once it is launched."""
PART_OF: Final = {
    "counted_days": "counts.overview",
    "letters_reading": "letters_review.list_letters",
    **dict.fromkeys(("printing", "paper_counts"), EVENINGS),
    **dict.fromkeys(("campaign_texts", *FIRST_DAY), SETTINGS),
    **dict.fromkeys(
        ("fact_tables", "facts_edit", "fact_changes", "imports", "calendar"), "facts.front_page"
    ),
    **dict.fromkeys(("passkeys", "sign_in"), "account.account"),
}
"""Where one is on pages to which the side does not lead itself, by their blueprint."""


def init_app(app: Flask) -> None:
    """Put the pages on an application. Raises LookupError for a route that nobody decided on."""
    browser_session.init_app(app)
    template_filters.init_app(app)
    for room in ROOMS:
        app.register_blueprint(room.pages, url_prefix=browser_session.PREFIX)
    permits.init_app(app)
    app.context_processor(_who_is_here)


def _who_is_here() -> dict[str, Any]:
    """Return what the frame of each page shows."""
    signed_in = g.get("signed_in")
    slug = (request.view_args or {}).get("slug")
    campaign = services.campaigns.get(slug) if signed_in and slug else None
    waiting = paper_count_review.count_proposals_if_known(db.session, campaign) if campaign else 0
    return {
        "signed_in": signed_in,
        "may": permits.may,
        "navigation": _offered(NAVIGATION) if signed_in else {},
        "campaigns_here": list(_campaigns(campaign)) if signed_in else [],
        "here_is": _place(campaign) if signed_in else ("", ""),
        "shown_slug": campaign.slug if campaign else None,
        "waiting": waiting,
    }


@dataclass(frozen=True, slots=True)
class CampaignPlaces:
    """A campaign in the side: where it leads to, nothing where another one is open."""

    campaign: Campaign
    places: Mapping[str, Any]


def _campaigns(shown: Campaign | None) -> Iterator[CampaignPlaces]:
    """Yield every campaign; only the one that is shown unfolds, or the only one."""
    every = services.campaigns.values()
    places = _offered(CAMPAIGN)
    for each in every:
        is_open = len(every) == 1 or (shown and each.slug == shown.slug)
        mine = {p: t for p, t in places.items() if not (each.launched and p == LAUNCH)}
        yield CampaignPlaces(each, mine if is_open else {})


def _place(campaign: Campaign | None) -> tuple[str, str]:
    """Return where the side leads to the part of the desk that one is in, and its name."""
    places = NAVIGATION | CAMPAIGN
    room = (request.endpoint or "").partition(".")[0]
    here = PART_OF.get(room) or next((e for e in places if e.partition(".")[0] == room), "")
    if room in FIRST_DAY and campaign and not campaign.launched:
        here = LAUNCH
    return here, str(places.get(here, ""))


def _offered(places: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return those places to which who is here may go."""
    role = permits.me().organizer.role
    return {place: text for place, text in places.items() if permits.allows(role, place)}
