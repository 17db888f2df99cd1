"""Where organizers begin: what there is, and what one may do."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from campaign.actions import paper_count_review
from campaign.web.database import db
from campaign.web.services import services

pages = Blueprint("home", __name__)


@pages.get("/")
def home() -> ResponseReturnValue:
    """Show what there is and what one may do."""
    campaigns = services.campaigns.values()
    return render_template(
        "organizers/home.html",
        campaigns=[
            (each, paper_count_review.count_proposals(db.session, each)) for each in campaigns
        ],
    )
