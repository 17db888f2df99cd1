"""Failures on organizers' pages: the page that says what happened, and its words."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import urlsplit

from flask import Response, make_response, render_template, request
from flask.globals import request_ctx
from flask_babel import lazy_gettext
from werkzeug.exceptions import HTTPException

from campaign.errors import (
    CampaignError,
    CodeTaken,
    LastOwner,
    LinkExpired,
    NotAnOwner,
    NotReady,
    Overtaken,
    UnknownCount,
    UnknownEvening,
    UnknownFact,
    UnknownJob,
    UnknownOrganizer,
)
from campaign.web.organizers.browser_session import is_theirs

if TYPE_CHECKING:
    from werkzeug.routing import MapAdapter

FAILURES: Final[Mapping[type[CampaignError], tuple[Any, Any]]] = {
    LinkExpired: (
        lazy_gettext("This link does not work any more"),
        lazy_gettext(
            "It was used, was taken back or is too old. Ask the person who sent it for a new one."
        ),
    ),
    LastOwner: (
        lazy_gettext("There must be an owner"),
        lazy_gettext("This is the only owner. Make somebody else an owner first."),
    ),
    NotAnOwner: (
        lazy_gettext("You may not do this"),
        lazy_gettext("Somebody changed your role just now. Nothing was changed."),
    ),
    UnknownOrganizer: (
        lazy_gettext("This person is not here any more"),
        lazy_gettext("Somebody may have removed them just now. Nothing was changed."),
    ),
    UnknownFact: (
        lazy_gettext("This fact is not here any more"),
        lazy_gettext("Somebody may have taken it away or undone it. Nothing was changed."),
    ),
    CodeTaken: (
        lazy_gettext("This is the code of another evening"),
        lazy_gettext("Nothing was changed. Go back, and choose another code."),
    ),
    Overtaken: (
        lazy_gettext("Somebody else changed this meanwhile"),
        lazy_gettext("Nothing of theirs was overwritten. Go back, and look at what is there now."),
    ),
    NotReady: (
        lazy_gettext("This cannot be done as the campaign stands"),
        lazy_gettext("Nothing was changed. Its page says how it stands and what is missing."),
    ),
    UnknownEvening: (
        lazy_gettext("This evening is not here any more"),
        lazy_gettext("Somebody may have removed it. What was counted for it stays."),
    ),
    UnknownCount: (
        lazy_gettext("There is no such count"),
        lazy_gettext("The address may be mistyped."),
    ),
    UnknownJob: (
        lazy_gettext("This is not kept any more"),
        lazy_gettext(
            "Papers are kept for a day. Ask for them again; the audit says what was in them."
        ),
    ),
}
TOO_LONG: Final = (
    lazy_gettext("This is too long"),
    lazy_gettext("Nothing was kept. Go back, and shorten what you wrote or choose fewer at once."),
)
STATUSES: Final = {
    400: (
        lazy_gettext("This page was too old"),
        lazy_gettext("Nothing was changed. Go back, reload the page and press again."),
    ),
    403: (
        lazy_gettext("You may not do this"),
        lazy_gettext("Your role does not allow it. Ask an owner, if it should."),
    ),
    404: (
        lazy_gettext("There is nothing here"),
        lazy_gettext("The address may be mistyped, or the page is gone."),
    ),
    413: (
        lazy_gettext("This is too large"),
        lazy_gettext("Nothing was kept. A file can have up to 500 kB; bring the file itself."),
    ),
    414: TOO_LONG,
    422: TOO_LONG,
}
OTHERWISE: Final = (
    lazy_gettext("This did not work"),
    lazy_gettext("Nothing was changed. Try again, or tell the person who looks after the server."),
)


def failure_page(
    error: CampaignError | HTTPException, status: int, retry_after: int | None = None
) -> Response:
    """Return the page of a failure on an organizers' page, in their frame."""
    title, what = _said(error)
    page = render_template("organizers/failure.html", failed=title, what=what, back=_way_back())
    response = make_response(page, status)
    if retry_after is not None:
        response.retry_after = retry_after
    return response


def _said(error: CampaignError | HTTPException) -> tuple[str, str]:
    """Return the heading and the words for a failure."""
    if isinstance(error, HTTPException):
        title, what = STATUSES.get(error.code or 500, OTHERWISE)
    else:
        title, what = FAILURES.get(type(error), OTHERWISE)
    return str(title), str(what)


def _way_back() -> str | None:
    """Return the organizers' page on which somebody pressed a button, if they did."""
    if request.method != "POST":
        return None
    try:
        came_from = urlsplit(request.referrer or "")
        cast("MapAdapter", request_ctx.url_adapter).match(came_from.path, method="GET")
    except (ValueError, HTTPException):
        return None
    return came_from._replace(scheme="", netloc="").geturl() if is_theirs(came_from.path) else None
