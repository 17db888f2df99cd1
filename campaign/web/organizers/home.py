"""Where organizers begin: what there is, and what one may do."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from campaign.actions import deciding
from campaign.store import db
from campaign.web.desk import desk

pages = Blueprint("home", __name__)


@pages.get("/")
def home() -> ResponseReturnValue:
    """Show what there is and what one may do."""
    campaigns = desk.campaigns.values()
    return render_template(
        "organizer/home.html",
        campaigns=[(each, deciding.how_many_wait(db.session, each)) for each in campaigns],
    )
