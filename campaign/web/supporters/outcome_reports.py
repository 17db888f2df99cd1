"""What became of a letter, as its writer says. Nothing of the letter comes along."""

from contextlib import suppress
from typing import Final

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from campaign.actions import letters
from campaign.errors import NotCounted
from campaign.model.letter import Target, Way
from campaign.model.statement import Campaign
from campaign.web.choice_fields import one_of
from campaign.web.services import services
from campaign.web.supporters import target_choice
from campaign.web.supporters.form_tokens import TokenForm
from campaign.web.supporters.letter_pages import find_known_target, occasion

pages = Blueprint("outcome_reports", __name__)

REPORTS: Final = {
    Way.SENT: lazy_gettext("I sent it by email"),
    Way.POSTED: lazy_gettext("I posted it"),
    Way.REPLIED: lazy_gettext("I got a reply"),
    Way.RETURNED: lazy_gettext("It came back"),
}
LATER: Final = (Way.REPLIED, Way.RETURNED)
"""The outcomes that nobody can report at once."""


class DoneForm(TokenForm):
    """A supporter's report of what became of a letter."""

    what = one_of(lazy_gettext("What became of your letter?"), REPORTS)


@pages.post("/<slug>/to/<to>/done")
def report_outcome(slug: str, to: str) -> ResponseReturnValue:
    """Count what a supporter says became of the letter; which it was is in no address."""
    campaign, target = find_known_target(slug, to)
    form = DoneForm()
    if not form.validate():
        return _page("supporters/thanks.html", campaign, target, form), 422
    way = Way(form.what.data)
    letters.count_outcome(services.counts, campaign, target, way, occasion=occasion(form))
    return redirect(url_for("outcome_reports.thanks", slug=slug, to=to), 303)


@pages.get("/<slug>/to/<to>/done")
def thanks(slug: str, to: str) -> ResponseReturnValue:
    """Thank for what was counted, and say what can be done next."""
    return _page("supporters/thanks.html", *find_known_target(slug, to), DoneForm())


@pages.get("/<slug>/to/<to>/later")
def report_later(slug: str, to: str) -> ResponseReturnValue:
    """Ask what became of an earlier letter."""
    return _page("supporters/later.html", *find_known_target(slug, to), DoneForm())


@pages.post("/<slug>/to/<to>/copied")
def copied(slug: str, to: str) -> ResponseReturnValue:
    """Count that a letter's text was copied, if it can be; nobody reads the answer."""
    campaign, target = find_known_target(slug, to)
    form = TokenForm()
    if form.validate():
        with suppress(NotCounted):
            letters.count_outcome(
                services.counts, campaign, target, Way.TXT, occasion=occasion(form)
            )
    return "", 204


def _page(template: str, campaign: Campaign, target: Target, form: DoneForm) -> str:
    return render_template(
        template,
        campaign=campaign,
        to=target_choice.choice_of(campaign, target, services.today()),
        form=form,
        later=LATER,
    )
