"""Letters on paper: what hosts propose, what organizers count themselves, and an event's link."""

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.actions import paper_count_proposals as actions
from campaign.actions import paper_count_review, saved_evenings
from campaign.errors import Overtaken
from campaign.model.paper_counts import PaperCountKind, PaperCountRecord, PaperCountState
from campaign.model.statement import Campaign
from campaign.rules import targets
from campaign.web import number_fields
from campaign.web.database import db
from campaign.web.evening_links import totals_link
from campaign.web.organizers.counts import names
from campaign.web.organizers.paper_counts.forms import (
    CorrectionForm,
    EntryForm,
    LinkForm,
    ProposalForm,
    ReconciliationForm,
)
from campaign.web.organizers.paper_counts.forms import form_of_numbers as joined
from campaign.web.organizers.paper_counts.links import drawn
from campaign.web.organizers.permits import me
from campaign.web.services import services
from campaign.web.supporters import target_choice
from campaign.web.supporters.sharing import SHAPES

pages = Blueprint("paper_counts", __name__)


@pages.get("/<slug>/paper/events/<code>")
def show_event(slug: str, code: str) -> ResponseReturnValue:
    """Show an event: what counts, what waits, and all that happened."""
    campaign, code = services.campaign(slug), code.upper()
    records = paper_count_review.counts_of_event(db.session, campaign, code)
    proposals = paper_count_review.list_proposals(db.session, campaign)
    return _page(
        "organizers/paper_counts/event.html",
        campaign,
        event=code,
        evening=saved_evenings.find_described(db.session, slug, code),
        accepted=[each for each in records if each.state is PaperCountState.ACCEPTED],
        proposals=[each for each in proposals if each.record.counted.event == code],
        history=paper_count_review.history_of_event(records),
        to=sorted({target for each in records for target in each.counted.numbers}),
    )


@pages.get("/<slug>/paper/new")
def new_count(slug: str) -> ResponseReturnValue:
    """Show the form for a count of one's own; its address may say what kind it is."""
    campaign = services.campaign(slug)
    kind = request.args.get("kind", PaperCountKind.SIGNED)
    form = number_fields.form_for(EntryForm, campaign, day=services.today(), kind=kind)
    return _entry(campaign, form)


@pages.post("/<slug>/paper/new")
def enter_count(slug: str) -> ResponseReturnValue:
    """Keep a count of one's own."""
    campaign = services.campaign(slug)
    form = number_fields.form_for(EntryForm, campaign)
    if form.is_searching():
        return _entry(campaign, form)
    if not form.validate():
        return _entry(campaign, form), 422
    made = form.counted(form.event.data or "", PaperCountKind(form.kind.data))
    if not form.is_decided(
        paper_count_review.accepted_counts(db.session, campaign, made.event, made.kind)
    ):
        return _entry(campaign, form), 422
    paper_count_review.enter_count(
        db.session, campaign, made, form.given(), by=me().organizer.email, now=services.now()
    )
    return _to_event(campaign, made.event)


@pages.get("/<slug>/paper/<row:number>")
def show_proposal(slug: str, number: int) -> ResponseReturnValue:
    """Show the form to correct a count, or to accept it with other numbers."""
    campaign = services.campaign(slug)
    found = paper_count_review.read_count(db.session, campaign, number)
    form = number_fields.form_for(
        _form_of(found), campaign, found.counted.numbers, day=found.counted.day
    )
    if isinstance(form, ProposalForm):
        form.seen.data = joined(_beside(campaign, found))
    return _change(campaign, found, form)


@pages.post("/<slug>/paper/<row:number>")
def accept_count_changed(slug: str, number: int) -> ResponseReturnValue:
    """Put other numbers in the place of a count."""
    campaign = services.campaign(slug)
    found = paper_count_review.read_count(db.session, campaign, number)
    form = number_fields.form_for(_form_of(found), campaign)
    if form.is_searching():
        return _change(campaign, found, form)
    if not form.validate():
        return _change(campaign, found, form), 422
    made = form.counted(found.counted.event, found.counted.kind)
    by, now = me().organizer.email, services.now()
    if isinstance(form, CorrectionForm):
        reason = form.reason.data or ""
        paper_count_review.correct_counts(
            db.session, campaign, number, made, reason=reason, by=by, now=now
        )
    elif not form.is_decided(_beside(campaign, found)):
        return _change(campaign, found, form), 422
    else:
        paper_count_review.accept_count_changed(
            db.session, campaign, number, made, form.given(), by=by, now=now
        )
    return _to_event(campaign, made.event)


@pages.post("/<slug>/paper/<row:number>/accept")
def accept_count(slug: str, number: int) -> ResponseReturnValue:
    """Let what a host proposes count."""
    campaign, beside = services.campaign(slug), ReconciliationForm().given()
    paper_count_review.accept_count(
        db.session, campaign, number, beside, by=me().organizer.email, now=services.now()
    )
    return redirect(url_for("evenings.list_evenings", slug=slug), 303)


@pages.post("/<slug>/paper/<row:number>/decline")
def decline_count(slug: str, number: int) -> ResponseReturnValue:
    """Let what a host proposes not count."""
    campaign = services.campaign(slug)
    paper_count_review.decline_count(
        db.session, campaign, number, by=me().organizer.email, now=services.now()
    )
    return redirect(url_for("evenings.list_evenings", slug=slug), 303)


@pages.get("/<slug>/paper/link")
def show_link(slug: str) -> ResponseReturnValue:
    """Show the link of an event, with its code to scan, and let its recipients be chosen."""
    campaign, form = services.campaign(slug), LinkForm()
    is_right = "event" not in request.args or form.validate()
    chosen, search = request.args.getlist("to"), target_choice.TargetSearch()
    page = _page(
        "organizers/paper_counts/link.html",
        campaign,
        form=form,
        address=_address(campaign, form) if form.event.data and is_right else "",
        drawn=drawn,
        chosen=chosen,
        search=search,
        offices=target_choice.offices_found(campaign, services.today()),
        bodies=target_choice.bodies_found(campaign, services.today(), search, {}, chosen),
    )
    return page, 200 if is_right else 422


@pages.get("/<slug>/paper/code.<any(svg, png):picture>")
def link_code(slug: str, picture: str) -> ResponseReturnValue:
    """Give the link of an event as a QR code."""
    campaign, form = services.campaign(slug), LinkForm()
    if not form.validate():
        abort(404)
    draw, kind = SHAPES[picture]
    return Response(draw(_address(campaign, form)), mimetype=kind)


def _address(campaign: Campaign, form: LinkForm) -> str:
    """Return where the totals of an event are entered."""
    to = [targets.known_target(campaign, each).slug for each in request.args.getlist("to")]
    named = to if len(to) <= actions.MOST_NAMED else ()
    return totals_link(campaign, form.event.data or "", named)


def _form_of(found: PaperCountRecord) -> type[ProposalForm | CorrectionForm]:
    """Return what can be done with a count. Raises Overtaken where nothing can any more."""
    if found.state is PaperCountState.PROPOSED:
        return ProposalForm
    if found.state is PaperCountState.ACCEPTED:
        return CorrectionForm
    raise Overtaken


def _beside(campaign: Campaign, found: PaperCountRecord) -> list[PaperCountRecord]:
    """Return what counts for the event of a proposal already."""
    return list(
        paper_count_review.accepted_counts(
            db.session, campaign, found.counted.event, found.counted.kind
        )
    )


def _to_event(campaign: Campaign, code: str) -> Response:
    return redirect(url_for("paper_counts.show_event", slug=campaign.slug, code=code), 303)  # type: ignore[return-value]


def _entry(campaign: Campaign, form: EntryForm) -> str:
    return _page("organizers/paper_counts/new.html", campaign, form=form)


def _change(
    campaign: Campaign, found: PaperCountRecord, form: ProposalForm | CorrectionForm
) -> str:
    accepted = _beside(campaign, found) if isinstance(form, ProposalForm) else []
    return _page(
        "organizers/paper_counts/proposal.html", campaign, form=form, found=found, accepted=accepted
    )


def _page(template: str, campaign: Campaign, **values: object) -> str:
    return render_template(
        template,
        shown=campaign,
        recipient=names.recipients(campaign, services.today()),
        joined=joined,
        **values,
    )
