"""What organizers changed: who, when, from what to what; and undoing it."""

from typing import Final

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.actions import fact_history
from campaign.actions import facts as actions
from campaign.errors import BrokenData, Complaint
from campaign.model.facts import ChangeBatch, Origin
from campaign.web.database import db
from campaign.web.organizers import permits
from campaign.web.organizers.facts import labels
from campaign.web.organizers.facts.front_page import formatter
from campaign.web.services import services

pages = Blueprint("fact_changes", __name__)

ON_A_PAGE: Final = 100
FEW: Final = 3
"""Facts changed at once that are shown one by one; more are put into tables."""
LAST: Final = 2**31 - 1
"""The highest number of a change."""


@pages.get("/facts/changes/")
def list_changes() -> ResponseReturnValue:
    """Show what was changed at once, the newest first."""
    before = request.args.get("before", type=int)
    if before is not None and not 0 <= before <= LAST:
        abort(404)
    made = actions.list_changes(db.session, before=before, most=ON_A_PAGE + 1)
    return render_template(
        "organizers/facts/changes.html",
        say=formatter(),
        named=labels,
        made=made[:ON_A_PAGE],
        more=len(made) > ON_A_PAGE,
    )


@pages.get("/facts/changes/<row:number>")
def show_change(number: int) -> ResponseReturnValue:
    """Show everything that was changed at once."""
    return _page(number)


@pages.post("/facts/changes/<row:number>/undo")
def undo_change(number: int) -> ResponseReturnValue:
    """Undo it; where that would leave facts that contradict each other, say which."""
    by = permits.me().organizer.email
    if fact_history.changes_in(db.session, services.shipped, number)[0].is_of_owners:
        abort(403)
    try:
        actions.undo_changes(db.session, services.shipped, number, by=by, at=services.now())
    except BrokenData as error:
        return _page(number, error.complaints), 409
    return redirect(url_for("fact_changes.show_change", number=number), 303)


def _are_many(batch: ChangeBatch) -> bool:
    """Say whether facts of one sheet were changed that are better looked at in tables."""
    return batch.origin is not Origin.HAND and batch.changes > FEW


def _page(number: int, in_the_way: tuple[Complaint, ...] = ()) -> str:
    batch, differences = fact_history.changes_in(db.session, services.shipped, number)
    say = formatter()
    return render_template(
        "organizers/facts/change.html",
        say=say,
        named=labels,
        batch=batch,
        differences=differences,
        kinds=say.by_kind(differences) if _are_many(batch) else {},
        in_the_way=in_the_way,
        trying=[each for each in services.campaigns.values() if not each.launched],
    )
