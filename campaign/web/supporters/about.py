"""Pages about this site: what happens to what one writes, whom it serves, and where to turn."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from campaign.web.page_cache import made_once
from campaign.web.services import services
from campaign.web.supporters.target_pages import cacheable

pages = Blueprint("about", __name__)


@pages.get("/<slug>/privacy/")
@made_once(names_host=True)
def privacy(slug: str) -> ResponseReturnValue:
    """Say what happens to what a supporter writes, and how to leave this page at once."""
    return _page("supporters/privacy.html", slug)


@pages.get("/<slug>/accessibility/")
@made_once(names_host=True)
def accessibility(slug: str) -> ResponseReturnValue:
    """Say what was checked for people with disabilities, and what was not."""
    return _page("supporters/accessibility.html", slug)


@pages.get("/<slug>/missing/")
@made_once(names_host=True)
def missing(slug: str) -> ResponseReturnValue:
    """Say where to turn to for those who look for a missing relative."""
    return _page("supporters/missing.html", slug)


def _page(template: str, slug: str) -> ResponseReturnValue:
    return cacheable(render_template(template, campaign=services.campaign(slug)))
