"""What organizers changed: who, when, from what to what; and undoing it."""

from typing import Final

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.actions import facts as actions
from campaign.actions import standing
from campaign.errors import BrokenData, Complaint
from campaign.model.facts import Batch, Origin
from campaign.store import db
from campaign.web.desk import desk
from campaign.web.organizers import permits
from campaign.web.organizers.facts import words
from campaign.web.organizers.facts.front import speaker

pages = Blueprint("changes", __name__)

ON_A_PAGE: Final = 100
FEW: Final = 3
"""Facts changed at once that are shown one by one; more are put into tables."""
LAST: Final = 2**31 - 1
"""The highest number of a change."""


@pages.get("/facts/changes/")
def changes() -> ResponseReturnValue:
    """Show what was changed at once, the newest first."""
    before = request.args.get("before", type=int)
    if before is not None and not 0 <= before <= LAST:
        abort(404)
    made = actions.history(db.session, before=before, most=ON_A_PAGE + 1)
    return render_template(
        "organizer/facts-changes.html",
        say=speaker(),
        named=words,
        made=made[:ON_A_PAGE],
        more=len(made) > ON_A_PAGE,
    )


@pages.get("/facts/changes/<row:number>")
def change(number: int) -> ResponseReturnValue:
    """Show everything that was changed at once."""
    return _page(number)


@pages.post("/facts/changes/<row:number>/undo")
def undo(number: int) -> ResponseReturnValue:
    """Undo it; where that would leave facts that contradict each other, say which."""
    by = permits.me().organizer.email
    if standing.changes_in(db.session, desk.shipped, number)[0].is_of_owners:
        abort(403)
    try:
        actions.undo(db.session, desk.shipped, number, by=by, at=desk.now())
    except BrokenData as error:
        return _page(number, error.complaints), 409
    return redirect(url_for("changes.change", number=number), 303)


def _are_many(batch: Batch) -> bool:
    """Say whether facts of one sheet were changed that are better looked at in tables."""
    return batch.origin is Origin.IMPORT and batch.changes > FEW


def _page(number: int, in_the_way: tuple[Complaint, ...] = ()) -> str:
    batch, differences = standing.changes_in(db.session, desk.shipped, number)
    say = speaker()
    return render_template(
        "organizer/facts-change.html",
        say=say,
        named=words,
        batch=batch,
        differences=differences,
        kinds=say.by_kind(differences) if _are_many(batch) else {},
        in_the_way=in_the_way,
    )
