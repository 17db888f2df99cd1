"""Pages about this site: what happens to what one writes, whom it serves, and where to turn."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from campaign.web.desk import desk
from campaign.web.finding import kept
from campaign.web.page_cache import made_once

pages = Blueprint("about", __name__)


@pages.get("/<slug>/privacy/")
@made_once()
def privacy(slug: str) -> ResponseReturnValue:
    """Say what happens to what a supporter writes, and how to leave this page at once."""
    return _page("supporter/privacy.html", slug)


@pages.get("/<slug>/accessibility/")
@made_once()
def accessibility(slug: str) -> ResponseReturnValue:
    """Say what was checked for people with disabilities, and what was not."""
    return _page("supporter/accessibility.html", slug)


@pages.get("/<slug>/missing/")
@made_once()
def missing(slug: str) -> ResponseReturnValue:
    """Say where to turn to for those who look for a missing relative."""
    return _page("supporter/missing.html", slug)


def _page(template: str, slug: str) -> ResponseReturnValue:
    return kept(render_template(template, campaign=desk.campaign(slug)))
