"""Who did what, to look at and to keep."""

import csv
import io
from collections.abc import Iterator
from typing import Final

from flask import Blueprint, Response, abort, render_template, request, stream_with_context
from flask.typing import ResponseReturnValue

from campaign.actions import audit as actions
from campaign.store import db
from campaign.web.desk import desk

pages = Blueprint("auditing", __name__)

ON_A_PAGE: Final = 100
AT_ONCE: Final = 1000
"""Entries that a download reads at a time."""
LAST: Final = 2**31 - 1
"""The highest number of an entry."""
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for the beginning of a formula."""


@pages.get("/audit")
def audit() -> ResponseReturnValue:
    """Show what was done, the newest first."""
    before = request.args.get("before", type=int)
    if before is not None and not 0 <= before <= LAST:
        abort(404)
    entries = actions.page(db.session, before=before, most=ON_A_PAGE + 1)
    more = len(entries) > ON_A_PAGE
    return render_template("organizer/audit.html", entries=entries[:ON_A_PAGE], more=more)


@pages.get("/audit.csv")
def download() -> ResponseReturnValue:
    """Give all of it as CSV, a part at a time."""
    name = f"audit-{desk.now():%Y-%m-%dT%H%M}.csv"
    response = Response(stream_with_context(_lines()), mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _lines() -> Iterator[str]:
    yield _line("number", "at (UTC)", "who", "what", "about")
    before: int | None = None
    while entries := actions.page(db.session, before=before, most=AT_ONCE):
        for each in entries:
            yield _line(str(each.id), each.at.isoformat(), each.who, each.what, each.about)
        before = entries[-1].id


def _line(*cells: str) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells)
    return text.getvalue()
