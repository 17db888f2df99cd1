"""Deliveries: letters that are handed over, what is printed for them, and how many they were."""

from typing import Final

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from campaign.actions import counts, paper_count_review
from campaign.model.paper_counts import PaperCountKind
from campaign.web.database import db
from campaign.web.organizers.printing.beginning import begin, form_page, is_printable
from campaign.web.organizers.printing.forms import DeliveryJobForm
from campaign.web.services import services

pages = Blueprint("deliveries", __name__)

ON_A_PAGE: Final = 50
"""The events that one page lists."""
LAST: Final = 2**31 - 1
"""The highest number of a count."""


@pages.get("/<slug>/paper/")
def list_deliveries(slug: str) -> ResponseReturnValue:
    """Show what was handed over, the newest first."""
    campaign, before = services.campaign(slug), last_on_page()
    events = paper_count_review.list_events(db.session, campaign, before=before, most=ON_A_PAGE + 1)
    totals = counts.sum_up(counts.on_paper(db.session, campaign))
    return render_template(
        "organizers/printing/deliveries.html",
        shown=campaign,
        total=totals[PaperCountKind.HANDED_OVER],
        events=[each for each in events[:ON_A_PAGE] if each.handed_over],
        older=events[ON_A_PAGE - 1].last if len(events) > ON_A_PAGE else None,
    )


@pages.get("/<slug>/print/delivery")
def show_form(slug: str) -> ResponseReturnValue:
    """Offer what to print for letters that are handed over."""
    return form_page("organizers/printing/delivery.html", DeliveryJobForm(services.campaign(slug)))


@pages.post("/<slug>/print/delivery")
def request_papers(slug: str) -> ResponseReturnValue:
    """Ask for what a delivery needs."""
    campaign = services.campaign(slug)
    form = DeliveryJobForm(campaign)
    if "look" in request.form:
        return form_page("organizers/printing/delivery.html", form)
    if campaign.organization.name and form.validate():
        bundle = form.bundle(services.today())
        if is_printable(campaign, bundle, form):
            return begin(campaign, bundle)
    return form_page("organizers/printing/delivery.html", form), 422


def last_on_page() -> int | None:
    """Return the number of the last count on the page above, if the address names one."""
    before = request.args.get("before", type=int)
    if before is not None and not 0 <= before <= LAST:
        abort(404)
    return before
