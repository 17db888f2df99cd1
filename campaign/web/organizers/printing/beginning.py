"""How papers are begun, for an evening or a delivery, and what both forms' pages show."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.actions.print_jobs import make, queue
from campaign.actions.print_jobs.bundle import Bundle
from campaign.errors import CannotPrint
from campaign.model.statement import Campaign
from campaign.web.database import db
from campaign.web.organizers.permits import me
from campaign.web.organizers.printing import labels as say
from campaign.web.organizers.printing.forms import PrintForm
from campaign.web.services import services
from campaign.web.supporters import target_choice


def is_printable(campaign: Campaign, bundle: Bundle, form: PrintForm) -> bool:
    """Say whether all of it has room on paper; the form says what has not."""
    try:
        make.demand_printable(campaign, bundle, bundle.pieces)
    except CannotPrint as error:
        form.refuse(error)
        return False
    return True


def begin(campaign: Campaign, bundle: Bundle) -> ResponseReturnValue:
    """Have papers made, and lead to their job."""
    who = me().organizer.email
    number = queue.request_job(db.session, campaign.slug, bundle, by=who, now=services.now())
    services.bell.ring()
    return redirect(url_for("printing.show_job", slug=campaign.slug, number=number), 303)


def form_page(template: str, form: PrintForm, **given: object) -> str:
    """Return the page of a form, with all recipients that a search finds."""
    campaign, day = form.campaign, services.today()
    search = target_choice.TargetSearch(form.find.data or "")
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
