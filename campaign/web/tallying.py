"""The page behind the code on a tally sheet: a host says how many letters were signed on paper.

The link is the key: it was printed for one event. There is no account, and nothing of people.
"""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.actions import paper
from campaign.model.paper import Counted, Kind, event_code
from campaign.model.statement import Campaign
from campaign.store import db
from campaign.web import counting
from campaign.web.counting import NumbersForm
from campaign.web.desk import desk
from campaign.web.showing import occasion
from campaign.web.tokens import TokenForm

pages = Blueprint("tallying", __name__)


class ProposalForm(NumbersForm, TokenForm):
    """How many letters were signed at an event."""


@pages.get("/<slug>/tally/<event>/<key>/")
def propose(slug: str, event: str, key: str) -> ResponseReturnValue:
    """Ask for the numbers on a tally sheet."""
    campaign, code = _opened(slug, event, key)
    return _page(code, counting.form_for(ProposalForm, campaign))


@pages.post("/<slug>/tally/<event>/<key>/")
def keep(slug: str, event: str, key: str) -> ResponseReturnValue:
    """Keep the numbers until an organizer looks at them."""
    campaign, code = _opened(slug, event, key)
    form = counting.form_for(ProposalForm, campaign)
    if form.is_searching():
        return _page(code, form)
    if not form.validate():
        return _page(code, form), 422
    counted = Counted(code, desk.today(), Kind.SIGNED, form.numbers())
    marked = occasion(form).marked
    paper.propose(db.session, campaign, counted, marked=marked, now=desk.now())
    to = list(form.numbers())
    return redirect(url_for("tallying.thanks", slug=slug, event=event, key=key, to=to), 303)


@pages.get("/<slug>/tally/<event>/<key>/thanks")
def thanks(slug: str, event: str, key: str) -> ResponseReturnValue:
    """Thank, and say what happens next."""
    campaign, code = _opened(slug, event, key)
    again = url_for(
        "tallying.propose", slug=slug, event=event, key=key, to=request.args.getlist("to")
    )
    return render_template("supporter/tallied.html", campaign=campaign, event=code, again=again)


def _opened(slug: str, event: str, key: str) -> tuple[Campaign, str]:
    """Return the campaign and the event's code; an address that was not made here leads nowhere.

    What was signed can be counted after the campaign's end, too.
    """
    campaign = desk.campaign(slug)
    try:
        code = event_code(event)
    except ValueError:
        abort(404)
    if not paper.is_key(desk.seals, slug, code, key):
        abort(404)
    return campaign, code


def _page(event: str, form: ProposalForm) -> str:
    return render_template("supporter/tally.html", campaign=form.campaign, event=event, form=form)
