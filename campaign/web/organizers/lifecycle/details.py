"""A page for each form of who runs a campaign and what it offers."""

from functools import partial
from typing import Final

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from campaign.actions.lifecycle import texts
from campaign.catalogue.lifecycle import rows_of
from campaign.errors import NotReady
from campaign.model.facts import FactTable
from campaign.web.organizers.facts import labels
from campaign.web.organizers.facts.front_page import formatter
from campaign.web.organizers.lifecycle import launch_steps as steps
from campaign.web.organizers.lifecycle.detail_forms import FORMS, DetailForm
from campaign.web.organizers.lifecycle.saving import saved, seen_fingerprint
from campaign.web.services import services

pages = Blueprint("details", __name__)

WHICH: Final = "<any(organization, genuine, post, relatives, offer):detail>"
"""The forms there are, each by the sheet that names it."""


@pages.get(f"/<slug>/campaign/{WHICH}")
def show_details(slug: str, detail: str) -> ResponseReturnValue:
    """Show one of the forms."""
    if services.latest_campaign(slug).has_closed(services.today()):
        raise NotReady
    return _page(slug, form_of(slug, detail, fresh=True))


@pages.post(f"/<slug>/campaign/{WHICH}")
def set_details(slug: str, detail: str) -> ResponseReturnValue:
    """Keep what was written, and go on: to the path before the launch, to the campaign after it."""
    form = form_of(slug, detail)
    launched = services.latest_campaign(slug).launched
    onward = "campaign_page.show_campaign" if launched else "launch_path.show_path"
    return saved(
        slug,
        form,
        partial(_page, slug, form),
        lambda db, shipped, edit: texts.set_details(
            db, shipped, edit, form.rows(), on=services.today()
        ),
        onward,
        done=detail,
    )


def form_of(slug: str, detail: str, *, fresh: bool = False) -> DetailForm:
    """Return a form: as the campaign stands where it is `fresh`, else with what was sent."""
    made = FORMS[FactTable(detail)]
    given = {"formdata": None, "seen": seen_fingerprint(slug, made)} if fresh else {}
    return made(services.latest_campaign(slug), **given)


def _page(slug: str, form: DetailForm) -> str:
    """Return the page of one form, with what stands there now where somebody else was quicker."""
    campaign = services.latest_campaign(slug)
    step = next(each for each in steps.steps_of(campaign) if each.name == form.sheets[0])
    sheets = services.latest().sheets
    return render_template(
        "organizers/lifecycle/detail.html",
        shown=campaign,
        form=form,
        step=step,
        say=formatter(),
        named=labels,
        standing=[(s, rows_of(sheets, s, slug).get(slug) or abort(404)) for s in form.sheets],
    )
