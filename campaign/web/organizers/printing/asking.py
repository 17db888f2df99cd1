"""Printing for an event: what to print, the jobs that print it, and their files."""

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

from campaign.actions import paper
from campaign.actions.printing import jobs, make
from campaign.actions.printing.bundle import MOST_LETTERS, Bundle
from campaign.errors import CannotPrint
from campaign.model.jobs import Piece
from campaign.model.statement import Campaign
from campaign.store import db
from campaign.web import choosing
from campaign.web.desk import desk
from campaign.web.organizers.permits import me
from campaign.web.organizers.printing import words as say
from campaign.web.organizers.printing.forms import DeliveryForm, EveningForm, PrintForm

pages = Blueprint("printing", __name__)


@pages.get("/<slug>/print/")
def printing(slug: str) -> ResponseReturnValue:
    """Offer what to print for a letter evening, and show what was asked for."""
    return _evening_page(EveningForm(desk.campaign(slug)))


@pages.post("/<slug>/print/")
def ask(slug: str) -> ResponseReturnValue:
    """Ask for what a letter evening needs."""
    campaign = desk.campaign(slug)
    form = EveningForm(campaign)
    if "look" in request.form:
        return _evening_page(form)
    if not form.validate():
        return _evening_page(form), 422
    bundle = form.bundle(desk.today(), _link(campaign, form))
    return _begin(campaign, bundle, form) or (_evening_page(form), 422)


@pages.get("/<slug>/print/delivery")
def delivery(slug: str) -> ResponseReturnValue:
    """Offer what to print for letters that are handed over."""
    return _page("organizer/delivery.html", DeliveryForm(desk.campaign(slug)))


@pages.post("/<slug>/print/delivery")
def deliver(slug: str) -> ResponseReturnValue:
    """Ask for what a delivery needs."""
    campaign = desk.campaign(slug)
    form = DeliveryForm(campaign)
    if "look" in request.form:
        return _page("organizer/delivery.html", form)
    if not (campaign.organization.name and form.validate()):
        return _page("organizer/delivery.html", form), 422
    begun = _begin(campaign, form.bundle(desk.today()), form)
    return begun or (_page("organizer/delivery.html", form), 422)


@pages.get("/<slug>/print/<row:number>")
def job(slug: str, number: int) -> ResponseReturnValue:
    """Show how far a job is, and what it has made."""
    campaign = desk.campaign(slug)
    found, bundle = jobs.read(db.session, slug, number, now=desk.now())
    return render_template(
        "organizer/job.html",
        shown=campaign,
        job=found,
        bundle=bundle,
        say=say,
        now=desk.now(),
    )


@pages.get("/<slug>/print/<row:number>/<any(blank, labels, tally, packing, cover):piece>.pdf")
def download(slug: str, number: int, piece: str) -> ResponseReturnValue:
    """Give a paper as a file, a part at a time."""
    found, bundle, parts = jobs.file(db.session, slug, number, Piece(piece), now=desk.now())
    response = Response(stream_with_context(parts), mimetype="application/pdf")
    response.content_length = found.size
    name = "-".join(filter(None, (f"{bundle.on}", slug, bundle.event, piece)))
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.pdf")
    return response


@pages.post("/<slug>/print/<row:number>/stop")
def stop(slug: str, number: int) -> ResponseReturnValue:
    """Stop a job."""
    jobs.stop(db.session, slug, number, by=me().organizer.email, now=desk.now())
    return redirect(url_for("printing.job", slug=slug, number=number), 303)


@pages.post("/<slug>/print/<row:number>/again")
def again(slug: str, number: int) -> ResponseReturnValue:
    """Start a job again that failed or was stopped."""
    jobs.again(db.session, slug, number, by=me().organizer.email, now=desk.now())
    desk.bell.ring()
    return redirect(url_for("printing.job", slug=slug, number=number), 303)


@pages.post("/<slug>/print/<row:number>/delete")
def delete(slug: str, number: int) -> ResponseReturnValue:
    """Delete a job and its files."""
    jobs.delete(db.session, slug, number, by=me().organizer.email, now=desk.now())
    return redirect(url_for("printing.printing", slug=slug), 303)


def _begin(campaign: Campaign, bundle: Bundle, form: PrintForm) -> ResponseReturnValue | None:
    """Have papers made and lead to their job; None, with the reason in the form, if they cannot."""
    try:
        make.demand_printable(campaign, bundle, bundle.pieces)
    except CannotPrint as error:
        form.refuse(error)
        return None
    who = me().organizer.email
    number = jobs.ask(db.session, campaign.slug, bundle, by=who, now=desk.now())
    desk.bell.ring()
    return redirect(url_for("printing.job", slug=campaign.slug, number=number), 303)


def _link(campaign: Campaign, form: EveningForm) -> str:
    """Return the address of the page on which an event's totals are entered."""
    if not form.event.data:
        return ""
    site = request.host_url.rstrip("/")
    return site + paper.path_of(desk.seals, campaign.slug, form.event.data, form.chosen())


def _evening_page(form: EveningForm) -> str:
    listed = jobs.listed(db.session, form.campaign.slug, now=desk.now())
    return _page("organizer/printing.html", form, jobs=listed, most=MOST_LETTERS)


def _page(template: str, form: PrintForm, **given: object) -> str:
    campaign, day, search = form.campaign, desk.today(), choosing.Search(form.find.data or "")
    numbers = [field.data for field in form if field.type == "NumbersField"]
    chosen = {key for typed in numbers for key, text in typed.items() if text}
    return render_template(
        template,
        shown=campaign,
        form=form,
        search=search,
        offices=choosing.offices(campaign, day),
        bodies=choosing.bodies(campaign, day, search, {}, chosen),
        say=say,
        now=desk.now(),
        **given,
    )
