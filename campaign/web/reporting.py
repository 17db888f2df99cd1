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
from campaign.web import choosing
from campaign.web.desk import desk
from campaign.web.forms import one_of
from campaign.web.showing import known, occasion
from campaign.web.tokens import TokenForm

pages = Blueprint("reporting", __name__)

REPORTS: Final = {
    Way.SENT: lazy_gettext("I sent it by email"),
    Way.POSTED: lazy_gettext("I posted it"),
    Way.REPLIED: lazy_gettext("I got a reply"),
    Way.RETURNED: lazy_gettext("It came back"),
}
LATER: Final = (Way.REPLIED, Way.RETURNED)
"""Those that nobody can make at once."""


class DoneForm(TokenForm):
    """A supporter's report of what became of a letter."""

    what = one_of(lazy_gettext("What became of your letter?"), REPORTS)


@pages.post("/<slug>/to/<to>/done")
def done(slug: str, to: str) -> ResponseReturnValue:
    """Count what a supporter says became of the letter; which it was is in no address."""
    campaign, target = known(slug, to)
    form = DoneForm()
    if not form.validate():
        return _page("supporter/thanks.html", campaign, target, form), 422
    letters.report(desk.counts, campaign, target, Way(form.what.data), occasion=occasion(form))
    return redirect(url_for("reporting.thanks", slug=slug, to=to), 303)


@pages.get("/<slug>/to/<to>/done")
def thanks(slug: str, to: str) -> ResponseReturnValue:
    """Thank for what was counted, and say what can be done next."""
    return _page("supporter/thanks.html", *known(slug, to), DoneForm())


@pages.get("/<slug>/to/<to>/later")
def later(slug: str, to: str) -> ResponseReturnValue:
    """Ask what became of an earlier letter."""
    return _page("supporter/later.html", *known(slug, to), DoneForm())


@pages.post("/<slug>/to/<to>/copied")
def copied(slug: str, to: str) -> ResponseReturnValue:
    """Count that a letter's text was copied, if it can be; nobody reads the answer."""
    campaign, target = known(slug, to)
    form = TokenForm()
    if form.validate():
        with suppress(NotCounted):
            letters.report(desk.counts, campaign, target, Way.TXT, occasion=occasion(form))
    return "", 204


def _page(template: str, campaign: Campaign, target: Target, form: DoneForm) -> str:
    return render_template(
        template,
        campaign=campaign,
        to=choosing.choice(campaign, target, desk.today()),
        form=form,
        later=LATER,
    )
