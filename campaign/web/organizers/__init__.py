"""The organizers' pages, all under /organizers/: the only ones with a cookie and with sessions.

A new page is a view in a module here whose blueprint is in ROOMS, a line in `permits.PERMITS`, a
template that extends `organizer/base.html`, and, if it is to be found from every page, a line in
NAVIGATION.
"""

from typing import Any, Final

from flask import Flask, g
from flask_babel import lazy_gettext

from campaign.web.organizers import (
    account,
    auditing,
    browser,
    entering,
    home,
    joining,
    keys,
    overview,
    people,
    permits,
    say,
)

ROOMS: Final = (home, entering, joining, people, account, keys, auditing, overview)
NAVIGATION: Final = {
    "home.home": lazy_gettext("Start"),
    "people.people": lazy_gettext("People"),
    "auditing.audit": lazy_gettext("Audit"),
    "account.account": lazy_gettext("My account"),
}
"""What the line at the top of each page leads to, for those who may go there."""


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
    role = signed_in.organizer.role if signed_in else None
    offered = {place: text for place, text in NAVIGATION.items() if permits.allows(role, place)}
    return {"signed_in": signed_in, "navigation": offered if signed_in else {}}
