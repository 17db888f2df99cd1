"""Who holds the offices and what is still asked, looked up in one go before a launch."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from wtforms import Field, SelectMultipleField, StringField, ValidationError

from campaign.actions.lifecycle import known
from campaign.actions.lifecycle.known import KNOWN as SHEETS
from campaign.actions.lifecycle.known import LookedUp
from campaign.catalogue.lifecycle import rows_of
from campaign.errors import BrokenData
from campaign.model.facts import FactTable, Row
from campaign.model.statement import Ask, Campaign
from campaign.model.world import Officer
from campaign.rules.launch_checklist import asks_to_confirm
from campaign.rules.targets import OFFICES
from campaign.web.choice_fields import offered
from campaign.web.organizers.forms import LONGEST, line, typed
from campaign.web.organizers.lifecycle import launch_steps as steps
from campaign.web.organizers.lifecycle.forms import VersionedForm
from campaign.web.organizers.lifecycle.saving import saved, seen_fingerprint
from campaign.web.services import services

pages = Blueprint("known", __name__)


class KnownForm(VersionedForm):
    """Who still holds an office, what has happened, and where somebody looked."""

    sheets = SHEETS
    holders = SelectMultipleField(lazy_gettext("Offices"), [offered], validate_choice=False)
    happened = SelectMultipleField(
        lazy_gettext("Has any of this been done since the statement?"),
        [offered],
        validate_choice=False,
    )
    source = StringField(lazy_gettext("Where you looked"), filters=[line])

    def __init__(self, campaign: Campaign, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms'
        """Ask what nobody has looked up yet."""
        super().__init__(**kwargs)
        self.officers, self.asks = officers_to_confirm(campaign), asks_to_look_up(campaign)
        self.holders.choices = dict.fromkeys(self.officers, "")
        self.happened.choices = {ask.id: "" for ask in self.asks}

    def validate_source(self, field: Field) -> None:
        """Want one where asks were looked up: recipients are told so."""
        if self.asks and not field.data:
            raise ValidationError(gettext("Say where you looked, so that others can check."))
        if len(typed(field)) > LONGEST:
            raise ValidationError(
                gettext("This is longer than %(most)d characters. Shorten it.", most=LONGEST)
            )

    def looked_up(self, slug: str) -> LookedUp:
        """Return what was looked up: what is not ticked has not happened as far as is known."""
        rows = rows_of(services.latest().sheets, FactTable.OFFICERS, slug)
        return LookedUp(
            holders=[rows[key] for key in self.holders.data or ()],
            asks={ask.id: ask.id in (self.happened.data or ()) for ask in self.asks},
            source=typed(self.source),
        )


@pages.get("/<slug>/launch/known")
def show_known(slug: str) -> ResponseReturnValue:
    """Ask for all of it."""
    return _page(slug, form_of(slug, fresh=True))


@pages.post("/<slug>/launch/known")
def confirm_known(slug: str) -> ResponseReturnValue:
    """Keep it as one change, and go on with the path."""
    form = form_of(slug)
    page = partial(_page, slug, form)
    try:
        return saved(
            slug,
            form,
            page,
            lambda db, shipped, edit: known.confirm_known(
                db, shipped, edit, form.looked_up(slug), day=services.today()
            ),
            "launch_path.show_path",
            done=steps.KNOWN,
        )
    except BrokenData:
        form.seen.errors = [
            gettext("Some facts contradict each other. Mend them first, under Facts.")
        ]
        return page(), 409


def form_of(slug: str, *, fresh: bool = False) -> KnownForm:
    """Return the form: with all holders ticked where it is `fresh`, else with what was sent."""
    campaign = services.latest_campaign(slug)
    if not fresh:
        return KnownForm(campaign)
    seen = seen_fingerprint(slug, KnownForm)
    return KnownForm(campaign, formdata=None, data={"seen": seen})


def officers_to_confirm(campaign: Campaign) -> Mapping[str, Officer]:
    """Return who is said to hold an office today and was not confirmed, by the fact's key."""
    found = (campaign.world.officer_on(office, services.today()) for office in OFFICES)
    return {f"{o.office} {o.start}": o for o in found if o and not o.confirmed}


def asks_to_look_up(campaign: Campaign) -> Sequence[Ask]:
    """Return the asks of which nobody looked up whether what they call for has happened."""
    rows: Mapping[str, Row] = rows_of(services.latest().sheets, FactTable.NONE_KNOWN, campaign.slug)
    looked = {row["ask"] for row in rows.values() if row["as_of"] or row["source"]}
    return [ask for ask in asks_to_confirm(campaign) if ask.id not in looked]


def _page(slug: str, form: KnownForm) -> str:
    return render_template(
        "organizers/lifecycle/looked-up.html",
        shown=services.latest_campaign(slug),
        known=form,
        back=url_for("launch_path.show_path", slug=slug),
    )
