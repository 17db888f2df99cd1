"""The page for the host of an evening that organizers described: the same papers, by a link.

The link is the key, as it is for the totals. There is no account, and nothing of people.
"""

from typing import Final

from flask import Blueprint, Response, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from campaign.actions import saved_evenings
from campaign.actions.print_jobs import make
from campaign.actions.print_jobs.bundle import Bundle
from campaign.errors import UnknownEvening
from campaign.model.print_jobs import DocumentKind
from campaign.model.statement import Campaign
from campaign.rules import targets
from campaign.web import number_fields
from campaign.web.database import db
from campaign.web.evening_links import MOST_FOR_HOSTS, opened, with_links
from campaign.web.services import services
from campaign.web.supporters.letter_pages import demand_open

pages = Blueprint("host_page", __name__)

PAPERS: Final = {
    DocumentKind.COVER_SHEET: (
        lazy_gettext("Cover sheet"),
        lazy_gettext("How to fold, which envelope, how many."),
    ),
    DocumentKind.BLANK: (
        lazy_gettext("Letters to sign"),
        lazy_gettext("All of them, one recipient after the other."),
    ),
    DocumentKind.LABELS: (
        lazy_gettext("Address labels"),
        lazy_gettext("On sheets of labels: Avery L7160, or 5160."),
    ),
    DocumentKind.TALLY: (
        lazy_gettext("Tally sheet"),
        lazy_gettext("Boxes to mark, and where to send the totals."),
    ),
    DocumentKind.PACKING: (
        lazy_gettext("Packing list"),
        lazy_gettext("For whoever posts the letters."),
    ),
    DocumentKind.TABLE: (
        lazy_gettext("Sheet for the table"),
        lazy_gettext("What is asked, how to write, what is safe."),
    ),
    DocumentKind.POSTER: (
        lazy_gettext("Poster"),
        lazy_gettext("A code for guests who rather write on their phones."),
    ),
}
"""The papers that a host can make: what each is called, and what it is for."""
PIECES: Final = ", ".join(f"'{piece}'" for piece in DocumentKind)
"""The papers, as a rule of addresses lists them."""


@pages.get("/<slug>/evening/<event>/<key>/")
def show_papers(slug: str, event: str, key: str) -> ResponseReturnValue:
    """Say to whom letters are written at this evening, and offer its papers."""
    campaign, bundle = _found(slug, event, key)
    evening = bundle.occasion
    named = [(*number_fields.named(campaign, to), copies) for to, copies in evening.copies.items()]
    return render_template(
        "supporters/host.html",
        campaign=campaign,
        bundle=bundle,
        key=key,
        named=named,
        papers=PAPERS,
        totals=url_for(
            "event_page.show_event", slug=slug, event=evening.event, key=key, to=[*evening.copies]
        ),
    )


@pages.post(f"/<slug>/evening/<event>/<key>/<any({PIECES}):piece>.pdf")
def paper(slug: str, event: str, key: str, piece: str) -> ResponseReturnValue:
    """Give one of the papers; none of them is in any count."""
    campaign, bundle = _found(slug, event, key)
    if piece not in bundle.pieces:
        abort(404)
    for each in bundle.targets:
        targets.find_target(campaign, each, bundle.occasion.on)  # says why, where it is not offered
    pdf = services.press.at_length(make.made_at_once, DocumentKind(piece), campaign, bundle)
    if not pdf:
        abort(404)
    response = Response(pdf, mimetype="application/pdf")
    name = f"{bundle.occasion.event}-{piece}.pdf"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _found(slug: str, event: str, key: str) -> tuple[Campaign, Bundle]:
    """Return the campaign, and what is printed; an evening that was removed leads nowhere."""
    campaign, code = opened(slug, event, key)
    demand_open(campaign)
    try:
        _, bundle = saved_evenings.evening_of(db.session, slug, code)
    except UnknownEvening:
        abort(404)
    if len(bundle.occasion.copies) > MOST_FOR_HOSTS:
        abort(404)
    return campaign, with_links(campaign, bundle)
