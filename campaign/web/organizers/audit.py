"""Who did what, to look at and to keep."""

from collections.abc import Iterator
from typing import Final

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from campaign.actions import audit as actions
from campaign.model.table import Cell, Table
from campaign.web.database import db
from campaign.web.organizers import downloads
from campaign.web.services import services

pages = Blueprint("audit", __name__)

ON_A_PAGE: Final = 100
AT_ONCE: Final = 1000
"""Entries that a download reads at a time."""
LAST: Final = 2**31 - 1
"""The highest number of an entry."""


@pages.get("/audit")
def audit() -> ResponseReturnValue:
    """Show what was done, the newest first."""
    before = request.args.get("before", type=int)
    if before is not None and not 0 <= before <= LAST:
        abort(404)
    entries = actions.read_page(db.session, before=before, most=ON_A_PAGE + 1)
    more = len(entries) > ON_A_PAGE
    return render_template("organizers/audit.html", entries=entries[:ON_A_PAGE], more=more)


@pages.get(f"/audit/entries.<{downloads.FORMS}:form>")
def download(form: str) -> ResponseReturnValue:
    """Give all of it as a file."""
    now = services.now()
    notes = {
        "counted": (gettext("What is listed"), gettext("what organizers did, the newest first")),
        "to": (gettext("To"), now.date().isoformat()),
        "made": (gettext("Made (UTC)"), now.isoformat(" ", "seconds")),
    }
    columns = {
        "number": gettext("Number"),
        "at": gettext("When (UTC)"),
        "who": gettext("Who"),
        "what": gettext("What"),
        "about": gettext("About"),
    }
    table = Table("audit", gettext("Audit"), columns, _rows())
    book = downloads.book(gettext("Audit"), notes, [table])
    return downloads.sent(book, form, f"{now:%Y-%m-%dT%H%M}-audit")


def _rows() -> Iterator[tuple[Cell, ...]]:
    before: int | None = None
    while entries := actions.read_page(db.session, before=before, most=AT_ONCE):
        for each in entries:
            at = each.at.replace(microsecond=0)
            yield each.id, at, each.who, each.what.value, each.about
        before = entries[-1].id
