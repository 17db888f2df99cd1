"""Printing for an event: what to print, the jobs that print it, and their files."""

from typing import Final

from flask import (
    Blueprint,
    Response,
    redirect,
    render_template,
    request,
    stream_with_context,
    url_for,
)
from flask.typing import ResponseReturnValue

from campaign.actions import paper_count_proposals
from campaign.actions.print_jobs import make, queue
from campaign.actions.print_jobs.bundle import MOST_LETTERS, Bundle
from campaign.errors import CannotPrint
from campaign.model.print_jobs import DocumentKind
from campaign.model.statement import Campaign
from campaign.web.database import db
from campaign.web.organizers.permits import me
from campaign.web.organizers.printing import labels as say
from campaign.web.organizers.printing.forms import DeliveryJobForm, EveningJobForm, PrintForm
from campaign.web.services import services
from campaign.web.supporters import target_choice
from campaign.web.supporters.several_form import MOST_AT_ONCE

pages = Blueprint("printing", __name__)

PIECES: Final = ", ".join(f"'{piece}'" for piece in DocumentKind)
"""The papers, as a rule of addresses lists them."""


@pages.get("/<slug>/print/")
def show_evening_form(slug: str) -> ResponseReturnValue:
    """Offer what to print for a letter evening, and show what was asked for."""
    return _evening_page(EveningJobForm(services.campaign(slug)))


@pages.post("/<slug>/print/")
def request_evening(slug: str) -> ResponseReturnValue:
    """Ask for what a letter evening needs."""
    campaign = services.campaign(slug)
    form = EveningJobForm(campaign)
    if "look" in request.form:
        return _evening_page(form)
    if not form.validate():
        return _evening_page(form), 422
    bundle = form.bundle(_link(campaign, form))
    return _begin(campaign, bundle, form) or (_evening_page(form), 422)


@pages.get("/<slug>/print/delivery")
def show_delivery_form(slug: str) -> ResponseReturnValue:
    """Offer what to print for letters that are handed over."""
    return _page("organizers/printing/delivery.html", DeliveryJobForm(services.campaign(slug)))


@pages.post("/<slug>/print/delivery")
def request_delivery(slug: str) -> ResponseReturnValue:
    """Ask for what a delivery needs."""
    campaign = services.campaign(slug)
    form = DeliveryJobForm(campaign)
    if "look" in request.form:
        return _page("organizers/printing/delivery.html", form)
    if not (campaign.organization.name and form.validate()):
        return _page("organizers/printing/delivery.html", form), 422
    begun = _begin(campaign, form.bundle(services.today()), form)
    return begun or (_page("organizers/printing/delivery.html", form), 422)


@pages.get("/<slug>/print/<row:number>")
def show_job(slug: str, number: int) -> ResponseReturnValue:
    """Show how far a job is, and what it has made."""
    campaign = services.campaign(slug)
    found, bundle = queue.read_job(db.session, slug, number, now=services.now())
    return render_template(
        "organizers/printing/job.html",
        shown=campaign,
        job=found,
        bundle=bundle,
        host=_for_host(campaign, bundle),
        say=say,
        now=services.now(),
    )


@pages.get(f"/<slug>/print/<row:number>/<any({PIECES}):piece>.pdf")
def download(slug: str, number: int, piece: str) -> ResponseReturnValue:
    """Give a paper as a file, a part at a time."""
    found, bundle, parts = queue.read_document(
        db.session, slug, number, DocumentKind(piece), now=services.now()
    )
    response = Response(stream_with_context(parts), mimetype="application/pdf")
    response.content_length = found.size
    name = "-".join(filter(None, (f"{bundle.occasion.on}", slug, bundle.occasion.event, piece)))
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.pdf")
    return response


@pages.post("/<slug>/print/<row:number>/stop")
def stop_job(slug: str, number: int) -> ResponseReturnValue:
    """Stop a job."""
    queue.stop_job(db.session, slug, number, by=me().organizer.email, now=services.now())
    return redirect(url_for("printing.show_job", slug=slug, number=number), 303)


@pages.post("/<slug>/print/<row:number>/again")
def restart_job(slug: str, number: int) -> ResponseReturnValue:
    """Start a job again that failed or was stopped."""
    queue.restart_job(db.session, slug, number, by=me().organizer.email, now=services.now())
    services.bell.ring()
    return redirect(url_for("printing.show_job", slug=slug, number=number), 303)


@pages.post("/<slug>/print/<row:number>/delete")
def delete_job(slug: str, number: int) -> ResponseReturnValue:
    """Delete a job and its files."""
    queue.delete_job(db.session, slug, number, by=me().organizer.email, now=services.now())
    return redirect(url_for("printing.show_evening_form", slug=slug), 303)


def _begin(campaign: Campaign, bundle: Bundle, form: PrintForm) -> ResponseReturnValue | None:
    """Have papers made and lead to their job; None, with the reason in the form, if they cannot."""
    try:
        make.demand_printable(campaign, bundle, bundle.pieces)
    except CannotPrint as error:
        form.refuse(error)
        return None
    who = me().organizer.email
    number = queue.request_job(db.session, campaign.slug, bundle, by=who, now=services.now())
    services.bell.ring()
    return redirect(url_for("printing.show_job", slug=campaign.slug, number=number), 303)


def _link(campaign: Campaign, form: EveningJobForm) -> str:
    """Return the address of the page on which an event's totals are entered."""
    if not form.event.data:
        return ""
    site = request.host_url.rstrip("/")
    return site + paper_count_proposals.path_of(
        services.seals, campaign.slug, form.event.data, form.chosen()
    )


def _for_host(campaign: Campaign, bundle: Bundle) -> str:
    """Return where a host gets the same evening as a pack; blank where that is not for hosts."""
    evening = bundle.occasion
    if not evening.event or not 0 < len(evening.copies) <= MOST_AT_ONCE:
        return ""
    key = paper_count_proposals.key_of(services.seals, campaign.slug, evening.event)
    return url_for(
        "letter_evening.evening",
        slug=campaign.slug,
        event=evening.event,
        key=key,
        day=evening.on,
        language=evening.language,
        paper=bundle.paper.value,
        dated=evening.dated.value,
        by_hand=[each.value for each in evening.by_hand],
        to=list(evening.copies),
    )


def _evening_page(form: EveningJobForm) -> str:
    listed = queue.list_jobs(db.session, form.campaign.slug, now=services.now())
    return _page("organizers/printing/evening.html", form, jobs=listed, most=MOST_LETTERS)


def _page(template: str, form: PrintForm, **given: object) -> str:
    campaign, day, search = (
        form.campaign,
        services.today(),
        target_choice.TargetSearch(form.find.data or ""),
    )
    numbers = [field.data for field in form if field.type == "NumbersField"]
    chosen = {key for typed in numbers for key, text in typed.items() if text}
    return render_template(
        template,
        shown=campaign,
        form=form,
        search=search,
        offices=target_choice.offices_found(campaign, day),
        bodies=target_choice.bodies_found(campaign, day, search, {}, chosen),
        say=say,
        now=services.now(),
        **given,
    )
