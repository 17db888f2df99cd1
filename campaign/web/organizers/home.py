"""Where organizers begin: what there is, and what one may do."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from campaign.web.desk import desk

pages = Blueprint("home", __name__)


@pages.get("/")
def home() -> ResponseReturnValue:
    """Show what there is and what one may do."""
    return render_template("organizer/home.html", campaigns=desk.campaigns.values())
