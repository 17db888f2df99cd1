"""The page behind the code on a tally sheet: a host says how many letters were signed on paper.

The link is the key: it was printed for one event. There is no account, and nothing of people. What
was signed can be counted after the campaign's end, too.
"""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.actions import paper_count_proposals
from campaign.model.paper_counts import PaperCount, PaperCountKind
from campaign.model.statement import Campaign
from campaign.web import number_fields
from campaign.web.database import db
from campaign.web.evening_links import opened
from campaign.web.number_fields import NumbersForm
from campaign.web.services import services
from campaign.web.supporters.form_tokens import TokenForm
from campaign.web.supporters.letter_pages import occasion

pages = Blueprint("event_page", __name__)


class EventCountForm(NumbersForm, TokenForm):
    """How many letters were signed at an event."""


@pages.get("/<slug>/tally/<event>/<key>/")
def show_event(slug: str, event: str, key: str) -> ResponseReturnValue:
    """Ask for the numbers on a tally sheet; what was sent within the hour stands there already."""
    campaign, code = opened(slug, event, key)
    return _page(code, number_fields.form_for(EventCountForm, campaign, _sent(campaign, code)))


@pages.post("/<slug>/tally/<event>/<key>/")
def save_proposal(slug: str, event: str, key: str) -> ResponseReturnValue:
    """Keep the numbers until an organizer looks at them."""
    campaign, code = opened(slug, event, key)
    form = number_fields.form_for(EventCountForm, campaign)
    if form.is_searching():
        return _page(code, form)
    if not form.validate():
        return _page(code, form), 422
    counted = PaperCount(code, services.today(), PaperCountKind.SIGNED, form.numbers())
    marked = occasion(form).marked
    paper_count_proposals.propose_count(
        db.session,
        campaign,
        counted,
        asked={target.slug for target in form.places.values()},
        marked=marked,
        now=services.now(),
    )
    to = [target.slug for target in form.places.values()]
    return redirect(url_for("event_page.thanks", slug=slug, event=event, key=key, to=to), 303)


@pages.get("/<slug>/tally/<event>/<key>/thanks")
def thanks(slug: str, event: str, key: str) -> ResponseReturnValue:
    """Repeat what was sent, and say what happens next."""
    campaign, code = opened(slug, event, key)
    to = request.args.getlist("to")
    again = url_for("event_page.show_event", slug=slug, event=event, key=key, to=to)
    sent = _sent(campaign, code)
    in_order = [*(each for each in dict.fromkeys(to) if each in sent), *sorted(sent.keys() - {*to})]
    return render_template(
        "supporters/tallied.html",
        campaign=campaign,
        event=code,
        again=again,
        sent=[(*number_fields.named(campaign, each), sent[each]) for each in in_order],
        total=sum(sent.values()),
    )


def _sent(campaign: Campaign, event: str) -> Mapping[str, int]:
    return paper_count_proposals.read_sent(db.session, campaign, event, now=services.now())


def _page(event: str, form: EventCountForm) -> str:
    older = paper_count_proposals.has_older(db.session, form.campaign, event, now=services.now())
    return render_template(
        "supporters/tally.html", campaign=form.campaign, event=event, form=form, older=older
    )
