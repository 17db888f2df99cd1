"""The path from the first day to the launch: every line, with the form that does it."""

from collections.abc import Sequence

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from campaign.actions import counts
from campaign.model.letter import Way
from campaign.model.organizer import Role
from campaign.rules import staleness
from campaign.web.database import db
from campaign.web.organizers.lifecycle import addresses, details, known
from campaign.web.organizers.lifecycle import launch_steps as steps
from campaign.web.organizers.lifecycle.detail_forms import FORMS
from campaign.web.organizers.lifecycle.forms import LaunchForm
from campaign.web.organizers.lifecycle.launch_steps import Step
from campaign.web.organizers.lifecycle.saving import seen_fingerprint
from campaign.web.organizers.permits import me
from campaign.web.services import services

pages = Blueprint("launch_path", __name__)


@pages.get("/<slug>/launch/")
def show_path(slug: str) -> ResponseReturnValue:
    """Show every line; the next one stands open after another was done."""
    campaign = services.latest_campaign(slug)
    path = steps.steps_of(campaign)
    left = [each for each in path if not each.is_done]
    done = request.args.get("done", "")
    return render_template(
        "organizers/lifecycle/launch-path.html",
        shown=campaign,
        path=path,
        left=left,
        done=next((each for each in path if each.name == done), None),
        opened=request.args.get("open", ""),
        following=_following(left, done),
        owns=me().organizer.role.covers(Role.OWNER),
        forms={name: details.form_of(slug, name, fresh=True) for name in FORMS},
        known=known.form_of(slug, fresh=True),
        launching=LaunchForm(
            formdata=None,
            complete=not steps.open_steps(campaign),
            data={"seen": seen_fingerprint(slug, LaunchForm)},
        ),
        tried=counts.tried(db.session, campaign).get(Way.PREPARED, 0),
        groups=addresses.groups_of(campaign),
        confirming=addresses.ConfirmForm(formdata=None, data={"seen": addresses.seen_now()}),
        coverage=staleness.coverage(campaign, services.today()),
    )


def _following(left: Sequence[Step], done: str) -> Step | None:
    """Return the line to go on with: the one just worked at while it is open, else the next one."""
    place = list(steps.NAMES).index(done) if done in steps.NAMES else 0
    after = (each for each in left if each.number > place)
    return next(after, next(iter(left), None))
