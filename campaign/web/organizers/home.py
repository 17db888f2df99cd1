"""Where organizers begin: what there is, and what one may do."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from campaign.actions import fact_imports, paper_count_review
from campaign.catalogue import fetch
from campaign.model.facts import FactTable
from campaign.rules.reach import lacks_new_york
from campaign.web.database import db
from campaign.web.organizers import permits
from campaign.web.services import services

pages = Blueprint("home", __name__)


@pages.get("/")
def home() -> ResponseReturnValue:
    """Show what there is and what one may do; first what a new instance lacks."""
    campaigns = services.campaigns.values()
    return render_template(
        "organizers/home.html",
        campaigns=[
            (each, paper_count_review.count_proposals(db.session, each)) for each in campaigns
        ],
        lacks_directory=permits.may("imports.fetch_directory")
        and any(lacks_new_york(each) for each in campaigns),
        directory=_directory_waiting(),
        can_fetch=fetch.is_trusted(fetch.DIRECTORY, services.settings.directory_hosts),
    )


def _directory_waiting() -> int | None:
    """Return the number of a file of addresses that waits for approval, if one does."""
    waiting = fact_imports.list_pending_imports(db.session, now=services.now())
    return next((each.id for each in waiting if each.intake.sheet is FactTable.ADDRESSES), None)
