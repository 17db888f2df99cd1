"""The organizers' pages, all under /organizers/: the only ones with a cookie and with sessions.

A new page is a view in a room whose blueprint is in ROOMS, a line in `permits.PERMITS`, a template
that extends `organizer/base.html`, and, if it is to be found from every page, a line in NAVIGATION;
in CAMPAIGN, if it is about one campaign, whose `slug` is then in its address.
"""

from collections.abc import Mapping
from typing import Any, Final

from flask import Flask, g, request
from flask_babel import lazy_gettext

from campaign.actions import deciding
from campaign.store import db
from campaign.web.desk import desk
from campaign.web.organizers import (
    accounts,
    auditing,
    browser,
    counts,
    facts,
    home,
    paper,
    permits,
    printing,
    running,
    say,
)

ROOMS: Final = (
    home,
    auditing,
    *accounts.ROOMS,
    *counts.ROOMS,
    *facts.ROOMS,
    *paper.ROOMS,
    *printing.ROOMS,
    *running.ROOMS,
)
NAVIGATION: Final = {
    "home.home": lazy_gettext("Start"),
    "facts.facts": lazy_gettext("Facts"),
    "people.people": lazy_gettext("People"),
    "auditing.audit": lazy_gettext("Audit"),
    "account.account": lazy_gettext("My account"),
}
"""What the line at the top of each page leads to, for those who may go there."""
CAMPAIGN: Final = {
    "overview.overview": lazy_gettext("Counts"),
    "printing.printing": lazy_gettext("Print"),
    "paper.paper": lazy_gettext("Paper"),
    "letters.letters": lazy_gettext("Letters"),
    "running.running": lazy_gettext("Campaign"),
}
"""What the line below it leads to, on the pages of one campaign."""


def init_app(app: Flask) -> None:
    """Put the pages on an application. Raises LookupError for a route that nobody decided on."""
    browser.init_app(app)
    say.init_app(app)
    for room in ROOMS:
        app.register_blueprint(room.pages, url_prefix=browser.PREFIX)
    permits.init_app(app)
    app.context_processor(_who_is_here)


def _who_is_here() -> dict[str, Any]:
    """Return what the frame of each page shows."""
    signed_in = g.get("signed_in")
    slug = (request.view_args or {}).get("slug")
    campaign = desk.campaigns.get(slug) if signed_in and slug else None
    waiting = deciding.how_many_wait_if_known(db.session, campaign) if campaign else 0
    return {
        "signed_in": signed_in,
        "may": permits.may,
        "navigation": _offered(NAVIGATION) if signed_in else {},
        "campaign_navigation": _offered(CAMPAIGN) if signed_in else {},
        "shown_slug": campaign.slug if campaign else None,
        "waiting": waiting,
    }


def _offered(places: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return those places to which who is here may go."""
    role = permits.me().organizer.role
    return {place: text for place, text in places.items() if permits.allows(role, place)}
