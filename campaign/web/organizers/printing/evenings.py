"""Letter evenings: described once, printed as often as one likes, up to their totals."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.actions import counts, paper_count_review, saved_evenings
from campaign.actions.print_jobs import queue
from campaign.actions.print_jobs.bundle import MOST_LETTERS, Bundle
from campaign.actions.print_jobs.outline import Outline, outline
from campaign.errors import CampaignError, CodeTaken, Overtaken
from campaign.model.paper_counts import Event, PaperCountKind
from campaign.model.print_jobs import Job
from campaign.model.print_occasion import SavedEvening
from campaign.model.statement import Campaign
from campaign.web.database import db
from campaign.web.evening_links import MOST_FOR_HOSTS, host_link, totals_link, with_links
from campaign.web.organizers.counts import names
from campaign.web.organizers.paper_counts.forms import form_of_numbers
from campaign.web.organizers.paper_counts.links import drawn
from campaign.web.organizers.permits import me
from campaign.web.organizers.printing import labels as say
from campaign.web.organizers.printing.beginning import begin, form_page, is_printable
from campaign.web.organizers.printing.deliveries import ON_A_PAGE, last_on_page
from campaign.web.organizers.printing.evening_form import EveningForm, written_in
from campaign.web.organizers.printing.forms import PrintForm
from campaign.web.services import services

pages = Blueprint("evenings", __name__)


@pages.get("/<slug>/print/")
def list_evenings(slug: str) -> ResponseReturnValue:
    """Show what waits, the evenings to come and past, and what was asked for."""
    campaign, today = services.campaign(slug), services.today()
    before = last_on_page()
    listed = saved_evenings.list_evenings(db.session, slug)
    codes = [evening.event for evening, _ in listed]
    events = paper_count_review.list_events(db.session, campaign, before=before, most=ON_A_PAGE + 1)
    return render_template(
        "organizers/printing/evenings.html",
        shown=campaign,
        proposals=paper_count_review.list_proposals(db.session, campaign),
        coming=[each for each in listed if each[0].day >= today],
        past=[each for each in reversed(listed) if each[0].day < today],
        tallies=saved_evenings.tallies(db.session, slug, codes),
        others=[e for e in events[:ON_A_PAGE] if e.code not in codes and (e.signed or e.waiting)],
        older=events[ON_A_PAGE - 1].last if len(events) > ON_A_PAGE else None,
        total=counts.sum_up(counts.on_paper(db.session, campaign))[PaperCountKind.SIGNED],
        jobs=queue.list_jobs(db.session, slug, now=services.now()),
        recipient=names.recipients(campaign, today),
        joined=form_of_numbers,
        say=say,
    )


@pages.get("/<slug>/print/evenings/new")
def new_evening(slug: str) -> ResponseReturnValue:
    """Show the form for an evening."""
    return _page(EveningForm(services.campaign(slug)))


@pages.get("/<slug>/print/evenings/<row:number>/copy")
def copy_evening(slug: str, number: int) -> ResponseReturnValue:
    """Show the same form with all of another evening that may be the same: not its code and day."""
    campaign = services.campaign(slug)
    saved, bundle = saved_evenings.read_evening(db.session, slug, number)
    return _page(EveningForm(campaign, data={**written_in(bundle), "name": saved.name}))


@pages.post("/<slug>/print/evenings/new")
def add_evening(slug: str) -> ResponseReturnValue:
    """Keep an evening, and have its papers made if that is asked for."""
    form = EveningForm(services.campaign(slug))
    return _submitted(form)


@pages.get("/<slug>/print/evenings/<row:number>")
def show_evening(slug: str, number: int) -> ResponseReturnValue:
    """Show an evening as it stands, and what comes out of the printer."""
    campaign = services.campaign(slug)
    saved = saved_evenings.read_evening(db.session, slug, number)
    return _page(EveningForm(campaign, saved), saved)


@pages.post("/<slug>/print/evenings/<row:number>")
def change_evening(slug: str, number: int) -> ResponseReturnValue:
    """Save an evening over, and have its papers made if that is asked for."""
    saved = saved_evenings.read_evening(db.session, slug, number)
    form = EveningForm(services.campaign(slug), saved)
    return _submitted(form, saved)


@pages.get("/<slug>/print/evenings/<row:number>/remove")
def show_removal(slug: str, number: int) -> ResponseReturnValue:
    """Show what goes with an evening, and what stays."""
    campaign = services.campaign(slug)
    evening, bundle = saved_evenings.read_evening(db.session, slug, number)
    return render_template(
        "organizers/printing/evening-removal.html",
        shown=campaign,
        evening=evening,
        bundle=bundle,
        tally=_tally(slug, evening),
        papers=len(_jobs(slug, evening)),
        say=say,
    )


@pages.post("/<slug>/print/evenings/<row:number>/remove")
def remove_evening(slug: str, number: int) -> ResponseReturnValue:
    """Remove an evening's description."""
    saved_evenings.remove_evening(
        db.session, slug, number, by=me().organizer.email, now=services.now()
    )
    return redirect(url_for("evenings.list_evenings", slug=slug), 303)


def _submitted(
    form: EveningForm, saved: tuple[SavedEvening, Bundle] | None = None
) -> ResponseReturnValue:
    """Save what a form says and go on; or show it again, saying what is in the way."""
    campaign = form.campaign
    if "look" in request.form:
        return _page(form, saved)
    if not form.validate():
        return _page(form, saved), 422
    bundle = form.bundle()
    try:
        number = is_printable(campaign, bundle, form) and _save(form, bundle)
    except CodeTaken as taken:
        form.take_code(str(taken))
        number = None
    if not number:
        return _page(form, saved), 422
    if request.form.get("then") == "make":
        return begin(campaign, with_links(campaign, bundle))
    place = url_for("evenings.show_evening", slug=campaign.slug, number=number, saved=1)
    return redirect(place, 303)


def _save(form: EveningForm, bundle: Bundle) -> int:
    """Keep an evening; return its number. Raises CodeTaken or Overtaken."""
    by, now, name = me().organizer.email, services.now(), form.name.data or ""
    if form.saved is None:
        return saved_evenings.save_evening(
            db.session, form.campaign.slug, name, bundle, by=by, now=now
        )
    if form.seen.data != form.saved.at.isoformat():
        raise Overtaken
    saved_evenings.change_evening(db.session, form.saved, name, bundle, by=by, now=now)
    return form.saved.id


def _page(form: EveningForm, saved: tuple[SavedEvening, Bundle] | None = None) -> str:
    campaign = form.campaign
    given = _about(campaign, *saved) if saved else {"evening": None, "gone": (), "host": ""}
    return form_page(
        "organizers/printing/evening.html",
        form,
        most=MOST_LETTERS,
        most_for_hosts=MOST_FOR_HOSTS,
        **given,
    )


def _about(campaign: Campaign, evening: SavedEvening, bundle: Bundle) -> Mapping[str, object]:
    """Return what stands beside an evening's form: what follows from it as it is kept."""
    host = host_link(campaign, bundle)
    there = {each.slug for each in PrintForm(campaign).targets}
    return {
        "evening": evening,
        "bundle": bundle,
        "comes_out": _outline(campaign, bundle),
        "gone": [slug for slug in bundle.targets if slug not in there],
        "host": host,
        "host_code": drawn(host) if host else "",
        "totals": totals_link(campaign, evening.event, bundle.occasion.copies),
        "tally": _tally(campaign.slug, evening),
        "jobs": _jobs(campaign.slug, evening),
    }


def _outline(campaign: Campaign, bundle: Bundle) -> Outline | None:
    """Return what comes out of the printer; nothing where that cannot be told just now."""
    try:
        return services.press.at_length(outline, campaign, with_links(campaign, bundle))
    except CampaignError:
        return None


def _tally(slug: str, evening: SavedEvening) -> Event | None:
    return saved_evenings.tallies(db.session, slug, [evening.event]).get(evening.event)


def _jobs(slug: str, evening: SavedEvening) -> Sequence[tuple[Job, Bundle]]:
    every = queue.list_jobs(db.session, slug, now=services.now())
    return [each for each in every if each[1].occasion.event == evening.event]
