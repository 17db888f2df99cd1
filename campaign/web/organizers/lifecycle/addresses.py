"""Confirming the recipients' addresses before a launch, by group or row by row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from wtforms import Field, SelectMultipleField, ValidationError

from campaign.actions import address_confirmation as actions
from campaign.actions.fact_history import shipped_row
from campaign.errors import BrokenData, Overtaken
from campaign.model.facts import FactTable, Row
from campaign.model.language import TargetKind
from campaign.model.letter import Target
from campaign.model.statement import Campaign
from campaign.rules import targets
from campaign.rules.staleness import ADDRESS_LASTS
from campaign.web.database import db
from campaign.web.organizers.facts.fact_formatter import FactFormatter
from campaign.web.organizers.facts.front_page import formatter
from campaign.web.organizers.lifecycle import launch_steps as steps
from campaign.web.organizers.lifecycle.forms import VersionedForm
from campaign.web.organizers.permits import me
from campaign.web.services import services

pages = Blueprint("addresses", __name__)

OFFICES: Final = "offices"
GROUPS: Final = (TargetKind.COUNCIL_MEMBER, TargetKind.COMMITTEE_MEMBER, OFFICES)
"""The groups that are confirmed together, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class AddressGroup:
    """A group of today's recipients: what of it can be confirmed together, and what by hand alone.

    `by_hand` are all that nobody confirmed, as one by one each can be.
    """

    kind: str
    rows: Sequence[Row]
    by_hand: Sequence[str]
    say: FactFormatter

    def compared(self, row: Row) -> str:
        """Return in a few words how an address differs from the one that came with this version."""
        before = shipped_row(services.shipped, FactTable.ADDRESSES, row["target"])
        if before is None:
            return gettext("new")
        return {
            (True, True): gettext("the same"),
            (False, True): gettext("the postal address changed"),
            (True, False): gettext("the email address changed"),
            (False, False): gettext("both changed"),
        }[before["postal"] == row["postal"], before["email"] == row["email"]]

    @property
    def first(self) -> str:
        """The first day on which one of them was published."""
        return min(row["as_of"] for row in self.rows)

    @property
    def last(self) -> str:
        """The last such day."""
        return max(row["as_of"] for row in self.rows)

    @property
    def is_recent(self) -> bool:
        """Whether all were published within a year."""
        return self.first >= str(services.today() - ADDRESS_LASTS)


class ConfirmForm(VersionedForm):
    """Which groups, or which rows, somebody confirms."""

    sheets = ()
    group = SelectMultipleField(validate_choice=False)
    only = SelectMultipleField(validate_choice=False)

    def validate_group(self, field: Field) -> None:
        """Want something ticked."""
        if not (field.data or self.only.data):
            raise ValidationError(gettext("Nothing is ticked. Tick what you confirm."))

    def chosen(self, campaign: Campaign) -> Sequence[str]:
        """Return the recipients whose address is confirmed."""
        whole = [each for each in groups_of(campaign) if each.kind in (self.group.data or ())]
        found = [row["target"] for each in whole for row in each.rows]
        return [*found, *(self.only.data or ())]


@pages.get("/<slug>/launch/addresses")
def show_addresses(slug: str) -> ResponseReturnValue:
    """Show what can be confirmed."""
    return _page(slug, ConfirmForm(formdata=None, data={"seen": seen_now()}))


@pages.post("/<slug>/launch/addresses")
def confirm_addresses(slug: str) -> ResponseReturnValue:
    """Confirm what is ticked, and go on with the path."""
    form = ConfirmForm()
    if not form.validate():
        return _page(slug, form), 422
    try:
        actions.confirm_as_published(
            db.session,
            services.shipped,
            form.chosen(services.latest_campaign(slug)),
            shown=form.seen.data or "",
            by=me().organizer.email,
            at=services.now(),
        )
    except Overtaken:
        form.overtake(seen_now())
        return _page(slug, form), 409
    except BrokenData:
        form.group.errors = [
            gettext("Some facts contradict each other. Mend them first, under Facts.")
        ]
        return _page(slug, form), 409
    return redirect(url_for("launch_path.show_path", slug=slug, done=steps.ADDRESSES), 303)


def seen_now() -> str:
    """Return what changes whenever an address does that could be confirmed."""
    return actions.fingerprint_of(actions.confirmable_addresses(db.session, services.shipped))


def groups_of(campaign: Campaign) -> Sequence[AddressGroup]:
    """Return today's recipients in groups, with the addresses that can be confirmed."""
    rows, say = actions.confirmable_addresses(db.session, services.shipped), formatter()
    offered = targets.offered_targets(campaign, services.today())
    found = []
    for kind in GROUPS:
        mine = [target for target in offered if _group(target) == kind]
        can = [rows[target.slug] for target in mine if target.slug in rows]
        waiting = [target.slug for target in mine if _waits(campaign, target)]
        found.append(AddressGroup(str(kind), can, waiting, say))
    return found


def _group(target: Target) -> str:
    return target.kind if target.kind.is_delegation else OFFICES


def _waits(campaign: Campaign, target: Target) -> bool:
    known = campaign.world.addresses.get(target.slug)
    return known is not None and bool(known.postal or known.email) and not known.confirmed


def _page(slug: str, form: ConfirmForm) -> str:
    campaign = services.latest_campaign(slug)
    groups = groups_of(campaign)
    form.group.choices = {each.kind: "" for each in groups if each.rows}
    place = "campaign_page.show_campaign" if campaign.launched else "launch_path.show_path"
    return render_template(
        "organizers/lifecycle/confirm-addresses.html",
        shown=campaign,
        confirming=form,
        groups=groups,
        back=url_for(place, slug=slug),
    )
